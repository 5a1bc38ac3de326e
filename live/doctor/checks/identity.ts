import { type Check, type DoctorFacts, isCaller } from "../facts";

/** Who asks: without credentials that AWS knows, nothing else matters. */
export function checkIdentity({ caller }: DoctorFacts): Check {
  if (isCaller(caller)) {
    if (caller.kind === "root") {
      const mend = "Use the credentials of an IAM user or of a role.";
      return { side: "identity", state: "wrong", found: "the root user asks, and root may not assume roles", mend };
    }
    if (caller.kind === "federated") {
      // API reference, GetFederationToken: such credentials may call nothing of STS but GetCallerIdentity.
      const mend = "Use the credentials of an IAM user or of a role.";
      return { side: "identity", state: "wrong", found: `${caller.arn} asks, and a federated user may not`, mend };
    }
    return { side: "identity", state: "fine", found: `${caller.arn} asks` };
  }
  const { code, words } = caller;
  return {
    side: "identity",
    state: "wrong",
    found: `AWS does not know who asks: ${code}: ${words}`,
    mend: advice(code, words),
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
  return "Mend this first.";
}
