import { isDeepStrictEqual } from "node:util";
import type { Roster } from "../../../src/roster/index";
import type { Account, User } from "../../../src/sandbox/state";

/** What an adoption made of an account. */
export interface Outcome {
  readonly roster: Roster;
  /** Ids of imports whose addresses are in the stack. */
  readonly imported: ReadonlySet<string>;
  /** Titles of what stays outside. */
  readonly left: ReadonlySet<string>;
}

/** Everything that is in an account and neither in the roster nor left outside with its name: nothing may be lost silently. */
export function missingFrom(account: Account, { roster, imported, left }: Outcome): string[] {
  const users = new Map(roster.users.map((user) => [user.name, user]));
  const groupNames = new Map(roster.groups.map(({ key, name }) => [key, name]));
  const arns = new Map(
    roster.policies.map(({ key, path, name }) => [key, `arn:aws:iam::${account.accountId}:policy${path}${name}`]),
  );
  const arnOf = (reference: { kind: "arn"; arn: string } | { kind: "named"; key: string }) =>
    reference.kind === "arn" ? reference.arn : arns.get(reference.key);
  const missing: string[] = [];
  const need = (title: string, found: boolean) => {
    if (!found && !left.has(title)) missing.push(title);
  };
  const heldBy = ({ userName, ...held }: User) => {
    const entry = users.get(userName);
    if (entry === undefined) return need(`user ${userName}`, false);
    const title = (kind: string, name: string) => `${kind} ${name} of ${userName}`;
    need(`path of ${userName}`, entry.path === held.path && imported.has(userName));
    for (const { Key, Value } of held.tags) need(title("tag", Key), saysTag(Key, Value, entry.tags));
    const memberOf = new Set(entry.groups.map((key) => groupNames.get(key)));
    for (const key of held.groups) {
      const name = account.groups[key]?.groupName ?? key;
      need(title("group membership", name), memberOf.has(name));
    }
    const attached = new Set(entry.managedPolicies.map(arnOf));
    for (const arn of held.attachedPolicies)
      need(title("managed policy", arn), attached.has(arn) && imported.has(`${userName}/${arn}`));
    need(
      `permissions boundary of ${userName}`,
      held.permissionsBoundary === (entry.permissionsBoundary && arnOf(entry.permissionsBoundary)),
    );
    for (const [name, document] of Object.entries(held.inlinePolicies)) {
      const policy = entry.inlinePolicies.find((one) => one.name === name);
      const said = policy !== undefined && isDeepStrictEqual(plain(policy.document), plain(JSON.parse(document)));
      need(title("inline policy", name), said && imported.has(`${userName}:${name}`));
    }
    need(`password of ${userName}`, (held.loginProfile === undefined) === (entry.loginProfile === undefined));
    for (const { accessKeyId, status } of held.accessKeys)
      need(
        title("access key", accessKeyId),
        imported.has(accessKeyId) && entry.accessKeys.some((one) => one.status === status),
      );
    for (const { sshPublicKeyId } of held.sshPublicKeys)
      need(title("SSH public key", sshPublicKeyId), imported.has(`${userName}:${sshPublicKeyId}:SSH`));
    for (const { certificateId, body } of held.signingCertificates)
      need(
        title("signing certificate", certificateId),
        imported.has(`${certificateId}:${userName}`) && entry.signingCertificates.some((one) => one.body === body),
      );
    for (const { serviceSpecificCredentialId: id, serviceName } of held.serviceSpecificCredentials)
      need(title("service-specific credential", id), imported.has(`${serviceName}:${userName}:${id}`));
  };
  for (const user of Object.values(account.users)) heldBy(user);
  for (const { serialNumber, user } of Object.values(account.mfaDevices)) {
    const holder = user === undefined ? undefined : account.users[user]?.userName;
    if (holder !== undefined && left.has(`user ${holder}`)) continue;
    need(`MFA device ${serialNumber}${holder === undefined ? "" : ` of ${holder}`}`, imported.has(serialNumber));
  }
  for (const { groupName, attachedPolicies, inlinePolicies } of Object.values(account.groups)) {
    need(`group ${groupName}`, [...groupNames.values()].includes(groupName));
    if (left.has(`group ${groupName}`)) continue;
    for (const arn of attachedPolicies)
      need(`policy ${arn} of group ${groupName}`, imported.has(`${groupName}/${arn}`));
    for (const name of Object.keys(inlinePolicies)) need(`inline policy ${name} of group ${groupName}`, false);
  }
  return missing;
}

/** A tag that the roster sets itself needs no entry where it says the same. */
function saysTag(key: string, value: string, tags: Readonly<Record<string, string>>): boolean {
  if (key === "ManagedBy") return value === "iam-roster";
  return Object.hasOwn(tags, key) && tags[key] === value;
}

/** Without the sign of zero, and other things that JSON does not tell. */
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
