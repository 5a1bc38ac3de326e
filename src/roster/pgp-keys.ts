import type { RosterFinding } from "./diagnostics";
import type { WrittenFile } from "./normalise";
import { pgpKeyFix, pgpKeyProblem } from "./pgp-key";
import { type PgpKeyFile, readPgpKeyFile } from "./pgp-key-file";
import { readingFinding } from "./rules";
import type { WrittenPeople, WrittenPgpKey, WrittenRoster } from "./users.written";
import type { Path } from "./yaml-tree";

type KeyWritten = NonNullable<WrittenPgpKey>;

/** The keys that entries name by their files, by what is written there. */
export type PgpKeyFiles = ReadonlyMap<KeyWritten, string>;

/** What the provider is to encrypt with. A file that could not be read has a stand-in: such a roster is never whole. */
export function pgpKeyText(written: KeyWritten, files: PgpKeyFiles): string {
  return typeof written === "string" ? written.replace(/\s+/g, "") : (files.get(written) ?? `file:${written.file}`);
}

export interface CheckedPgpKeys {
  readonly keyFiles: PgpKeyFiles;
  readonly findings: readonly RosterFinding[];
}

/**
 * Reads the files of keys, and finds the keys that the provider would refuse. Each distinct key is read once, however
 * many users share it.
 * @param folder where the key files are
 */
export async function checkPgpKeys(
  files: readonly WrittenFile<WrittenPeople | WrittenRoster>[],
  folder: string,
  today: Date,
): Promise<CheckedPgpKeys> {
  const problems = new Map<string, string | undefined>();
  const read = new Map<string, PgpKeyFile>();
  const keyFiles = new Map<KeyWritten, string>();
  const findings: RosterFinding[] = [];
  const readOnce = (keyFile: string, from: string) => {
    const id = JSON.stringify([from, keyFile]);
    const known = read.get(id) ?? readPgpKeyFile(keyFile, from, folder);
    read.set(id, known);
    return known;
  };
  for (const { file, path, written } of files.flatMap((one) => [...writtenPgpKeys(one)])) {
    const key: PgpKeyFile = typeof written === "string" ? { pgpKey: written } : readOnce(written.file, file);
    if ("pgpKey" in key) {
      const { pgpKey } = key;
      if (typeof written !== "string") keyFiles.set(written, pgpKey);
      if (!problems.has(pgpKey)) problems.set(pgpKey, await pgpKeyProblem(pgpKey, today));
    }
    const problem = "problem" in key ? key.problem : problems.get(key.pgpKey);
    if (problem === undefined) continue;
    const inFile = typeof written === "string" ? undefined : written.file;
    const message = `pgpKey ${inFile === undefined ? "" : `${inFile}: `}${problem}`;
    const fix = inFile === undefined ? pgpKeyFix : `Export it with: gpg --armor --export NAME > ${inFile}`;
    // Of a file, no line is shown.
    const secret = inFile === undefined && problem.includes("PRIVATE");
    findings.push(readingFinding("pgp-key-usable", { message, fix, file, path, secret }));
  }
  return { keyFiles, findings };
}

interface WrittenKey {
  readonly file: string;
  readonly path: Path;
  readonly written: KeyWritten;
}

function* writtenPgpKeys({ file, written }: WrittenFile<WrittenPeople | WrittenRoster>): Generator<WrittenKey> {
  const found = function* (path: Path, holder: { readonly pgpKey?: WrittenPgpKey } | undefined) {
    const { pgpKey } = holder ?? {};
    if (pgpKey !== undefined && pgpKey !== null) yield { file, path: [...path, "pgpKey"], written: pgpKey };
  };
  if ("defaults" in written) yield* found(["defaults"], written.defaults);
  for (const [key, user] of Object.entries(written.users ?? {})) {
    yield* found(["users", key, "loginProfile"], user.loginProfile);
    for (const [slot, accessKey] of Object.entries(user.accessKeys ?? {})) {
      yield* found(["users", key, "accessKeys", slot], accessKey);
    }
  }
}
