import { openAccount } from "../../aws/account";
import { type Diagnosis, diagnose } from "../../doctor/diagnose";
import type { DoctorFacts, Wanted } from "../../doctor/facts";
import { gatherFacts } from "../../doctor/gather";
import { renderDiagnosis } from "../../doctor/render";
import { formatDiagnostic } from "../../roster/index";
import type { Renderers } from "../../rules/formats";
import { jsonDocument } from "../../text/json";
import { type Context, UsageError } from "../command";
import { defineCommand } from "../define-command";
import type { Options, Values } from "../options";
import { readFile } from "../read-file";
import { readRoster } from "../read-roster";
import { formatOptions, writeReport } from "../report-output";
import { type NamedRosters, namedRosters, oneRoster, rosterArguments, rosterOptions } from "../rosters";
import { summaries } from "../summaries";

interface Answer {
  readonly diagnosis: Diagnosis;
  readonly facts: DoctorFacts;
}

const doctorFormats = {
  text: ({ diagnosis, facts }) => renderDiagnosis(diagnosis, facts),
  json: ({ diagnosis, facts: { wanted, caller, attempt } }) => {
    const { mfa: _code, ...shown } = wanted;
    return jsonDocument({ schemaVersion: 1, wanted: shown, caller, attempt, ...diagnosis });
  },
} as const satisfies Renderers<Answer>;

const options = {
  ...rosterOptions,
  role: { type: "string", value: "ARN", help: "tries this role instead of account.assumeRole" },
  "external-id": {
    type: "string",
    value: "ID",
    pattern: /^[\w+=,.@:/-]{2,1224}$/,
    takes: "2 to 1224 letters, digits and _ + = , . @ : / -",
    help: "instead of that of account.assumeRole",
  },
  "session-name": { type: "string", value: "NAME", help: "instead of that of account.assumeRole" },
  duration: {
    type: "string",
    value: "TIME",
    pattern: /^(?=.)(?:\d+h)?(?:\d+m)?$/,
    takes: "a time such as 1h, 30m or 1h30m",
    help: "how long the session may last; instead of that of account.assumeRole",
  },
  region: { type: "string", value: "REGION", help: "instead of account.region" },
  trust: { type: "string", value: "FILE", help: "the role's trust policy, saved by somebody who may read it" },
  "mfa-serial": { type: "string", value: "SERIAL", help: "tries with MFA, together with --mfa-code" },
  "mfa-code": { type: "string", value: "CODE", help: "the code that the device shows" },
  ...formatOptions(doctorFormats),
} as const satisfies Options;

export const doctor = defineCommand({
  ...summaries.doctor,
  arguments: rosterArguments,
  options,
  notes: [
    "It calls GetCallerIdentity and tries to assume the role; the credentials that it gets are discarded.",
    "Exit code 3: the role cannot be assumed, or something is wrong with the account, the region or the credentials.",
  ],
  examples: ["doctor", "doctor --role arn:aws:iam::123456789012:role/iam-roster --external-id acme-prod"],
  run: async (input) => {
    const { values, env, signal, cwd, today } = input;
    const wanted = await wantedOf(input);
    const trust = values.trust === undefined ? undefined : readFile(values.trust, cwd).toString("utf8");
    const account = openAccount({ env, region: wanted.region, signal });
    try {
      // A profile hides which key is behind it.
      const accessKeyId = env.AWS_PROFILE ? undefined : env.AWS_ACCESS_KEY_ID;
      const facts = await gatherFacts(account, wanted, { accessKeyId, trust, now: today });
      const diagnosis = diagnose(facts);
      writeReport(input, doctorFormats, { diagnosis, facts });
      return diagnosis.mendFirst === undefined ? 0 : 3;
    } finally {
      await account.close();
    }
  },
});

type DoctorInput = Context & NamedRosters & { readonly values: Values<typeof options> };

async function wantedOf(input: DoctorInput): Promise<Wanted> {
  const { values, env } = input;
  const [serial, code] = [values["mfa-serial"], values["mfa-code"]];
  if ((serial === undefined) !== (code === undefined))
    throw new UsageError("--mfa-serial and --mfa-code must be given together");
  const account = await accountOf(input);
  const assumeRole = values.role === undefined ? account?.assumeRole : undefined;
  return {
    roleArn: values.role ?? assumeRole?.roleArn,
    externalId: values["external-id"] ?? assumeRole?.externalId,
    sessionName: values["session-name"] ?? assumeRole?.sessionName ?? "iam-roster",
    durationSeconds: seconds(values.duration ?? assumeRole?.duration),
    region: values.region ?? account?.region ?? env.AWS_REGION ?? "us-east-1",
    accountId: account?.id,
    mfa: serial === undefined || code === undefined ? undefined : { serial, code },
  };
}

/** The account of the roster; with --role no roster is needed. */
async function accountOf(input: DoctorInput) {
  if (namedRosters(input).length === 0 && input.values.role !== undefined) return undefined;
  const { roster, loaded } = await readRoster(oneRoster(input), input, "some");
  // What was refused is not in the roster: without it, AWS would be asked something else than what is written.
  const refused = loaded.diagnostics.find(({ severity, path }) => severity === "error" && path[0] === "account");
  if (refused !== undefined) throw new UsageError(formatDiagnostic(refused));
  return roster.account;
}

/** `1h30m`, `45m`, as Terraform writes durations, in seconds. */
function seconds(duration: string | undefined): number | undefined {
  if (duration === undefined) return undefined;
  const [, hours, minutes] = /^(?:(\d+)h)?(?:(\d+)m)?$/.exec(duration) ?? [];
  const total = Number(hours ?? 0) * 3600 + Number(minutes ?? 0) * 60;
  return total;
}
