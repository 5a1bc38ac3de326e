import { randomBytes } from "node:crypto";
import type { Call, Runtime, Session } from "./call";
import { accessDenied } from "./errors";
import { accessKeyId, secretAccessKey } from "./ids";
import { nameKey, type User } from "./state";
import { stepOfCode } from "./totp";
import { isoSeconds } from "./xml";

export interface MfaInput {
  readonly SerialNumber?: string;
  readonly TokenCode?: string;
}

/**
 * Whether the call carries a valid code of the caller's own device. A code works once.
 * @throws AwsError AccessDenied for a device that is not the caller's, or a wrong code
 */
export function mfaGiven(call: Call, user: User | undefined, input: MfaInput): boolean {
  if (input.SerialNumber === undefined && input.TokenCode === undefined) return false;
  const device = call.account.mfaDevices[nameKey(input.SerialNumber ?? "")];
  if (!user || !device?.seed || device.user !== nameKey(user.userName) || input.TokenCode === undefined) {
    throw accessDenied(
      "MultiFactorAuthentication failed, unable to validate MFA code.  Please verify your MFA serial number is valid and associated with this user.",
    );
  }
  const step = stepOfCode(device.seed, input.TokenCode, call.now);
  if (step === undefined || step <= (device.lastStep ?? -1)) {
    throw accessDenied("MultiFactorAuthentication failed with invalid MFA one time pass code.");
  }
  device.lastStep = step;
  return true;
}

type Sessions = Pick<Runtime, "sessions">;

/** The sessions of a user or a role end with it. @param id the unique id */
export function forgetSessionsOf(runtime: Sessions, id: string): void {
  for (const [key, session] of runtime.sessions)
    if (session.userId === id || session.role?.roleId === id) runtime.sessions.delete(key);
}

/** Nobody can use them any more: a sandbox that runs for weeks does not keep them. */
export function forgetEndedSessions({ sessions }: Sessions, now: Date): void {
  for (const [key, { expiration }] of sessions) if (expiration + keptAfterEnd < now.getTime()) sessions.delete(key);
}

/** So long a session that has ended is still told apart from an unknown one. */
const keptAfterEnd = 24 * 3600 * 1000;

type NewSession = Pick<Session, "accountId" | "mfa"> & Partial<Pick<Session, "userId" | "role">>;

/** Opens a session and returns its credentials as STS writes them. */
export function openSession(call: Call, session: NewSession, durationSeconds: number): object {
  forgetEndedSessions(call.runtime, call.now);
  const id = accessKeyId(session.accountId, "ASIA");
  const sessionToken = randomBytes(180).toString("base64");
  const startedAt = call.now.getTime();
  const expiration = startedAt + durationSeconds * 1000;
  call.runtime.sessions.set(id, { ...session, accessKeyId: id, sessionToken, startedAt, expiration });
  return {
    AccessKeyId: id,
    SecretAccessKey: secretAccessKey(),
    SessionToken: sessionToken,
    Expiration: isoSeconds(new Date(expiration)),
  };
}
