import type { Action } from "../call";
import { accessDenied } from "../errors";
import { type MfaInput, mfaGiven, openSession } from "../sessions";

interface Input extends MfaInput {
  readonly DurationSeconds?: number;
}

/** Needs no permission; its credentials may call IAM only where they were made with MFA (API reference, GetSessionToken). */
export const GetSessionToken: Action<Input> = {
  resource: () => undefined,
  run(call, input) {
    const { account, caller } = call;
    if (caller.session || caller.kind === "admin")
      throw accessDenied("Cannot call GetSessionToken with session credentials");
    const mfa = mfaGiven(call, caller.user, input);
    const session = { accountId: account.accountId, mfa, ...(caller.user ? { userId: caller.user.userId } : {}) };
    const fallback = caller.kind === "root" ? 3600 : 43_200;
    return { Credentials: openSession(call, session, input.DurationSeconds ?? fallback) };
  },
};
