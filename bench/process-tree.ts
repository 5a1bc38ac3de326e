import { readdirSync, readFileSync } from "node:fs";
import type { Cost } from "./measure";

/** Clock ticks a second in /proc: 100 on every Linux that Node runs on. */
const ticks = 100;
const intervalMs = 50;

/**
 * What an action costs in processes that this one starts, directly or not: terraform starts its providers. They are
 * looked at every 50 ms in Linux's /proc, so that at most the last 50 ms of each are missed; elsewhere CPU and memory
 * are not a number.
 */
export async function costOfChildren(action: () => Promise<void>): Promise<Cost> {
  const seen = new Map<number, { cpuSeconds: number; peakMb: number }>();
  const look = (): void => {
    for (const pid of descendants()) {
      const cost = costOf(pid);
      if (cost !== undefined) seen.set(pid, cost);
    }
  };
  const timer = setInterval(look, intervalMs);
  const started = performance.now();
  try {
    await action();
  } finally {
    clearInterval(timer);
  }
  const seconds = (performance.now() - started) / 1000;
  const costs = [...seen.values()];
  if (costs.length === 0) return { seconds, cpuSeconds: Number.NaN, peakMb: Number.NaN };
  return {
    seconds,
    cpuSeconds: costs.reduce((sum, { cpuSeconds }) => sum + cpuSeconds, 0),
    peakMb: Math.max(...costs.map(({ peakMb }) => peakMb)),
  };
}

function descendants(): number[] {
  const children = new Map<number, number[]>();
  for (const entry of list("/proc")) {
    const parent = /^\d+$/.test(entry) ? stat(entry)?.[1] : undefined;
    if (parent !== undefined) children.set(Number(parent), [...(children.get(Number(parent)) ?? []), Number(entry)]);
  }
  const below = (pid: number): number[] => (children.get(pid) ?? []).flatMap((child) => [child, ...below(child)]);
  return below(process.pid);
}

function costOf(pid: number): { cpuSeconds: number; peakMb: number } | undefined {
  const fields = stat(String(pid));
  const peak = /^VmHWM:\s*(\d+) kB/m.exec(read(`/proc/${pid}/status`));
  if (fields === undefined || peak === null) return undefined;
  // utime and stime, fields 14 and 15 of proc(5).
  return { cpuSeconds: (Number(fields[11]) + Number(fields[12])) / ticks, peakMb: Number(peak[1]) / 1024 };
}

/** The fields after the name, which may hold anything: state, parent, .. */
function stat(pid: string): string[] | undefined {
  const text = read(`/proc/${pid}/stat`);
  return text === "" ? undefined : text.slice(text.lastIndexOf(")") + 2).split(" ");
}

function read(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return ""; // It has ended.
  }
}

function list(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
