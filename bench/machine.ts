import { availableParallelism, cpus, totalmem } from "node:os";

/** What the numbers were measured on. */
export function machine(): string[] {
  return [
    `${cpus()[0]?.model ?? "unknown CPU"}, ${availableParallelism()} cores, ${(totalmem() / 1024 ** 3).toFixed(0)} GiB`,
    `Node ${process.version}`,
    new Date().toISOString().slice(0, 10),
  ];
}

/**
 * CPU seconds that a fixed piece of work takes now. Where others share the machine this grows, and with it every
 * number but the ratios.
 */
export function yardstick(): number {
  const before = process.cpuUsage();
  let sum = 0;
  for (let each = 0; each < 2e8; each += 1) sum = (sum + each) % 1_000_003;
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6 + (sum < 0 ? 1 : 0);
}
