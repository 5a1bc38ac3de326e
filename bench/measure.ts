import { spawn } from "node:child_process";
import { resolve } from "node:path";
import { text } from "node:stream/consumers";

/** What one run, or the median of several, has cost: the whole process with its start, and its children. */
export interface Cost {
  readonly seconds: number;
  readonly cpuSeconds: number;
  /** Of the largest process, in MiB. */
  readonly peakMb: number;
  /** It was given up: all three are what it had cost by then. */
  readonly unfinished?: true;
}

/** Runs a script in a Node of its own. @throws Error with its last words, unless it exits with 0 */
export function runNode(script: string, ...args: string[]): Promise<Cost> {
  return run(script, args, [0]);
}

/** The same for a command that judges: a closed gate is an answer. */
export function runJudge(script: string, ...args: string[]): Promise<Cost> {
  return run(script, args, [0, 3]);
}

async function run(script: string, args: readonly string[], answers: readonly unknown[]): Promise<Cost> {
  const started = performance.now();
  const child = spawn(process.execPath, ["--require", resolve(__dirname, "usage.js"), script, ...args], {
    stdio: ["ignore", "ignore", "pipe", "pipe"],
  });
  const [, stderr, usage] = child.stdio.slice(1) as [null, NodeJS.ReadableStream, NodeJS.ReadableStream];
  const ended = new Promise((done, failed) => child.once("error", failed).once("close", done));
  const [said, used, code] = await Promise.all([text(stderr), text(usage), ended]);
  if (!answers.includes(code)) throw new Error(`${script} ended with ${code}: ${said.slice(-2000)}`);
  return { seconds: (performance.now() - started) / 1000, ...JSON.parse(used) };
}

/**
 * Runs each contestant in turn, A B C A B C, so that whatever else the machine does hits all alike.
 * @param once a contestant that is given up, or takes longer than so many seconds, runs once only
 * @returns the median of each
 */
export async function inTurn<Name extends string>(
  contestants: Readonly<Record<Name, () => Promise<Cost>>>,
  { rounds, once = Number.POSITIVE_INFINITY }: { rounds: number; once?: number },
): Promise<Record<Name, Cost>> {
  const names = Object.keys(contestants) as Name[];
  const costs = new Map<Name, Cost[]>(names.map((name) => [name, []]));
  const done = new Set<Name>();
  for (let round = 0; round < rounds; round += 1) {
    for (const name of names.filter((each) => !done.has(each))) {
      const cost = await contestants[name]();
      costs.get(name)?.push(cost);
      if (cost.unfinished || cost.seconds > once) done.add(name);
    }
  }
  return Object.fromEntries(names.map((name) => [name, medianCost(costs.get(name) ?? [])])) as Record<Name, Cost>;
}

function medianCost(costs: readonly Cost[]): Cost {
  return {
    seconds: median(costs.map(({ seconds }) => seconds)),
    cpuSeconds: median(costs.map(({ cpuSeconds }) => cpuSeconds)),
    peakMb: median(costs.map(({ peakMb }) => peakMb)),
    ...(costs.some(({ unfinished }) => unfinished) ? { unfinished: true } : {}),
  };
}

export function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((left, right) => left - right);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}
