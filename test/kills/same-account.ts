import type { Account } from "../../src/sandbox/state";
import { by } from "../../src/text/by";

/** What AWS chooses by itself, and when things happened. */
const CHOSEN =
  /^(userId|groupId|policyId|accessKeyId|sshPublicKeyId|certificateId|serviceSpecificCredentialId|serviceUserName|seed|lastStep|events|credentialReport|nextVersion|versions|defaultVersionId|usedPasswordHashes|passwordHash|passwordLastChanged|.*Date|lastUsed)$/;

/** What is in an account, one line a thing, sorted: two accounts are the same if these lines are. */
export function linesOf(account: Account): string[] {
  const lines: string[] = [];
  tell("", bare(withDocuments(account)), lines);
  return lines.sort(by((line) => line));
}

/** What only one of two accounts has: `- ` the first, `+ ` the second. */
export function differences(expected: readonly string[], actual: readonly string[]): string[] {
  const left = [...actual];
  const missing = expected.filter((line) => {
    const at = left.indexOf(line);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
  return [...missing.map((line) => `- ${line}`), ...left.map((line) => `+ ${line}`)];
}

/** Of a policy counts what is in force. */
function withDocuments(account: Account): object {
  const policies = Object.entries(account.policies).map(([name, policy]) => [
    name,
    {
      ...policy,
      document: policy.versions.find(({ versionId }) => versionId === policy.defaultVersionId)?.document,
    },
  ]);
  return { ...account, policies: Object.fromEntries(policies) };
}

function bare(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(bare);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, inner]) => (CHOSEN.test(name) ? [] : [[name, bare(inner)]])),
  );
}

/** The items of a list have no order, and stand each on one line. */
function tell(path: string, value: unknown, lines: string[]): void {
  if (Array.isArray(value)) {
    for (const item of value) lines.push(`${path}: ${JSON.stringify(item)}`);
  } else if (typeof value === "object" && value !== null) {
    if (Object.keys(value).length === 0) lines.push(`${path}: there`);
    for (const [name, inner] of Object.entries(value)) tell(path === "" ? name : `${path}.${name}`, inner, lines);
  } else {
    lines.push(`${path}: ${JSON.stringify(value)}`);
  }
}
