import { resolve } from "node:path";
import { nameIn } from "../files/within";
import type { RosterSide } from "../review/roster-side";
import { lineOf } from "../roster/diagnostics";
import type { Loaded, PartialRoster } from "../roster/index";
import type { Context } from "./command";
import { readRoster } from "./read-roster";

/** One side of a review, and on how many lines it could not be read. */
export interface ReadSide {
  readonly side: RosterSide;
  readonly problems: number;
}

/** A roster as far as it can be read, with its lines. @throws UsageError as `readRoster` does */
export async function readSide(value: string, cwd: string, today: Date | undefined): Promise<ReadSide> {
  const { roster, loaded } = await readRoster({ path: resolve(cwd, value), name: value }, { today });
  return { side: sideIn(roster, loaded, cwd), problems: loaded.diagnostics.length };
}

/** A roster that was read, with its lines as people in that folder name them. */
export function sideIn(roster: PartialRoster, { files }: Loaded, cwd: string): RosterSide {
  const placeOf: RosterSide["placeOf"] = ({ file, path }) => {
    return { file: nameIn(cwd, files.get(file)?.path ?? file), ...lineOf({ file, path, on: "key" }, files) };
  };
  return { roster, placeOf };
}

/** The same, and `err` says what could not be read. @default - undefined where no file is named */
export async function sideOf(
  file: string | undefined,
  { cwd, terminal, today }: Context,
): Promise<RosterSide | undefined> {
  if (file === undefined) return undefined;
  const { side, problems } = await readSide(file, cwd, today);
  if (problems > 0) {
    const what = problems === 1 ? "an error" : `${problems} errors`;
    terminal.say(`roster: ${file} has ${what} and is read as far as it goes; run: roster validate ${file}`);
  }
  return side;
}
