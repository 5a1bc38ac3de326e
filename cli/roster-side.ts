import { isAbsolute, relative, resolve } from "node:path";
import type { RosterSide } from "../review/roster-side";
import { lineOf, loadRoster, readableOf } from "../roster/index";
import { type Context, UsageError } from "./command";

/** One side of a review, and on how many lines it could not be read. */
export interface ReadSide {
  readonly side: RosterSide;
  readonly problems: number;
}

/**
 * The roster as far as it can be read: whether it is sound is the business of `roster validate`.
 * @throws UsageError when nothing of it can be read
 */
export async function readSide(value: string, cwd: string, today: Date | undefined): Promise<ReadSide> {
  const loaded = await loadRoster(resolve(cwd, value), today === undefined ? {} : { today });
  const { unreadable, diagnostics, files } = loaded;
  const roster = readableOf(loaded);
  if (roster === undefined || unreadable.length > 0) {
    throw new UsageError(unreadable[0] ?? `${value}: is not a roster; run: roster validate ${value}`);
  }
  const placeOf: RosterSide["placeOf"] = ({ file, path }) => {
    return { file: fromHere(files.get(file)?.path ?? file, cwd), ...lineOf({ file, path, on: "key" }, files) };
  };
  return { side: { roster, placeOf }, problems: diagnostics.length };
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

function fromHere(path: string, cwd: string): string {
  const name = relative(cwd, path);
  return name.startsWith("..") || isAbsolute(name) ? path : name.split("\\").join("/");
}
