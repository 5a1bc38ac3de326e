import { type Policy, readPolicy } from "../policy/document";
import { policyQuotas, policySize } from "../policy/size";
import { identityPolicyRefusal, type Refusal, trustPolicyRefusal } from "../policy/validity";
import { malformedPolicyDocument, quotaExceeded } from "./errors";

function refuse(refusal: Refusal | undefined): void {
  if (refusal !== undefined) throw malformedPolicyDocument(refusal.words);
}

/** @throws AwsError MalformedPolicyDocument for what AWS refuses as the policy of a user, a group, a role or a session */
export function checkIdentityPolicy(text: string): void {
  refuse(identityPolicyRefusal(text, "inline"));
}

/** @throws AwsError MalformedPolicyDocument for what AWS refuses as the trust policy of a role */
export function checkTrustPolicy(text: string): void {
  refuse(trustPolicyRefusal(text));
}

/** @throws AwsError MalformedPolicyDocument, or LimitExceeded for a managed policy that is too long */
export function checkManagedDocument(text: string): void {
  refuse(identityPolicyRefusal(text, "managed"));
  if (policySize(text) > policyQuotas.managed) throw quotaExceeded("PolicySize", policyQuotas.managed);
}

/** So many texts that no account needs more at once. */
const remembered = 5000;

/** Reads policies, each text once: each request is judged by the same few. */
export class Documents {
  private readonly read = new Map<string, Policy>();

  /** @throws Error for a text that is not a policy: only a state that was loaded has one */
  public policy(text: string): Policy {
    const known = this.read.get(text);
    if (known !== undefined) return known;
    const policy = readPolicy(text);
    if (policy === undefined) throw new Error("The state holds a policy that is not a policy document");
    if (this.read.size >= remembered) this.read.clear();
    this.read.set(text, policy);
    return policy;
  }
}
