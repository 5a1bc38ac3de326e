import type { TerraformStack } from "cdktf";
import { Construct } from "constructs";
import type { PolicyReference, Roster, User } from "../roster/roster";
import { address, policyKeys } from "./addresses";
import { ManagedGroup } from "./managed-group";
import { ManagedPolicy } from "./managed-policy";
import { ManagedUser } from "./managed-user";
import type { PolicyAttachment } from "./policy-attachment";

export interface RosterUsersProps {
  /** Checked: a roster with errors must not come here. */
  readonly roster: Roster;
}

/**
 * All policies, groups and users of a roster, in whatever stack it is put. Ids of the children are addresses: the
 * tree of constructs refuses a child called `constructor`.
 */
export class RosterUsers extends Construct {
  private readonly policyArns = new Map<string, string>();
  private readonly groupNames = new Map<string, string>();

  public constructor(scope: TerraformStack | Construct, id: string, { roster }: RosterUsersProps) {
    super(scope, id);
    const policies = new Construct(this, "policies");
    for (const { key, name, path, description, tags, document } of roster.policies) {
      const props = { key, name, path, tags, document, ...(description === undefined ? {} : { description }) };
      this.policyArns.set(key, new ManagedPolicy(policies, address(key), props).arn);
    }
    const groups = new Construct(this, "groups");
    for (const { key, name, path, existing, policies: references } of roster.groups) {
      const attachments = references.map((reference) => this.attachment(reference));
      const made = existing
        ? undefined
        : new ManagedGroup(groups, address(key), { key, name, path, policies: attachments });
      this.groupNames.set(key, made?.group.name ?? name);
    }
    const users = new Construct(this, "users");
    for (const user of roster.users) this.addUser(users, user);
  }

  private addUser(scope: Construct, user: User): void {
    const { forceDestroy } = user.flags;
    new ManagedUser(scope, address(user.key), {
      key: user.key,
      name: user.name,
      path: user.path,
      tags: user.tags,
      ...(user.permissionsBoundary === undefined ? {} : { permissionsBoundary: this.arnOf(user.permissionsBoundary) }),
      groups: user.groups.map((key) => known(this.groupNames.get(key), `group ${key}`)),
      managedPolicies: user.managedPolicies.map((reference) => this.attachment(reference)),
      inlinePolicies: Object.fromEntries(user.inlinePolicies.map(({ name, document }) => [name, document])),
      ...(user.loginProfile === undefined ? {} : { loginProfile: user.loginProfile }),
      mfaDevices: byKey(user.mfaDevices),
      accessKeys: byKey(user.accessKeys),
      sshPublicKeys: byKey(user.sshPublicKeys),
      signingCertificates: byKey(user.signingCertificates),
      serviceSpecificCredentials: byKey(user.serviceSpecificCredentials),
      suspended: user.suspended !== undefined,
      ...(forceDestroy === undefined ? {} : { forceDestroy }),
    });
  }

  private attachment(reference: PolicyReference): PolicyAttachment {
    return { keys: policyKeys(reference), arn: this.arnOf(reference) };
  }

  private arnOf(reference: PolicyReference): string {
    if (reference.kind === "arn") return reference.arn;
    return known(this.policyArns.get(reference.key), `policy ${reference.key}`);
  }
}

function byKey<Entry extends { readonly key: string }>(list: readonly Entry[]): Record<string, Entry> {
  return Object.fromEntries(list.map((entry) => [entry.key, entry]));
}

/** The guard references-defined has refused such a roster; this is for callers who left the guards out. */
function known(value: string | undefined, what: string): string {
  if (value === undefined) throw new Error(`${what} is not defined in the roster`);
  return value;
}
