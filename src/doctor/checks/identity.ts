import { type Answer, type DoctorFacts, type DoctorRule, isCaller } from "../facts";

export const identity: DoctorRule = {
  id: "identity",
  severity: "wrong",
  summary:
    "Whether there are credentials, whether AWS recognizes them, and whether they may assume a role at all; the clock.",
  why: "Without credentials that AWS recognizes, nothing else matters.",
  fix: "Give credentials of an IAM user or of a role, and set the clock.",
  check: (facts) => [checkIdentity(facts)],
};

/** Who asks: without credentials that AWS knows, nothing else matters. */
function checkIdentity({ caller }: DoctorFacts): Answer {
  if (isCaller(caller)) {
    if (caller.kind === "root") {
      const fix = "Use the credentials of an IAM user or of a role.";
      return {
        side: "identity",
        severity: "wrong",
        message: "the caller is the root user, which may not assume roles",
        fix,
      };
    }
    if (caller.kind === "federated") {
      // API reference, GetFederationToken: such credentials may call nothing of STS but GetCallerIdentity.
      const fix = "Use the credentials of an IAM user or of a role.";
      return {
        side: "identity",
        severity: "wrong",
        message: `${caller.arn} is a federated user, which may not assume roles`,
        fix,
      };
    }
    return { side: "identity", severity: "fine", message: `${caller.arn} asks` };
  }
  const { code, words } = caller;
  return {
    side: "identity",
    severity: "wrong",
    message: `AWS does not recognize the caller: ${code}: ${words}`,
    fix: advice(code, words),
  };
}

function advice(code: string, words: string): string {
  if (
    /RequestExpired|RequestTimeTooSkewed|InvalidSignatureException|SignatureDoesNotMatch/.test(code) &&
    /expired|current|skew/i.test(words)
  )
    return "The clock of this machine is off by more than five minutes: set it.";
  if (code === "RegionDisabledException")
    return "STS is not activated in that region for the account: activate the region, or write another account.region.";
  if (/Expired/.test(code)) return "The session has ended: sign in again.";
  if (/CredentialsProvider/.test(code)) {
    return "Give credentials: AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY; in CI, the role of the OIDC provider.";
  }
  if (/InvalidClientTokenId|UnrecognizedClient|SignatureDoesNotMatch/.test(code)) {
    return "The access key does not exist, is Inactive, or its secret is another's; aws iam list-access-keys shows the ids. A region that has to be switched on for the account, and is not, gives the same answer.";
  }
  if (/ENOTFOUND|ECONNREFUSED|EAI_AGAIN/.test(code))
    return "Nothing answers there: is account.region right, and is there a network?";
  return "Fix this first.";
}
