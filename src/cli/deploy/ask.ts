import { createInterface } from "node:readline/promises";
import { count } from "../../text/count";
import { defined } from "../../text/defined";
import { printable } from "../../text/printable";
import type { Context } from "../command";
import type { Planned } from "./planned";

/** Puts a question and waits for the answer. */
export type Ask = (question: string) => Promise<string>;

/** Asks on the terminal. @default - undefined where nobody can answer */
export function askOn({ terminal, signal }: Context): Ask | undefined {
  if (!terminal.interactive || process.stdin.isTTY !== true) return undefined;
  return async (question) => {
    terminal.draw(undefined);
    const lines = createInterface({ input: process.stdin, output: process.stderr });
    try {
      return await lines.question(question, defined({ signal }));
    } finally {
      lines.close();
    }
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
