import { Construct } from "constructs";
import type { Group, PolicyReference, Roster, User } from "../src/roster/roster";
import { addressOf } from "../src/terms/addresses";
import { type Partition, partitionOfRegion } from "../src/terms/partitions";
import { credentialsOf } from "./credentials";
import type { GroupLike } from "./group-like";
import { invitedUser } from "./invited-user";
import { ManagedGroup } from "./managed-group";
import { ManagedPolicy } from "./managed-policy";
import { ManagedUser } from "./managed-user";
import { byKey, eachNamed, type Named } from "./named";
import type { PolicyLike } from "./policy-like";
import { refuse } from "./refuse";

/** A roster, and what of it lives in the same app. */
export interface RosterUsersProps {
  /** Checked: a roster with errors must not come here. */
  readonly roster: Roster;
  /**
   * The groups that the roster calls `existing`, where the app has them as constructs: by their key in the roster.
   * @default - they are referred to by name
   */
  readonly existingGroups?: Named<GroupLike>;
}

/**
 * All policies, groups and users of a roster, in whatever stack it is put. Ids of the children are addresses: the
 * tree of constructs refuses a child called `constructor`.
 */
export class RosterUsers extends Construct {
  /** By their key in the roster. */
  public readonly users: Named<ManagedUser>;
  /** By their key in the roster, without those that exist elsewhere. */
  public readonly groups: Named<ManagedGroup>;
  /** By their key in the roster. */
  public readonly policies: Named<ManagedPolicy>;

  private readonly existingGroups: Named<GroupLike>;
  private readonly partition: Partition;

  public constructor(scope: Construct, id: string, { roster, existingGroups = {} }: RosterUsersProps) {
    super(scope, id);
    this.partition = partitionOfRegion(roster.account.region);
    this.existingGroups = this.existing(roster.groups, existingGroups);
    const policies = new Construct(this, "policies");
    this.policies = eachNamed(
      byKey(roster.policies),
      (key, policy) => new ManagedPolicy(policies, addressOf(key), policy),
    );
    const groups = new Construct(this, "groups");
    this.groups = eachNamed(byKey(roster.groups.filter(({ existing }) => !existing)), (key, group) => {
      const attached = group.policies.map((reference) => this.policy(reference));
      return new ManagedGroup(groups, addressOf(key), { ...group, policies: attached });
    });
    const users = new Construct(this, "users");
    this.users = eachNamed(byKey(roster.users), (_, user) => this.user(users, user));
  }

  private user(scope: Construct, entry: User): ManagedUser {
    const user = entry.stage === "invited" ? invitedUser(entry, this.partition) : entry;
    const { forceDestroy } = user.flags;
    return new ManagedUser(scope, addressOf(user.key), {
      key: user.key,
      name: user.name,
      path: user.path,
      tags: user.tags,
      ...(user.permissionsBoundary === undefined ? {} : { permissionsBoundary: this.policy(user.permissionsBoundary) }),
      groups: user.groups.map((key) => this.group(key)),
      managedPolicies: user.managedPolicies.map((reference) => this.policy(reference)),
      inlinePolicies: Object.fromEntries(user.inlinePolicies.map(({ name, document }) => [name, document])),
      existingInlinePolicies: user.existingInlinePolicies,
      ...credentialsOf(user),
      suspended: user.suspended !== undefined,
      partition: this.partition,
      ...(forceDestroy === undefined ? {} : { forceDestroy }),
    });
  }

  private policy(reference: PolicyReference): PolicyLike {
    if (reference.kind === "arn") return reference.arn;
    return this.policies[reference.key] ?? this.undefinedIn("policies", reference.key);
  }

  private group(key: string): GroupLike {
    return this.groups[key] ?? this.existingGroups[key] ?? this.undefinedIn("groups", key);
  }

  /** The guard references-defined has refused such a roster; this is for callers who skipped the guards. */
  private undefinedIn(section: string, key: string): never {
    return refuse(this, "roster", `has no ${JSON.stringify(key)} under ${section}`);
  }

  private existing(groups: readonly Group[], given: Named<GroupLike>): Named<GroupLike> {
    const existing = eachNamed(byKey(groups.filter((group) => group.existing)), (key, { name }) =>
      Object.hasOwn(given, key) ? (given[key] ?? name) : name,
    );
    const unknown = Object.keys(given).find((key) => !(key in existing));
    if (unknown === undefined) return existing;
    return refuse(this, "existingGroups", `has ${JSON.stringify(unknown)}, which the roster does not call existing`);
  }
}
