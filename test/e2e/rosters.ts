import { cpSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { load } from "js-yaml";
import { synthesize } from "../../src/cli/synthesize";
import { judge } from "../../src/guards/index";
import { loadRoster, type Roster, readableOf } from "../../src/roster/index";
import { DEFAULT_ACCOUNT_ID } from "../../src/sandbox/index";
import { isoDate } from "../../src/text/iso-date";
import { sampleFiles, samplePgpKey } from "../sample";
import { CERTIFICATE as ANOTHER } from "../sandbox/credentials";

/** The day on which all stories of these tests happen. */
export const TODAY = new Date("2026-11-21T12:00:00Z");

interface Sample {
  readonly users: Readonly<
    Record<
      string,
      {
        readonly sshPublicKeys: { readonly ci: { readonly publicKey: string } };
        readonly signingCertificates: { readonly soap: { readonly body: string } };
      }
    >
  >;
}

const sample = load(readFileSync(join(__dirname, "..", "..", "users.yaml"), "utf8")) as Sample;
/** Of the sample's security team and its pipeline; JSON strings are YAML too. */
export const PGP_KEY = samplePgpKey;
export const SSH_KEY = sample.users["deploy-bot"]?.sshPublicKeys.ci.publicKey.trim() ?? "";
export const CERTIFICATE = JSON.stringify(sample.users["deploy-bot"]?.signingCertificates.soap.body);
/** IAM takes a certificate once an account. */
export const OTHER_CERTIFICATE = JSON.stringify(ANOTHER);

/** A flag's justification, as the value of the flag. */
export const because = (why: string): string =>
  `{ justification: ${JSON.stringify(why)}, approvedBy: secops@example.com, ticket: SEC-7, expires: 2027-06-30 }`;

/** A roster for the sandbox's account. @param more further keys of the roster, such as groups */
export function rosterOf(users: string, { pgpKey = PGP_KEY, more = "" } = {}): string {
  const head = `version: 1\naccount: { id: "${DEFAULT_ACCOUNT_ID}", region: us-east-1 }\n`;
  const people = users.trim() === "" ? "users: {}\n" : `users:\n${users}\n`;
  return `${head}defaults: { pgpKey: "${pgpKey}" }\n${more}\n${people}`;
}

/** What the checks make of a roster: all that is wrong with it, or what it means. */
async function checkedYaml(yaml: string, folder: string): Promise<{ roster?: Roster; problems: string[] }> {
  const file = join(folder, "users.yaml");
  writeFileSync(file, yaml);
  mkdirSync(join(folder, "keys"), { recursive: true });
  for (const name of ["alice", "bob"])
    writeFileSync(join(folder, "keys", `${name}.asc`), sampleFiles["keys/secops.asc"]);
  const loaded = await loadRoster(file, { today: TODAY });
  const readable = readableOf(loaded);
  const judged = readable === undefined ? [] : judge(readable, isoDate(TODAY));
  const findings = judged.filter(({ severity }) => severity === "error");
  const problems = [...loaded.unreadable, ...[...loaded.diagnostics, ...findings].map(({ message }) => message)];
  return loaded.kind === "whole" && problems.length === 0 ? { roster: loaded.roster, problems } : { problems };
}

/** @throws Error with what is wrong: most stories are told with valid rosters */
async function loadValid(yaml: string, folder: string): Promise<Roster> {
  const { roster, problems } = await checkedYaml(yaml, folder);
  if (roster === undefined) throw new Error(problems.join("\n"));
  return roster;
}

export interface Synthesized {
  readonly roster: Roster;
  /** The `cdk.tf.json` that `roster synth` would write. */
  readonly stack: Record<string, unknown>;
}

function synthesized(roster: Roster): Synthesized {
  const folder = mkdtempSync(join(realpathSync(tmpdir()), "roster-synth-"));
  try {
    const [made] = synthesize([roster], { out: join(folder, "cdktf.out"), project: folder });
    return { roster, stack: JSON.parse(readFileSync(join(made?.folder ?? "", "cdk.tf.json"), "utf8")) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @throws Error as `loadValid` */
export async function synthesizedYaml(yaml: string): Promise<Synthesized> {
  const folder = mkdtempSync(join(realpathSync(tmpdir()), "roster-yaml-"));
  // Key files of the sample are beside it.
  cpSync(join(__dirname, "..", "..", "keys"), join(folder, "keys"), { recursive: true });
  try {
    return synthesized(await loadValid(yaml, folder));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
