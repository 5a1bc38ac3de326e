import { type Policy, readPolicy } from "../policy/document";
import { decodeDocument } from "../policy/encoding";
import { CallFailed } from "./failures";

/**
 * A policy as AWS gave it: IAM's are percent-encoded, those of KMS and S3 are not.
 * @throws CallFailed for what is not a policy: it would pass for one that names nobody
 */
export function requirePolicy(document: string | undefined, action: string, where: string): Policy {
  const policy = readPolicy(decodeDocument(document ?? ""));
  if (policy === undefined) throw new CallFailed(action, "UnreadablePolicy", `${where} is not a policy document`);
  return policy;
}
