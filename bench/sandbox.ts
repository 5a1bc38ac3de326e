import type { BenchOptions } from "./bench";
import { median } from "./measure";
import { measureRequestsPerSecond } from "./sandbox-requests";
import { atLeast, type Table } from "./table";

const seconds = 3;

/** How many requests the sandbox answers; the client that asks runs in the same process and is counted with it. */
export async function benchSandbox({ rounds }: BenchOptions): Promise<Table[]> {
  const perSecond: number[] = [];
  const perCpuSecond: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const before = process.cpuUsage();
    const started = performance.now();
    const requests = await measureRequestsPerSecond(seconds);
    const { user, system } = process.cpuUsage(before);
    perSecond.push(requests);
    perCpuSecond.push((requests * (performance.now() - started)) / 1000 / ((user + system) / 1e6));
  }
  const [clock, cpu] = [median(perSecond), median(perCpuSecond)];
  const row = { "requests a second": clock.toFixed(0), "requests a CPU second": cpu.toFixed(0) };
  const note = "A CPU second is one core for one second, whatever else the machine did meanwhile.";
  return [{ title: "sandbox", rows: [{ ...row, ...atLeast(cpu, "a CPU second", 1000) }], note }];
}
