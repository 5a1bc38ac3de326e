import type { BenchOptions } from "./bench";
import { median } from "./measure";
import { measureRequestsPerSecond } from "./sandbox-requests";
import { atLeast, type Table } from "./table";

/** How many requests the sandbox answers; the client that asks runs in the same process and is counted with it. */
export async function benchSandbox({ rounds }: BenchOptions): Promise<Table[]> {
  const measured: number[] = [];
  for (let round = 0; round < rounds; round += 1) measured.push(await measureRequestsPerSecond(3));
  const requests = median(measured);
  const row = { requests: "GetUser and ListAccessKeys, in turn", "a second of one core": requests.toFixed(0) };
  return [{ title: "sandbox", rows: [{ ...row, ...atLeast(requests, "", 1000) }] }];
}
