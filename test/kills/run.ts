import { execFileSync } from "node:child_process";
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { prepare } from "../e2e/harness";
import { distinct } from "./calls";
import { instantInit } from "./instant-init";
import { type Kill, type Result, runCase } from "./one-case";
import { type Recording, record } from "./recording";
import { nameOf, page } from "./report";
import type { StateAt } from "./scenario";
import { Stage } from "./stage";

const ROOT = resolve(__dirname, "..", "..");
const USAGE = `usage: npm run kills -- [options]
  --state local|s3            where the state lies; default local
  --calls all|distinct|none   each writing call of the apply, or one of each action for a leaver, joiner and mover; default distinct
  --when before,after         kill before a call takes effect, after that, or both; default both
  --random N                  so many more kills at random moments; default 0
  --seed N                    of the random moments; default 1
  --again                     one of the next three commands is killed too, at a random moment
  --damage emptied|cut        damages the local state after each kill, as a kill does by chance
  --only TEXT                 only calls in whose name this is
  --jobs N                    cases at a time; default 1
  --results FILE              JSON lines; cases that are in it are not run again; default kills-results.jsonl
  --page                      writes docs/kills.md from the results, and runs nothing`;

/** `npm run kills`: what is printed at each case is its line of the results, in words. @returns the exit code */
export async function main(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      state: { type: "string", default: "local" },
      calls: { type: "string", default: "distinct" },
      when: { type: "string", default: "before,after" },
      random: { type: "string", default: "0" },
      seed: { type: "string", default: "1" },
      again: { type: "boolean", default: false },
      damage: { type: "string" },
      only: { type: "string", default: "" },
      jobs: { type: "string", default: "1" },
      results: { type: "string", default: "kills-results.jsonl" },
      page: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) {
    console.log(USAGE);
    return 0;
  }
  const file = resolve(values.results);
  if (values.page) {
    writeFileSync(join(ROOT, "docs", "kills.md"), page(resultsIn(file)));
    return 0;
  }
  const at = values.state as StateAt;
  const prepared = await prepare();
  if (typeof prepared === "string") throw new Error(prepared);
  const folder = mkdtempSync(join(realpathSync(tmpdir()), "roster-kills-"));
  try {
    const terraform = instantInit(folder, prepared.binary.path, prepared.directory);
    const local = await Stage.prepare(folder, terraform);
    const stage = at === "local" ? local : local.onS3(join(folder, "s3"));
    const recording = await record(stage, join(folder, "recording"));
    console.log(`undisturbed: ${recording.writes.length} writing calls, ${recording.milliseconds / 1000} s`);
    const known = new Set(resultsIn(file).map((result) => nameOf(result)));
    const kills = [
      ...callKills(recording, values),
      ...randomKills(recording, Number(values.random), Number(values.seed)),
    ]
      .map((kill) => (values.damage === undefined ? kill : { ...kill, state: values.damage as "emptied" | "cut" }))
      .map(values.again ? killedAgain(recording, Number(values.seed)) : (kill) => kill)
      .filter((kill) => !known.has(nameOf({ state: at, kill })))
      .filter((kill) => nameOf({ state: at, kill }).includes(values.only));
    console.log(`${kills.length} cases`);
    const commit = execFileSync("git", ["rev-parse", "--short", "HEAD"], { cwd: ROOT, encoding: "utf8" }).trim();
    mkdirSync(dirname(file), { recursive: true });
    let next = 0;
    let failed = 0;
    const worker = async () => {
      for (let at = next++; at < kills.length; at = next++) {
        const result = await runCase(stage, recording, kills[at] as Kill, join(folder, `case-${at}`));
        appendFileSync(file, `${JSON.stringify({ commit, ...result })}\n`);
        if (result.verdict === "failed") failed += 1;
        console.log(
          `${at + 1}/${kills.length} ${nameOf(result)}: ${result.verdict}, ${result.seconds} s${result.left === "emptied" || result.left === "cut" ? `, state ${result.left}` : ""}; ${wayOf(result)}`,
        );
        for (const why of result.verdict === "exact" ? [] : result.why)
          console.log(`    ${why.replaceAll("\n", "\n    ")}`);
      }
    };
    await Promise.all(Array.from({ length: Number(values.jobs) }, worker));
    return failed === 0 ? 0 : 3;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const wayOf = ({ steps }: Result) =>
  steps
    .map(
      ({ command, code, unadvised, killed }) =>
        `${unadvised ? "(unadvised) " : ""}${command} -> ${killed ? "killed" : code}`,
    )
    .join(", ");

function resultsIn(file: string): Result[] {
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, "utf8").split("\n").filter(Boolean);
  return lines.map((line) => JSON.parse(line));
}

function callKills({ writes }: Recording, { calls, when }: { readonly calls: string; readonly when: string }): Kill[] {
  const chosen = calls === "none" ? [] : calls === "all" ? writes : distinct(writes);
  const sides = (["before", "after"] as const).filter((side) => when.split(",").includes(side));
  return chosen.flatMap(({ id }) => sides.map((side): Kill => ({ when: side, call: id })));
}

/** Any moment of the whole run is as likely as any other; it is told by the calls before it, however busy the machine is. */
function randomKills({ times, milliseconds }: Recording, count: number, seed: number): Kill[] {
  const random = randomNumbers(seed);
  return Array.from({ length: count }, (): Kill => {
    const moment = random() * milliseconds;
    const calls = times.filter((time) => time <= moment).length;
    return { when: "moment", calls, milliseconds: Math.round(moment - (times[calls - 1] ?? 0)) };
  });
}

/** A command after the kill takes about as long as the apply; one that has ended before its moment is not killed. */
function killedAgain({ milliseconds }: Recording, seed: number): (kill: Kill) => Kill {
  const random = randomNumbers(seed + 1);
  return (kill) => ({
    ...kill,
    again: { step: 1 + Math.floor(random() * 3), milliseconds: Math.round(random() * milliseconds) },
  });
}

/** mulberry32 */
function randomNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
