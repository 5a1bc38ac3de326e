import type { LiveAccount } from "../aws/account";
import { CallFailed } from "../aws/failures";
import { look, type Outcome } from "../aws/outcome";
import { listAll } from "../aws/paging";
import { nameOfArn, parseArn } from "../terms/arns";
import { defined } from "../text/defined";
import type { CallerFacts, DoctorFacts, PermissionFacts, Refusal, RoleFacts, Wanted } from "./facts";

export interface GatherOptions {
  /** Of the credentials in the environment: long-term keys begin with AKIA. @default - not known */
  readonly accessKeyId?: string | undefined;
  /** A trust policy that somebody else has read. @default - the role is asked for, where it is in the caller's account */
  readonly trust?: string | undefined;
  /** @default - now */
  readonly now?: Date | undefined;
}

/**
 * Asks whatever helps to tell why a role is not assumed: at most eight calls, all of them reads but AssumeRole itself,
 * whose credentials are thrown away.
 */
export async function gatherFacts(
  account: LiveAccount,
  wanted: Wanted,
  options: GatherOptions = {},
): Promise<DoctorFacts> {
  const nothing = { attempt: undefined, role: undefined, permission: undefined, tags: undefined, devices: undefined };
  const now = options.now ?? new Date();
  const asked = await askCaller(account, options);
  const base = { wanted, now, caller: asked, ...nothing, roleArns: [] };
  if (!("arn" in asked) || wanted.roleArn === undefined) return base;
  const attempt = await tryToAssume(account, wanted);
  if (attempt === "assumed") return { ...base, attempt };
  const role = await askRole(account, wanted.roleArn, asked, options.trust);
  const permission = await askPermission(account, wanted.roleArn, wanted, asked);
  const caller = withMfa(asked, options, permission);
  const roleArns = role?.kind === "absent" ? await askRoles(account) : [];
  const trust = role?.kind === "found" ? role.value.trust : "";
  const name = caller.kind === "user" ? nameOfArn(caller.arn) : undefined;
  const tags = name !== undefined && /PrincipalTag/i.test(trust) ? await askTags(account, name) : undefined;
  const aboutMfa = /MultiFactorAuth/i.test(`${trust} ${attempt.words}`);
  const devices = name !== undefined && aboutMfa ? await askDevices(account, name) : undefined;
  return { ...base, caller, attempt, role, permission, roleArns, tags, devices };
}

/** IAM takes temporary credentials of a user only where they were made with MFA (STS API reference, GetSessionToken). */
const ONLY_WITH_MFA = "credentials that IAM takes: a long-term key, or a session made with MFA";

/** `look`, where IAM may not take the very credentials that STS has taken. */
async function lookInIam<T>(what: string, ask: () => Promise<T>): Promise<Outcome<T>> {
  try {
    return await look(what, ask);
  } catch (error) {
    if (!(error instanceof CallFailed) || error.code !== "InvalidClientTokenId") throw error;
    return { kind: "could not check", what, permission: ONLY_WITH_MFA, words: error.words };
  }
}

/** What IAM answers to a session of a user tells whether it was made with MFA. */
function withMfa(
  caller: CallerFacts,
  { accessKeyId }: GatherOptions,
  permission: DoctorFacts["permission"],
): CallerFacts {
  if (caller.kind !== "user" || permission === undefined) return caller;
  if (permission.kind === "could not check" && permission.permission === ONLY_WITH_MFA)
    return { ...caller, mfaPresent: "false" };
  return accessKeyId?.startsWith("ASIA") ? { ...caller, mfaPresent: "true" } : caller;
}

const KINDS: ReadonlyMap<string, CallerFacts["kind"]> = new Map([
  ["root", "root"],
  ["user", "user"],
  ["assumed-role", "role"],
  ["federated-user", "federated"],
]);

async function askCaller(account: LiveAccount, { accessKeyId }: GatherOptions): Promise<CallerFacts | Refusal> {
  try {
    const {
      Arn: arn = "",
      Account: accountId = "",
      UserId: userId = "",
    } = await account.call("sts:GetCallerIdentity", {});
    const parts = parseArn(arn);
    const [type = "", name = ""] = parts?.resource.split("/") ?? [];
    const kind = KINDS.get(type) ?? "other";
    const session = kind === "role";
    const principalArn = session ? `arn:${parts?.partition}:iam::${accountId}:role/${name}` : arn;
    const mfaPresent = session || accessKeyId?.startsWith("AKIA") ? "absent" : undefined;
    const base: CallerFacts = { arn, accountId, userId, principalArn, pathKnown: !session, kind, mfaPresent };
    if (!session) return base;
    // A session's ARN lacks the path of its role, which policies name.
    const role = await look("the caller's role", () => account.call("iam:GetRole", { RoleName: name }));
    return role.kind === "found" && role.value.Role?.Arn !== undefined
      ? { ...base, principalArn: role.value.Role.Arn, pathKnown: true }
      : base;
  } catch (error) {
    return refusalOf(error);
  }
}

async function tryToAssume(account: LiveAccount, wanted: Wanted): Promise<"assumed" | Refusal> {
  const { roleArn, externalId, sessionName, durationSeconds, mfa } = wanted;
  try {
    const given = { ExternalId: externalId, DurationSeconds: durationSeconds };
    const proof = { SerialNumber: mfa?.serial, TokenCode: mfa?.code };
    await account.call("sts:AssumeRole", {
      ...{ RoleArn: roleArn, RoleSessionName: sessionName },
      ...defined({ ...given, ...proof }),
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
  if (parseArn(roleArn)?.accountId !== caller.accountId) return undefined;
  const role = await lookInIam("the role", () => account.call("iam:GetRole", { RoleName: nameOfArn(roleArn) }));
  if (role.kind !== "found") return role;
  const { Arn = "", AssumeRolePolicyDocument = "", MaxSessionDuration } = role.value.Role ?? {};
  return { kind: "found", value: { arn: Arn, trust: AssumeRolePolicyDocument, maxSessionSeconds: MaxSessionDuration } };
}

async function askPermission(
  account: LiveAccount,
  roleArn: string,
  { externalId, sessionName, mfa }: Wanted,
  { principalArn, kind }: CallerFacts,
): Promise<DoctorFacts["permission"]> {
  if (kind !== "user" && kind !== "role") return undefined;
  // A long-term key without MFA lacks the key altogether, so nothing is said of it either.
  const known = [
    ["sts:RoleSessionName", sessionName],
    ["sts:ExternalId", externalId],
    ["aws:MultiFactorAuthPresent", mfa === undefined ? undefined : "true"],
  ] as const;
  const simulated = await lookInIam("the caller's own policies", () =>
    account.call("iam:SimulatePrincipalPolicy", {
      PolicySourceArn: principalArn,
      ActionNames: ["sts:AssumeRole"],
      ResourceArns: [roleArn],
      ContextEntries: known.flatMap(([ContextKeyName, text]) =>
        text === undefined
          ? []
          : [{ ContextKeyName, ContextKeyValues: [text], ContextKeyType: typeOf(ContextKeyName) }],
      ),
    }),
  );
  if (simulated.kind !== "found") return simulated;
  const [result] = simulated.value.EvaluationResults ?? [];
  if (result?.EvalDecision === undefined) return undefined;
  // With a resource in the question, what is missing is told beside that resource.
  const [specific] = result.ResourceSpecificResults ?? [];
  const missing = [...(result.MissingContextValues ?? []), ...(specific?.MissingContextValues ?? [])];
  const boundary = result.PermissionsBoundaryDecisionDetail ?? specific?.PermissionsBoundaryDecisionDetail;
  const against =
    result.OrganizationsDecisionDetail?.AllowedByOrganizations === false
      ? "service control policy"
      : boundary?.AllowedByPermissionsBoundary === false
        ? "permissions boundary"
        : undefined;
  const value: PermissionFacts = {
    decision: result.EvalDecision,
    missing: [...new Set(missing)],
    ...defined({ against }),
  };
  return { kind: "found", value };
}

const typeOf = (key: string) => (key === "aws:MultiFactorAuthPresent" ? "boolean" : "string");

async function askRoles(account: LiveAccount): Promise<string[]> {
  const roles = await lookInIam("roles", () => listAll(account, "iam:ListRoles", {}, "Roles"));
  return roles.kind === "found" ? roles.value.flatMap(({ Arn }) => Arn ?? []) : [];
}

async function askTags(account: LiveAccount, UserName: string): Promise<DoctorFacts["tags"]> {
  const user = await lookInIam("the caller's tags", () => account.call("iam:GetUser", { UserName }));
  if (user.kind !== "found") return user;
  const tags = user.value.User?.Tags ?? [];
  return { kind: "found", value: Object.fromEntries(tags.map(({ Key = "", Value = "" }) => [Key, Value])) };
}

async function askDevices(account: LiveAccount, UserName: string): Promise<DoctorFacts["devices"]> {
  const devices = await lookInIam("the caller's MFA devices", () =>
    listAll(account, "iam:ListMFADevices", { UserName }, "MFADevices"),
  );
  if (devices.kind !== "found") return devices;
  return { kind: "found", value: devices.value.flatMap(({ SerialNumber }) => SerialNumber ?? []) };
}

/** @throws whatever is no answer of AWS */
function refusalOf(error: unknown): Refusal {
  if (!(error instanceof CallFailed)) throw error;
  return { code: error.code, words: error.words };
}
