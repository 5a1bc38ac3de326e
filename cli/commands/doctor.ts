import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { openAccount } from "../../live/account";
import { diagnose } from "../../live/doctor/diagnose";
import type { Wanted } from "../../live/doctor/facts";
import { gatherFacts } from "../../live/doctor/gather";
import { renderDiagnosis } from "../../live/doctor/render";
import { loadRoster, readableOf } from "../../roster/index";
import { type Command, type CommandInput, UsageError } from "../command";
import { chooseRosters } from "../project";

export const doctor: Command = {
  summary: "Finds why AssumeRole is denied: which side to mend, with the statement to add.",
  usage: "[--file F] [--role ARN] [--external-id ID] [--trust FILE] [--mfa-serial S --mfa-code C] [--json]",
  help: [
    "--file F           the roster whose account.assumeRole is tried; default: that of cdktf.json, or users.yaml",
    "--role ARN         try this role instead; --external-id, --session-name, --duration and --region likewise",
    "--trust FILE       the role's trust policy, as whoever may read it has saved it",
    "--mfa-serial S --mfa-code C   try with MFA",
    "--json             one document",
    "",
    "It asks AWS who you are and tries to assume the role; the credentials that it gets are thrown away.",
    "Exit code 3: the role cannot be assumed, or something is wrong with the account, the region or the credentials.",
  ],
  options: {
    file: { type: "string" },
    role: { type: "string" },
    "external-id": { type: "string" },
    "session-name": { type: "string" },
    duration: { type: "string" },
    region: { type: "string" },
    trust: { type: "string" },
    "mfa-serial": { type: "string" },
    "mfa-code": { type: "string" },
    json: { type: "boolean" },
  },
  run: async (input) => {
    const { values, terminal, env, signal, cwd, today } = input;
    const wanted = await wantedOf(input);
    const trust = values.trust === undefined ? undefined : readTrust(resolve(cwd, String(values.trust)));
    const account = openAccount({ env, region: wanted.region, signal });
    try {
      // A profile hides which key is behind it.
      const accessKeyId = env.AWS_PROFILE ? undefined : env.AWS_ACCESS_KEY_ID;
      const facts = await gatherFacts(account, wanted, { accessKeyId, trust, now: today });
      const diagnosis = diagnose(facts);
      const { mfa: _code, ...shown } = wanted;
      const answer = { schemaVersion: 1, wanted: shown, caller: facts.caller, attempt: facts.attempt, ...diagnosis };
      terminal.out(
        values.json === true ? `${JSON.stringify(answer, undefined, 2)}\n` : renderDiagnosis(diagnosis, facts),
      );
      return diagnosis.mendFirst === undefined ? 0 : 3;
    } finally {
      await account.close();
    }
  },
};

async function wantedOf({ values, cwd, today, env }: CommandInput): Promise<Wanted> {
  const text = (name: string) => values[name] as string | undefined;
  const [serial, code] = [text("mfa-serial"), text("mfa-code")];
  if ((serial === undefined) !== (code === undefined))
    throw new UsageError("--mfa-serial and --mfa-code belong together");
  const account = await accountOf(text("file"), text("role") !== undefined, cwd, today);
  const assumeRole = text("role") === undefined ? account?.assumeRole : undefined;
  return {
    roleArn: text("role") ?? assumeRole?.roleArn,
    externalId: text("external-id") ?? assumeRole?.externalId,
    sessionName: text("session-name") ?? assumeRole?.sessionName ?? "iam-roster",
    durationSeconds: seconds(text("duration") ?? assumeRole?.duration),
    region: text("region") ?? account?.region ?? env.AWS_REGION ?? "us-east-1",
    accountId: account?.id,
    mfa: serial === undefined || code === undefined ? undefined : { serial, code },
  };
}

async function accountOf(file: string | undefined, optional: boolean, cwd: string, today?: Date) {
  if (file === undefined && optional) return undefined;
  const [chosen, ...others] = chooseRosters(file === undefined ? [] : [file], cwd);
  if (chosen === undefined || others.length > 0) throw new UsageError("one account at a time: choose with --file");
  const loaded = await loadRoster(chosen.path, today === undefined ? {} : { today });
  const roster = readableOf(loaded);
  if (roster === undefined)
    throw new UsageError(loaded.unreadable[0] ?? `${chosen.name} cannot be read; see: roster validate`);
  return roster.account;
}

function readTrust(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    throw new UsageError(`the trust policy cannot be read: ${error instanceof Error ? error.message : error}`);
  }
}

/** `1h30m`, `45m`, as Terraform writes durations. */
function seconds(duration: string | undefined): number | undefined {
  if (duration === undefined) return undefined;
  const [, hours, minutes] = /^(?:(\d+)h)?(?:(\d+)m)?$/.exec(duration) ?? [];
  const total = Number(hours ?? 0) * 3600 + Number(minutes ?? 0) * 60;
  if (total === 0) throw new UsageError(`--duration is written 1h, 30m or 1h30m: ${duration}`);
  return total;
}
