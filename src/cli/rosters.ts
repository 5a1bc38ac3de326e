import { printable } from "../text/printable";
import type { Arguments } from "./arguments";
import type { Comparing } from "./between";
import { type Checked, checkRosters, exitCodeOf, type SoundRoster, soundRosters } from "./check";
import { type Context, UsageError } from "./command";
import { formatText } from "./format/text";
import type { Options } from "./options";
import { chooseRosters, type RosterFile } from "./project";
import { judgedDay } from "./today";

const DEFAULT = "default: cdktf.json (context.rosters), or users.yaml";

/** How every command that is about rosters names them: as words, or with --file. */
export const rosterArguments = {
  rosters: { value: "FILE", optional: true, many: true, help: `a roster; ${DEFAULT}` },
} as const satisfies Arguments;

export const rosterOptions = {
  file: { type: "string", value: "FILE", multiple: true, help: `a roster, the same as FILE; ${DEFAULT}` },
} as const satisfies Options;

/** The same where other words stand too: a roster is known by how its name ends. */
export const rosterArgumentsBeside = {
  rosters: {
    value: "FILE.yaml",
    optional: true,
    many: true,
    pattern: /\.ya?ml$/i,
    help: `a roster: a word that ends in .yaml or .yml; ${DEFAULT}`,
  },
} as const satisfies Arguments;

export const rosterOptionsBeside = {
  file: { type: "string", value: "FILE", multiple: true, help: `a roster, however its name ends; ${DEFAULT}` },
} as const satisfies Options;

export interface NamedRosters {
  readonly args: { readonly rosters?: readonly string[] };
  readonly values: { readonly file: readonly string[]; readonly today?: string | undefined };
}

export function namedRosters({ args, values }: NamedRosters): readonly string[] {
  return [...values.file, ...(args.rosters ?? [])];
}

export interface Checking extends Pick<Comparing, "drafts"> {
  /** Where the findings go. @default - to `err`, and only when there are any */
  readonly report?: (text: string) => void;
  /** Called with all that was read and judged, before anything is said of it. @default - nobody keeps it */
  readonly onChecked?: (checked: readonly Checked[]) => void;
}

/**
 * Checks the rosters that a command is about, and says what was found.
 * @param work what is done when all of them are sound; gives the exit code
 */
export async function withRosters(
  input: Context & NamedRosters,
  work: (rosters: readonly SoundRoster[]) => Promise<number>,
  { report, onChecked, drafts = false }: Checking = {},
): Promise<number> {
  const { terminal, cwd } = input;
  const { today = new Date() } = judgedDay(input);
  const checked = await checkRosters(chooseRosters(namedRosters(input), cwd), { cwd, today, drafts });
  onChecked?.(checked);
  sayUnreadable(checked, input);
  const found = checked.some(({ diagnostics }) => diagnostics.length > 0);
  const read = found || checked.some(({ kind }) => kind === "sound");
  if (report !== undefined ? read : found) (report ?? terminal.err)(formatText(checked));
  const sound = soundRosters(checked);
  return sound === undefined ? exitCodeOf(checked) : work(sound);
}

export function sayUnreadable(checked: readonly Checked[], { terminal }: Pick<Context, "terminal">): void {
  for (const line of checked.flatMap(({ unreadable }) => unreadable)) terminal.say(`roster: ${line}`);
}

/** The one roster of a command that is about one account. @throws UsageError when there are several */
export function oneRoster(input: Pick<Context, "cwd"> & NamedRosters): RosterFile {
  return onlyRoster(chooseRosters(namedRosters(input), input.cwd));
}

/** @throws UsageError when there are several */
export function onlyRoster(files: readonly RosterFile[]): RosterFile {
  const [file] = files;
  if (file !== undefined && files.length === 1) return file;
  throw new UsageError(
    `one account at a time: choose with --file ${files.map(({ name }) => printable(name)).join(" or --file ")}`,
  );
}
