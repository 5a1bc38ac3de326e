import { execFile } from "node:child_process";
import { resolve } from "node:path";
import { adviceIn, type Told } from "./advice";
import type { Kill } from "./one-case";
import type { Scene } from "./stage";
import type { Step } from "./step";

const DEPLOY: Told = ["roster", "deploy"];
const LONGEST_MS = 400_000;

/**
 * What a person does whose deploy was killed: the same command, and from then on exactly what is printed, until a deploy ends with 0
 * and names nothing more to do. Where nothing is printed, the same command again, once.
 * @param most commands; a person's patience
 * @param again which of them is killed too; it is then run once more
 */
export async function followAdvice(scene: Scene, most: number, again?: Kill["again"]): Promise<Step[]> {
  const steps: Step[] = [];
  let told = DEPLOY;
  let unadvised: { unadvised?: true } = {};
  /** What is to be run again behind the one that is run now. */
  let after: Told | undefined;
  while (steps.length < most) {
    const killedIn = again?.step === steps.length + 1 ? again.milliseconds : undefined;
    const { code, text, killed } = await run(scene, told, killedIn);
    steps.push({ command: told.join(" "), code, text, ...unadvised, ...(killed ? { killed } : {}) });
    if (killed) continue;
    if (after !== undefined && code === 0) {
      [told, after, unadvised] = [after, undefined, {}];
      continue;
    }
    const advice = adviceIn(text);
    if (advice === undefined && code === 0 && told[1] === "deploy") return steps;
    if (advice === undefined && unadvised.unadvised) return steps;
    unadvised = advice === undefined ? { unadvised: true } : {};
    const last = told[0] === "roster" ? told : DEPLOY;
    told = advice?.told ?? last;
    after = advice?.again ? last : undefined;
  }
  return steps;
}

/** Whether nothing is to be done any more: what the last command said, or else one more deploy. */
export async function settled(scene: Scene, last: Step | undefined): Promise<{ code: number; text: string }> {
  const isSettled = last?.code === 0 && /: nothing to change$/m.test(last.text);
  return isSettled ? last : run(scene, DEPLOY);
}

interface Done {
  readonly code: number;
  readonly text: string;
  readonly killed?: boolean;
}

/** @param killedIn milliseconds. @default - it is not killed unless it never ends */
async function run(scene: Scene, [program = "", ...words]: Told, killedIn?: number): Promise<Done> {
  if (program !== "roster") return runTerraform(scene, words);
  const child = scene.start(words);
  let killed = false;
  const end = () => {
    killed = killedIn !== undefined;
    child.killAll();
  };
  const timer = setTimeout(end, killedIn ?? LONGEST_MS);
  const { code } = await child.ended;
  clearTimeout(timer);
  await child.closed;
  return { code, text: child.both, killed };
}

/** The person answers yes where she is asked. */
function runTerraform({ project, env }: Scene, words: readonly string[]): Promise<{ code: number; text: string }> {
  const binary = resolve(project, env.TERRAFORM_BINARY_NAME ?? "terraform");
  return new Promise((done) => {
    const child = execFile(binary, words, { cwd: project, env }, (error, out, err) => {
      done({ code: typeof error?.code === "number" ? error.code : error ? -1 : 0, text: out + err });
    });
    child.stdin?.end("yes\n");
  });
}
