import { createTwoFilesPatch, FILE_HEADERS_ONLY } from "diff";
import { findUser } from "../lifecycle/find-user";
import { type Refusal, refusal, type Step, type UserChange } from "../lifecycle/step";
import { formatDiagnostic, type Roster, type User } from "../roster/index";
import { changed } from "../roster/write/change";
import { NotEditable } from "../roster/write/edit";
import type { Renderers } from "../rules/formats";
import { jsonDocument } from "../text/json";
import { printable } from "../text/printable";
import { type Context, UsageError } from "./command";
import { userOf } from "./find-user";
import { newErrors } from "./new-errors";
import type { FormatTarget, Options } from "./options";
import type { RosterFile } from "./project";
import { formatOptions, writeReport } from "./report-output";
import { draftRoster, RosterFiles } from "./roster-files";
import type { NamedRosters } from "./rosters";

/** What a command did to a roster, or would do. */
export interface Edited {
  readonly result: "edited" | "would edit" | "refused";
  /** The roster, as people name it. */
  readonly roster: string;
  /** Keys of users. */
  readonly users: readonly string[];
  /** Names of files, relative to the project. */
  readonly files: readonly string[];
  /** What it means, or why nothing was written, a line each. */
  readonly said: readonly string[];
  readonly next: readonly string[];
  /** Unified; empty where nothing is written. */
  readonly diff: string;
}

const editFormats = {
  text: ({ result, diff, said, next }) => {
    if (result === "refused") return "";
    const lines = [...said, ...next.map((line) => `Next: ${line}`)];
    return `${diff}\n${lines.map((line) => `${printable(line, { max: 500 })}\n`).join("")}`;
  },
  json: (edited) => jsonDocument({ schemaVersion: 1, ...edited }),
} as const satisfies Renderers<Edited>;

/** Options of every command that edits users.yaml. */
export const editOptions = {
  "dry-run": { type: "boolean", help: "shows the change, and writes nothing" },
  ...formatOptions(editFormats),
} as const satisfies Options;

export const editNotes = [
  "Only the lines that it means change; comments, order and quotes stay. Nothing is written when the roster would have an error that it has not now.",
  "Exit codes: 0 written, 1 bad input, 3 refused: nothing is written.",
];

type Editing = Context & {
  readonly values: {
    readonly "dry-run": boolean;
    readonly format: readonly FormatTarget[];
    readonly json: boolean;
  };
};

/**
 * Edits a roster as somebody decides who has read it. It is read again and judged before anything is written, and a file that has
 * changed meanwhile is left as it is.
 * @returns the exit code
 */
export async function editRoster(
  file: RosterFile,
  input: Editing,
  decide: (roster: Roster) => Step | Refusal | Promise<Step | Refusal>,
): Promise<number> {
  const { today = new Date(), values } = input;
  const before = await RosterFiles.existing(file, today);
  const roster = draftRoster(before.loaded, file.name);
  const step = await decide(roster);
  if (step.kind === "refusal") return refuse(file, step.reasons, input);
  const texts = textsOf(step.changes, before, roster);
  const after = await before.with(texts, today);
  const errors = [...newErrors(before, after, today).map(formatDiagnostic), ...after.loaded.unreadable];
  if (errors.length > 0) return refuse(file, [`${file.name} would not be valid any more:`, ...errors], input);
  const diff = [...texts.keys()].map((name) => patchOf(name, before.shown(name), after.shown(name))).join("");
  if (!values["dry-run"]) {
    const [moved] = before.changedOnDisk();
    if (moved !== undefined)
      throw new UsageError(`${printable(moved)} was changed meanwhile: nothing is written; run it again`);
    after.write();
  }
  const users = [...new Set(step.changes.map(({ user }) => user))];
  const result = values["dry-run"] ? "would edit" : "edited";
  const { said, next } = step;
  writeReport(input, editFormats, { result, roster: file.name, users, files: [...texts.keys()], said, next, diff });
  if (values["dry-run"]) input.terminal.say("Nothing was written (--dry-run).");
  return 0;
}

/** Edits the roster that has a user. Who decides sees the user as the file has it at that moment. */
export async function editUser(
  input: Editing & NamedRosters,
  word: string,
  decide: (user: User, roster: Roster) => Step | Refusal | Promise<Step | Refusal>,
): Promise<number> {
  const {
    file,
    user: { key },
  } = await userOf(input, word);
  return editRoster(file, input, (roster) => {
    const user = findUser(roster, key);
    return user === undefined ? refusal(`${key} was taken out of ${file.name} meanwhile`) : decide(user, roster);
  });
}

/** Each file with all changes of its users. */
function textsOf(changes: readonly UserChange[], files: RosterFiles, roster: Roster): Map<string, string> {
  const fileOf = new Map(roster.users.map(({ key, origin }) => [key, origin.file]));
  const texts = new Map<string, string>();
  for (const change of changes) {
    const name = fileOf.get(change.user) ?? files.main;
    texts.set(name, edited(texts.get(name) ?? files.text(name), change, name));
  }
  return texts;
}

function edited(text: string, change: UserChange, name: string): string {
  try {
    return changed(text, [change]);
  } catch (error) {
    if (!(error instanceof NotEditable)) throw error;
    throw new UsageError(printable(`${name}: ${error.message}`, { max: 400 }));
  }
}

function patchOf(name: string, before: string, after: string): string {
  return createTwoFilesPatch(name, name, before, after, undefined, undefined, {
    context: 2,
    headerOptions: FILE_HEADERS_ONLY,
  });
}

function refuse(file: RosterFile, reasons: readonly string[], input: Editing): number {
  const { terminal } = input;
  const [first = "", ...others] = reasons;
  terminal.say(`roster: nothing is written: ${first}`);
  for (const reason of others) terminal.err(`  ${reason}\n`);
  const told = { roster: file.name, users: [], files: [], said: reasons, next: [], diff: "" };
  writeReport(input, editFormats, { result: "refused", ...told });
  return 3;
}
