import { createInterface } from "node:readline/promises";
import { Interrupted } from "../../aws/failures";
import { count } from "../../text/count";
import { printable } from "../../text/printable";
import type { Context } from "../command";
import type { Planned } from "./planned";

/** Puts a question and waits for the answer. @throws Interrupted when the person, or the terminal, goes instead */
export type Ask = (question: string) => Promise<string>;

/** Asks on the terminal. @default - undefined where nobody can answer */
export function askOn({ terminal, signal }: Context): Ask | undefined {
  if (!terminal.interactive || process.stdin.isTTY !== true) return undefined;
  return (question) => {
    terminal.draw(undefined);
    const lines = createInterface({ input: process.stdin, output: process.stderr });
    return new Promise<string>((answer, reject) => {
      const gone = () => {
        // The cursor stands behind the question.
        process.stderr.write("\n");
        reject(new Interrupted());
      };
      // On a terminal readline gets Ctrl-C and Ctrl-D itself; then, by itself, the answer would never come.
      lines.once("SIGINT", () => lines.close());
      lines.once("close", gone);
      signal?.addEventListener("abort", () => lines.close(), { once: true });
      if (signal?.aborted) lines.close();
      else
        lines.question(question).then((text) => {
          lines.off("close", gone);
          lines.close();
          answer(text);
        }, reject);
    });
  };
}

/** Where people leave, their number has to be typed: a yes is typed too fast. */
export async function agreed({ people }: Planned, ask: Ask): Promise<boolean> {
  const leaving = people.leavers.length;
  const [question, expected] =
    leaving === 0
      ? ['Apply this plan? Type "yes": ', "yes"]
      : [
          `${count(leaving, "user")} ${leaving === 1 ? "leaves" : "leave"}: ${people.leavers.map(({ name }) => name).join(", ")}. Type ${leaving} to apply: `,
          String(leaving),
        ];
  return (await ask(printable(question))).trim().toLowerCase() === expected;
}
