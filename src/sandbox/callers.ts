import { iamArn, roleArn, serviceArn, userArn } from "./arns";
import type { Caller, Runtime, Session } from "./call";
import { AwsError, invalidClientTokenId } from "./errors";
import { wellKnownKeyOf } from "./ids";
import type { Account, SandboxState, User } from "./state";

/** The role session behind the well-known administrator's key. */
const ADMIN_SESSION = "assumed-role/SandboxAdministrator/sandbox";

export interface Credentials {
  readonly accessKeyId: string;
  readonly sessionToken: string | undefined;
}

/** Reads who signed from `Authorization: AWS4-HMAC-SHA256 Credential=AKIA.../...`. The signature itself is not verified. */
export function readCredentials(authorization: string | undefined, sessionToken: string | undefined): Credentials {
  if (!authorization) throw new AwsError(403, "MissingAuthenticationToken", "Request is missing Authentication Token");
  const match = /Credential=([^/,\s]{1,128})\//.exec(authorization);
  if (!match?.[1]) {
    throw new AwsError(400, "IncompleteSignature", "Authorization header requires 'Credential' parameter.");
  }
  return { accessKeyId: match[1], sessionToken };
}

function wellKnownCaller(kind: "admin" | "root", account: Account, accessKeyId: string): Caller {
  const { accountId } = account;
  return kind === "root"
    ? { kind, account, accessKeyId, arn: iamArn(account, "root"), userId: accountId }
    : {
        kind,
        account,
        accessKeyId,
        arn: serviceArn(account, "sts", ADMIN_SESSION),
        userId: "AROASANDBOXADMINISTRA:sandbox",
      };
}

function findKeyOwner(state: SandboxState, runtime: Runtime, accessKeyId: string) {
  const known = runtime.keyOwners.get(accessKeyId);
  const holds = (accountId: string, userKey: string) =>
    state.accounts[accountId]?.users[userKey]?.accessKeys.find((key) => key.accessKeyId === accessKeyId);
  const key = known && holds(known.accountId, known.userKey);
  if (known && key) return { ...known, key };
  for (const accountId of Object.keys(state.accounts)) {
    for (const userKey of Object.keys(state.accounts[accountId]?.users ?? {})) {
      const found = holds(accountId, userKey);
      if (!found) continue;
      runtime.keyOwners.set(accessKeyId, { accountId, userKey });
      return { accountId, userKey, key: found };
    }
  }
  return undefined;
}

function userCaller(account: Account, user: User | undefined, accessKeyId: string, session?: Session): Caller {
  if (!user) throw invalidClientTokenId();
  const who = { kind: "user" as const, account, accessKeyId, arn: userArn(account, user), userId: user.userId, user };
  return session ? { ...who, session } : who;
}

function roleCaller(account: Account, session: Session, accessKeyId: string): Caller {
  const role = Object.values(account.roles).find((candidate) => candidate.roleId === session.role?.roleId);
  if (!session.role || !role) throw invalidClientTokenId();
  const { sessionName } = session.role;
  const arn = serviceArn(account, "sts", `assumed-role/${role.roleName}/${sessionName}`);
  return { kind: "role", account, accessKeyId, arn, userId: `${role.roleId}:${sessionName}`, role, session };
}

function sessionCaller(state: SandboxState, session: Session, given: Credentials, now: Date): Caller {
  const account = state.accounts[session.accountId];
  if (!account || given.sessionToken !== session.sessionToken) throw invalidClientTokenId();
  if (now.getTime() >= session.expiration) {
    throw new AwsError(403, "ExpiredToken", "The security token included in the request is expired");
  }
  if (session.role) return roleCaller(account, session, given.accessKeyId);
  if (session.userId !== undefined) {
    const user = Object.values(account.users).find((candidate) => candidate.userId === session.userId);
    return userCaller(account, user, given.accessKeyId, session);
  }
  return { ...wellKnownCaller("root", account, given.accessKeyId), session };
}

/**
 * Finds the account and the principal behind an access key.
 * @throws AwsError InvalidClientTokenId for a key that is unknown, inactive, or too new to be known everywhere
 */
export function identify(state: SandboxState, runtime: Runtime, given: Credentials, now: Date): Caller {
  const wellKnown = wellKnownKeyOf(given.accessKeyId);
  const wellKnownAccount = wellKnown && state.accounts[wellKnown.accountId];
  if (wellKnown && wellKnownAccount) return wellKnownCaller(wellKnown.kind, wellKnownAccount, given.accessKeyId);
  const session = runtime.sessions.get(given.accessKeyId);
  if (session) return sessionCaller(state, session, given, now);
  const owner = findKeyOwner(state, runtime, given.accessKeyId);
  const account = owner && state.accounts[owner.accountId];
  if (!account || owner.key.status !== "Active") throw invalidClientTokenId();
  if (runtime.faults.hides(`accessKey/${given.accessKeyId}`, now)) throw invalidClientTokenId();
  return userCaller(account, account.users[owner.userKey], given.accessKeyId);
}

/** The ARN that policies and trust policies know a caller by: the role, not its session. */
export function principalArn(caller: Caller): string {
  return caller.role ? roleArn(caller.account, caller.role) : caller.arn;
}
