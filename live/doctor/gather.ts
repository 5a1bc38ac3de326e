import type { LiveAccount } from "../account";
import { CallFailed } from "../failures";
import { look, type Outcome } from "../outcome";
import { listAll } from "../paging";
import {
  arnParts,
  type CallerFacts,
  type DoctorFacts,
  type Refusal,
  type RoleFacts,
  roleNameOf,
  type Wanted,
} from "./facts";

export interface GatherOptions {
  /** Of the credentials in the environment: long-term keys begin with AKIA. @default - not known */
  readonly accessKeyId?: string | undefined;
  /** A trust policy that somebody else has read. @default - the role is asked for, where it is in the caller's account */
  readonly trust?: string | undefined;
}

/**
 * Asks whatever helps to tell why a role is not assumed: at most six calls, all of them reads but AssumeRole itself,
 * whose credentials are thrown away.
 */
export async function gatherFacts(
  account: LiveAccount,
  wanted: Wanted,
  options: GatherOptions = {},
): Promise<DoctorFacts> {
  const nothing = { attempt: undefined, role: undefined, permission: undefined, roleArns: [] };
  const caller = await askCaller(account, options);
  if (!("arn" in caller) || wanted.roleArn === undefined) return { wanted, caller, ...nothing };
  const attempt = await tryToAssume(account, wanted);
  if (attempt === "assumed") return { wanted, caller, ...nothing, attempt };
  const role = await askRole(account, wanted.roleArn, caller, options.trust);
  const permission = await askPermission(account, wanted.roleArn, caller);
  const roleArns = role?.kind === "absent" ? await askRoles(account) : [];
  return { wanted, caller, attempt, role, permission, roleArns };
}

async function askCaller(account: LiveAccount, { accessKeyId }: GatherOptions): Promise<CallerFacts | Refusal> {
  try {
    const { Arn: arn = "", Account: accountId = "" } = await account.call("sts:GetCallerIdentity", {});
    const parts = arnParts(arn);
    const [kind = "", name = ""] = parts?.resource.split("/") ?? [];
    const session = kind === "assumed-role";
    const principalArn = session ? `arn:${parts?.partition}:iam::${accountId}:role/${name}` : arn;
    const known = { root: "root", user: "user", "assumed-role": "role" } as const;
    const what = Object.hasOwn(known, kind) ? known[kind as keyof typeof known] : "other";
    const carriesMfa = session || accessKeyId?.startsWith("AKIA") ? false : undefined;
    const base: CallerFacts = { arn, accountId, principalArn, kind: what, carriesMfa };
    if (!session) return base;
    // A session's ARN lacks the path of its role, which policies name.
    const role = await look("the caller's role", () => account.call("iam:GetRole", { RoleName: name }));
    return role.kind === "found" && role.value.Role?.Arn !== undefined
      ? { ...base, principalArn: role.value.Role.Arn }
      : base;
  } catch (error) {
    return refusalOf(error);
  }
}

async function tryToAssume(account: LiveAccount, wanted: Wanted): Promise<"assumed" | Refusal> {
  const { roleArn, externalId, sessionName, durationSeconds, mfa } = wanted;
  try {
    await account.call("sts:AssumeRole", {
      RoleArn: roleArn,
      RoleSessionName: sessionName,
      ...(externalId === undefined ? {} : { ExternalId: externalId }),
      ...(durationSeconds === undefined ? {} : { DurationSeconds: durationSeconds }),
      ...(mfa === undefined ? {} : { SerialNumber: mfa.serial, TokenCode: mfa.code }),
    });
    return "assumed";
  } catch (error) {
    return refusalOf(error);
  }
}

async function askRole(
  account: LiveAccount,
  roleArn: string,
  caller: CallerFacts,
  trust: string | undefined,
): Promise<Outcome<RoleFacts> | undefined> {
  if (trust !== undefined) return { kind: "found", value: { arn: roleArn, trust, maxSessionSeconds: undefined } };
  if (arnParts(roleArn)?.accountId !== caller.accountId) return undefined;
  const role = await look("the role", () => account.call("iam:GetRole", { RoleName: roleNameOf(roleArn) }));
  if (role.kind !== "found") return role;
  const { Arn = "", AssumeRolePolicyDocument = "", MaxSessionDuration } = role.value.Role ?? {};
  return { kind: "found", value: { arn: Arn, trust: AssumeRolePolicyDocument, maxSessionSeconds: MaxSessionDuration } };
}

async function askPermission(
  account: LiveAccount,
  roleArn: string,
  { principalArn, kind }: CallerFacts,
): Promise<DoctorFacts["permission"]> {
  if (kind !== "user" && kind !== "role") return undefined;
  const simulated = await look("the caller's own policies", () =>
    account.call("iam:SimulatePrincipalPolicy", {
      PolicySourceArn: principalArn,
      ActionNames: ["sts:AssumeRole"],
      ResourceArns: [roleArn],
    }),
  );
  if (simulated.kind !== "found") return simulated;
  const decision = simulated.value.EvaluationResults?.[0]?.EvalDecision;
  return decision === undefined ? undefined : { kind: "found", value: decision };
}

async function askRoles(account: LiveAccount): Promise<string[]> {
  const roles = await look("roles", () => listAll(account, "iam:ListRoles", {}, "Roles"));
  return roles.kind === "found" ? roles.value.flatMap(({ Arn }) => Arn ?? []) : [];
}

/** @throws whatever is no answer of AWS */
function refusalOf(error: unknown): Refusal {
  if (!(error instanceof CallFailed)) throw error;
  return { code: error.code, words: error.words };
}
