import type { RosterFinding } from "./diagnostics";
import type { WrittenFile } from "./normalise";
import { pgpKeyFix, pgpKeyProblem } from "./pgp-key";
import { readingFinding } from "./rules";
import type { WrittenPeople, WrittenRoster } from "./users.written";
import type { Path } from "./yaml-tree";

/** PGP keys that the provider would refuse. Each distinct key is read once, however many users share it. */
export async function pgpKeyFindings(
  files: readonly WrittenFile<WrittenPeople | WrittenRoster>[],
  today: Date,
): Promise<RosterFinding[]> {
  const problems = new Map<string, string | undefined>();
  const findings: RosterFinding[] = [];
  for (const { file, path, pgpKey } of files.flatMap((one) => [...writtenPgpKeys(one)])) {
    if (!problems.has(pgpKey)) problems.set(pgpKey, await pgpKeyProblem(pgpKey, today));
    const problem = problems.get(pgpKey);
    if (problem === undefined) continue;
    const secret = problem.includes("PRIVATE");
    findings.push(
      readingFinding("pgp-key-usable", { message: `pgpKey ${problem}`, fix: pgpKeyFix, file, path, secret }),
    );
  }
  return findings;
}

interface WrittenKey {
  readonly file: string;
  readonly path: Path;
  readonly pgpKey: string;
}

function* writtenPgpKeys({ file, written }: WrittenFile<WrittenPeople | WrittenRoster>): Generator<WrittenKey> {
  const found = function* (path: Path, holder: { readonly pgpKey?: string | null } | undefined) {
    if (typeof holder?.pgpKey === "string") yield { file, path: [...path, "pgpKey"], pgpKey: holder.pgpKey };
  };
  if ("defaults" in written) yield* found(["defaults"], written.defaults);
  for (const [key, user] of Object.entries(written.users ?? {})) {
    yield* found(["users", key, "loginProfile"], user.loginProfile);
    for (const [slot, accessKey] of Object.entries(user.accessKeys ?? {})) {
      yield* found(["users", key, "accessKeys", slot], accessKey);
    }
  }
}
