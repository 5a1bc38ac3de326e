import { isoDate } from "../text/iso-date";
import { acceptFile, type Loss, lossAt } from "./accept-file";
import type { Diagnostic } from "./diagnostics";
import { withoutDuplicates } from "./duplicates";
import type { Damaged } from "./loaded";
import { defaultStackName, type WrittenFile } from "./normalise";
import { checkPgpKeys, type PgpKeyFiles } from "./pgp-keys";
import { Problems } from "./problems";
import type { Read } from "./read";
import { readingFinding } from "./rules";
import { show } from "./schema-words";
import type { WrittenPeople, WrittenRoster } from "./users.written";

/** What of the files may be used, and what is wrong with the rest. */
export interface Accepted {
  /** Undefined when nothing of the roster's own file can be used. */
  readonly main: WrittenFile<WrittenRoster> | undefined;
  readonly included: readonly WrittenFile<WrittenPeople>[];
  readonly diagnostics: readonly Diagnostic[];
  /** Users that lost something to an error, and the keys of their entries; `undefined` for more than one can tell. */
  readonly damaged: Damaged;
  readonly keyFiles: PgpKeyFiles;
}

export interface Accepting {
  /** PGP keys expire, and so do the justifications that a fix asks for. */
  readonly today: Date;
  /** The folder in which the files of PGP keys are, by the names that the roster's files have there. */
  readonly keyFolder: string;
}

/** Schema, text, entries in two files, PGP keys. */
export async function accept({ files, unreadable }: Read, { today, keyFolder }: Accepting): Promise<Accepted> {
  const problems = new Problems(files);
  const damaged = new Map<string, Set<string | undefined>>();
  const lose = ([user, key]: Loss) => damaged.set(user, (damaged.get(user) ?? new Set()).add(key));
  let main: WrittenFile<WrittenRoster> | undefined;
  const accepted: WrittenFile<WrittenPeople>[] = [];
  for (const [index, source] of [...files.values()].entries()) {
    const { written, damaged: users } = acceptFile(
      source,
      index === 0 ? "roster" : "included",
      problems,
      isoDate(today),
    );
    for (const loss of users) lose(loss);
    if (written === undefined) continue;
    if (index === 0) main = { file: source.name, written: written as WrittenRoster };
    else accepted.push({ file: source.name, written });
  }
  if (main === undefined) {
    return { main, included: accepted, diagnostics: problems.diagnostics, damaged, keyFiles: new Map() };
  }
  checkStackName(main, problems);
  if (unreadable.length === 0) checkUsersKey(main, accepted, problems);
  const { included, duplicates } = withoutDuplicates(main, accepted);
  const { keyFiles, findings } = await checkPgpKeys([main, ...included], keyFolder, today);
  for (const finding of [...duplicates, ...findings]) {
    problems.report(finding);
    if (finding.path[0] === "users") lose(lossAt(finding.path));
  }
  return { main, included, diagnostics: problems.diagnostics, damaged, keyFiles };
}

function checkStackName({ file, written }: WrittenFile<WrittenRoster>, problems: Problems): void {
  const name = defaultStackName(file);
  if (written.stack !== undefined || /^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/.test(name)) return;
  const message = `the file's base name ${show(name)} cannot name a stack`;
  problems.report(
    readingFinding("schema", { message, fix: "Add stack: NAME (letters, digits, _ and -).", file, path: [] }),
  );
}

function checkUsersKey(
  main: WrittenFile<WrittenPeople>,
  included: readonly WrittenFile<WrittenPeople>[],
  problems: Problems,
): void {
  if ([main, ...included].some(({ written }) => written.users !== undefined)) return;
  const message = "no file of this roster has a key users; that is not the same as no users";
  problems.report(
    readingFinding("empty", { message, fix: "Write users: {} if that is meant.", file: main.file, path: [] }),
  );
}
