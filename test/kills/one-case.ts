import { existsSync, readFileSync, rmSync, statSync, truncateSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Calls, isWriting } from "./calls";
import { isDone, judge, type Verdict } from "./judge";
import type { Recording } from "./recording";
import { followAdvice, settled } from "./recovery";
import type { Stage } from "./stage";
import type { Step } from "./step";

/**
 * What is left of a local state: terraform writes it over itself, and a kill in the middle of that leaves nothing or a part. Whether
 * one does is chance, so that it can be asked for.
 */
export type StateFile = "whole" | "emptied" | "cut";

/** Where a deploy is killed. */
export type Kill = {
  /** @default - as the kill left it */
  readonly state?: Exclude<StateFile, "whole">;
  /** The n-th command after it, from 1, is killed too: so many milliseconds after its start. @default - each gets to its end */
  readonly again?: { readonly step: number; readonly milliseconds: number };
} /** At a writing call: before it reaches the account, or after that and before its answer is read. */ & (
  | { readonly when: "before" | "after"; readonly call: string }
  /** So many milliseconds behind so many calls of any sort. */
  | { readonly when: "moment"; readonly calls: number; readonly milliseconds: number }
);

export interface Result extends Verdict {
  /** Of what was built. */
  readonly commit?: string;
  readonly state: Stage["at"];
  readonly kill: Kill;
  /** How the local state was after it. */
  readonly left?: StateFile;
  /** What was run after the kill; of each what it printed at its end. */
  readonly steps: readonly Step[];
  readonly seconds: number;
}

/** Commands that a person runs before she asks somebody. */
const MOST_STEPS = 8;
const SHOWN = 2_500;

/** One deploy, killed with everything that it started; then the documented way, and the judgement. @param folder not there yet */
export async function runCase(stage: Stage, recording: Recording, kill: Kill, folder: string): Promise<Result> {
  const start = Date.now();
  const scene = await stage.open(folder);
  try {
    const child = scene.deploy();
    const killed = kill.when === "moment" ? killedLater(scene, child, kill) : killedAt(scene, child, kill);
    const { code } = await child.ended;
    const came = await Promise.race([killed.then(() => true), sleep(1_000, false)]);
    // Calls that were under way when everything died reach the account all the same.
    await sleep(100);
    // Whoever has the state in a bucket goes on in another checkout.
    if (stage.at === "s3") rmSync(join(scene.project, "cdktf.out"), { recursive: true, force: true });
    const left = stage.at === "local" ? { left: stateLeft(scene, kill.state) } : {};
    const steps = came ? await followAdvice(scene, MOST_STEPS, kill.again) : [];
    const more = came && isDone(steps.at(-1)) ? await settled(scene, steps.at(-1)) : undefined;
    const verdict = came
      ? judge({ userIds: stage.userIds, account: recording.account }, scene, steps, more)
      : { verdict: "failed" as const, why: [`the deploy ended with ${code} and was not killed:\n${tail(child.both)}`] };
    const told = steps.map((step) => ({ ...step, text: tail(step.text) }));
    return {
      state: stage.at,
      kill,
      ...left,
      ...verdict,
      steps: told,
      seconds: Math.round((Date.now() - start) / 100) / 10,
    };
  } finally {
    await scene.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

type Scene = Awaited<ReturnType<Stage["open"]>>;
type Child = ReturnType<Scene["deploy"]>;

function killedAt({ gate }: Scene, child: Child, { call, when }: Extract<Kill, { call: string }>): Promise<void> {
  const calls = new Calls();
  return gate.once(
    (passing) => isWriting(passing) && calls.name(passing).id === call,
    when,
    async () => {
      child.killAll();
      return "lost";
    },
  );
}

async function killedLater({ gate }: Scene, child: Child, kill: Extract<Kill, { when: "moment" }>): Promise<void> {
  if (kill.calls > 0) {
    let seen = 0;
    await new Promise<void>((reached) => {
      gate.each(() => {
        seen += 1;
        if (seen === kill.calls) reached();
      });
    });
  }
  await sleep(kill.milliseconds);
  child.killAll();
}

/** Damages the state where it is to be damaged and a kill can have done so, and looks at it. */
function stateLeft({ stateFile: file }: Scene, damage: StateFile | undefined): StateFile {
  const { size } = statSync(file);
  // Before that copy is made nothing lets Terraform write.
  if (damage !== undefined && existsSync(`${file}.before-apply`))
    truncateSync(file, damage === "emptied" ? 0 : Math.floor(size / 2));
  const text = readFileSync(file, "utf8");
  if (text === "") return "emptied";
  try {
    JSON.parse(text);
    return "whole";
  } catch {
    return "cut";
  }
}

const tail = (text: string) => (text.length <= SHOWN ? text : `[...]${text.slice(-SHOWN)}`);
