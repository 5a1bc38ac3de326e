import { type Check, type DoctorFacts, isCaller } from "../facts";

/** Who asks: without credentials that AWS knows, nothing else matters. */
export function checkIdentity({ caller }: DoctorFacts): Check {
  if (isCaller(caller)) {
    if (caller.kind === "root") {
      const mend = "Use the credentials of an IAM user or of a role.";
      return { side: "identity", state: "wrong", found: "the root user asks, and root may not assume roles", mend };
    }
    return { side: "identity", state: "fine", found: `${caller.arn} asks` };
  }
  const { code, words } = caller;
  return {
    side: "identity",
    state: "wrong",
    found: `AWS does not know who asks: ${code}: ${words}`,
    mend: advice(code),
  };
}

function advice(code: string): string {
  if (/Expired/.test(code)) return "The session has ended: sign in again.";
  if (/CredentialsProvider/.test(code)) {
    return "Give credentials: AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY; in CI, the role of the OIDC provider.";
  }
  if (/InvalidClientTokenId|UnrecognizedClient|SignatureDoesNotMatch/.test(code)) {
    return "The access key does not exist, is Inactive, or its secret is another's; aws iam list-access-keys shows the ids.";
  }
  if (/ENOTFOUND|ECONNREFUSED|EAI_AGAIN/.test(code))
    return "Nothing answers there: is account.region right, and is there a network?";
  return "Mend this first.";
}
