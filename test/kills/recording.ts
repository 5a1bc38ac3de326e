import { Calls, isWriting, type WritingCall } from "./calls";
import { linesOf } from "./same-account";
import type { Stage } from "./stage";

/** An apply that nobody disturbed. */
export interface Recording {
  /** Each writing call, in the order of this run. */
  readonly writes: readonly WritingCall[];
  /** When each call came, reading or writing, by roster or by terraform: milliseconds since the start. */
  readonly times: readonly number[];
  readonly milliseconds: number;
  /** The account at its end, see `linesOf`. */
  readonly account: readonly string[];
}

/** @param folder not there yet */
export async function record(stage: Stage, folder: string): Promise<Recording> {
  const scene = await stage.open(folder);
  try {
    const calls = new Calls();
    const writes: WritingCall[] = [];
    const times: number[] = [];
    const start = Date.now();
    scene.gate.each((call) => {
      times.push(Date.now() - start);
      if (isWriting(call)) writes.push(calls.name(call));
    });
    const child = scene.deploy();
    const { code } = await child.ended;
    if (code !== 0) throw new Error(`the undisturbed deploy ended with ${code}:\n${child.both}`);
    return { writes, times, milliseconds: Date.now() - start, account: linesOf(scene.account) };
  } finally {
    await scene.close();
  }
}
