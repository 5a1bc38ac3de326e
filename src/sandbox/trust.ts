import { readPolicy } from "../policy/document";
import { isAccountId, parseArn } from "../terms/arns";
import { malformedPolicyDocument } from "./errors";
import { nameKey, type SandboxState } from "./state";

/** A policy may name only users and roles that exist; of accounts that the sandbox does not hold it knows nothing. */
export function unknownPrincipal(state: SandboxState, document: string): string | undefined {
  const statements = readPolicy(document)?.statements ?? [];
  const named = statements.flatMap(({ principals = [], notPrincipals = [] }) => [...principals, ...notPrincipals]);
  return named.find(({ kind, id }) => kind === "AWS" && !exists(state, id))?.id;
}

/** @throws AwsError MalformedPolicyDocument where a role would trust somebody who is not there */
export function checkTrustedPrincipals(state: SandboxState, document: string): void {
  const unknown = unknownPrincipal(state, document);
  if (unknown !== undefined) throw malformedPolicyDocument(`Invalid principal in policy: "AWS":"${unknown}"`);
}

function exists(state: SandboxState, principal: string): boolean {
  if (principal === "*" || isAccountId(principal)) return true;
  const arn = parseArn(principal);
  if (!arn || !/^(iam|sts)$/.test(arn.service)) return false;
  const account = state.accounts[arn.accountId];
  const name = nameKey(arn.resource.split("/").at(-1) ?? "");
  if (!account || !/^(user|role)\//.test(arn.resource)) return true;
  return (arn.resource.startsWith("user/") ? account.users : account.roles)[name] !== undefined;
}
