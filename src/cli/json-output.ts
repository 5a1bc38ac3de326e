import { jsonDocument } from "../text/json";
import type { Checked } from "./check";
import { type Context, UsageError } from "./command";
import { checkedJson } from "./format/json";
import type { Options } from "./options";
import type { NamedRosters } from "./rosters";

/** Of a command whose outcome has no other format; docs/json.md has what is in it. */
export const jsonOptions = {
  json: { type: "boolean", help: "prints one JSON document; what is for people goes to stderr" },
} as const satisfies Options;

type WithJson = Context & { readonly values: { readonly json: boolean } };

/** With `--json`, standard output is for the document alone. */
function apart<Input extends WithJson>(input: Input): Input {
  const { terminal, values } = input;
  return values.json ? { ...input, terminal: { ...terminal, out: terminal.err } } : input;
}

/** Writes the outcome in the one format that was asked for. @param document without `schemaVersion` */
export function writeOutcome({ terminal, values }: WithJson, text: string, document: object): void {
  terminal.out(values.json ? jsonDocument({ schemaVersion: 1, ...document }) : text);
}

/**
 * A command about rosters that tells what becomes of each: with `--json`, what was found in them and what was told of their stacks is
 * one document, whatever the outcome. Where the work breaks off, it says why, and has what was done before.
 * @param work gets where to write, and the document that it fills
 */
export async function asDocument<Input extends WithJson & NamedRosters, Document extends object>(
  input: Input,
  document: Document,
  work: (input: Input, onChecked: (checked: readonly Checked[]) => void) => Promise<number>,
): Promise<number> {
  let checked: readonly Checked[] = [];
  const write = (more: object) => {
    if (input.values.json) writeOutcome(input, "", { ...checkedJson(checked), ...document, ...more });
  };
  try {
    const code = await work(apart(input), (found) => {
      checked = found;
    });
    write({});
    return code;
  } catch (error) {
    // A word that is wrong is told before anything is done.
    if (!(error instanceof UsageError) && error instanceof Error) write({ error: error.message });
    throw error;
  }
}
