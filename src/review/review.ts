import type { EngineFacts } from "../plan/engine";
import type { OutputChange } from "../plan/outputs";
import type { AccessPart } from "../policy/summary";
import type { Justification } from "../roster/roster";
import type { Severity } from "../rules/rule";
import type { SarifLevel } from "../rules/sarif/result";
import type { FlagName } from "../terms/flags";
import type { CredentialKind } from "../terms/kinds";

/**
 * What a plan means for people. Plain data: renderers, the gate and the exit code need nothing else.
 * Texts come from the plan and from users.yaml as they are: each renderer makes them harmless.
 */
export interface Review {
  readonly schemaVersion: 1;
  readonly plan: PlanFacts;
  readonly gate: Gate;
  readonly summary: Summary;
  /** Errors first, then warnings and notes, then what a justification covers. */
  readonly dangers: readonly Danger[];
  /** Leavers first, unchanged people last; by name within a kind. */
  readonly people: readonly Person[];
  /** Groups that change, or whose members do. */
  readonly groups: readonly GroupChange[];
  readonly policies: readonly PolicyChange[];
  /** Changes that no line of a person, a group or a policy tells, and `action` blocks that are run. */
  readonly others: readonly OtherChange[];
  readonly outputs: readonly OutputChange[];
  /** What was changed outside Terraform since the last apply. */
  readonly drift: readonly Drift[];
  /** Flags of everybody who stays, and removals, that users.yaml justifies. */
  readonly acceptedRisks: readonly AcceptedRisk[];
}

export interface PlanFacts extends Pick<EngineFacts, "engine" | "version" | "formatVersion" | "timestamp"> {
  /** The roster it was reviewed with. */
  readonly roster?: string;
  /** The stack of that roster. */
  readonly stack?: string;
  /** Whether a roster from before the change was given: only then "not asked for" can be told. */
  readonly compared: boolean;
}

export interface Gate {
  readonly open: boolean;
  /** Rules that close it. */
  readonly closedBy: readonly string[];
  /** Who could open it and how, one sentence each. */
  readonly openers: readonly string[];
  /** Warnings close it too. */
  readonly failOn: "error" | "warning";
  readonly changes: boolean;
  /** 0 open; 2 open, and there are changes, where that was asked for; 3 closed. */
  readonly exitCode: 0 | 2 | 3;
}

export const personChanges = [
  "leaves",
  "replaced",
  "renamed",
  "is suspended",
  "joins",
  "returns",
  "changes",
  "imported",
  "unchanged",
] as const;
export type PersonChange = (typeof personChanges)[number];

export interface Summary {
  /** People by change; those that are 0 are there too. */
  readonly people: Readonly<Record<PersonChange, number>>;
  readonly credentials: Readonly<Record<CredentialChange, number>>;
  /** Of the whole plan, as Terraform counts: a replacement is one of its own. */
  readonly resources: Readonly<Record<ResourceAction, number>>;
  readonly errors: number;
  readonly warnings: number;
  readonly notes: number;
  readonly justified: number;
}

export const resourceActions = [
  "create",
  "update",
  "replace",
  "delete",
  "forget",
  "import",
  "move",
  "invoke",
  "unknown",
] as const;
export type ResourceAction = (typeof resourceActions)[number];

/** A line of users.yaml: of the file after the change, or of the one before it for what is gone. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly side: "before" | "after";
}

export interface Person {
  /** The key in users.yaml, as far as the address tells. */
  readonly key: string;
  /** IAM name; of a leaver the last one. */
  readonly name: string;
  /** Where this one is, if several have the name: `account 123456789012`, `module.prod`. */
  readonly within?: string;
  readonly previousName?: string;
  /** Absent: the user itself is not in this stack. */
  readonly address?: string;
  readonly change: PersonChange;
  /** Terraform stops managing the user, which stays in the account with its access. */
  readonly forgotten: boolean;
  /** human, service, break-glass */
  readonly type?: string;
  readonly owner?: string;
  readonly place?: Place;
  readonly movedFrom?: string;
  readonly credentials: readonly Credential[];
  readonly groups: Moves;
  readonly policies: Moves;
  readonly inlinePolicies: readonly InlinePolicy[];
  readonly boundary?: Sides<string>;
  readonly path?: Sides<string>;
  readonly forceDestroy: Sides<boolean>;
  readonly suspended?: Sides<Suspended>;
  /** What the person can do after the change and could not before, and the other way round. Absent: the same, and no power. */
  readonly access?: PersonAccess;
  readonly flags: readonly Flag[];
  /** Keys of tags that are added, changed or removed; those of a suspension and of accepted risks left out. */
  readonly tags: readonly string[];
}

/** Before and after; the one that does not exist is absent. */
export interface Sides<Value> {
  readonly before?: Value;
  readonly after?: Value;
}

export interface PersonAccess {
  readonly gained: readonly AccessGain[];
  /** Of somebody who leaves nothing is listed: it is everything. */
  readonly lost: readonly AccessLoss[];
  /** Policies that are new and whose documents are not known, in words: whatever they allow. */
  readonly unknown: readonly string[];
  /** How the person can become administrator. */
  readonly power: { readonly before: readonly Way[]; readonly after: readonly Way[] };
}

export interface AccessGain extends AccessPart {
  /** What there was in the same service already. */
  readonly before: readonly Pick<AccessPart, "levels" | "full" | "resources">[];
}

export interface AccessLoss extends AccessPart {
  /** What is left in the same service. */
  readonly kept: AccessGain["before"];
}

/** A way to become administrator. */
export interface Way {
  /** `put-user-policy` */
  readonly id: string;
  /** In AWS's words: `iam:PassRole with lambda`. */
  readonly name: string;
  /** The policy that opens it, in words. */
  readonly through?: string;
  /** Name of the role, user or group that it goes over. */
  readonly over?: string;
  /** The statement that opens it. */
  readonly sid?: string;
  /** Its position in the policy. */
  readonly statement?: number;
}

export interface Suspended {
  readonly since?: string;
  readonly ticket?: string;
}

export interface Moves {
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly kept: readonly string[];
}

export const credentialChanges = [
  "created",
  "deleted",
  "replaced",
  "made inactive",
  "made active",
  "changed",
  "imported",
  "forgotten",
  "kept",
] as const;
export type CredentialChange = (typeof credentialChanges)[number];

export interface Credential {
  readonly kind: CredentialKind;
  /** The slot or device in users.yaml; absent for a password. */
  readonly key?: string;
  readonly address: string;
  readonly change: CredentialChange;
  /** The last four characters of the id that AWS gave. */
  readonly idTail?: string;
  readonly status?: Sides<string>;
  /** Whether its secret is encrypted before it reaches the state; only where a secret is made. */
  readonly encrypted?: boolean;
  readonly service?: string;
  /** ISO time, where AWS told it. */
  readonly created?: string;
  /** Attributes that force a replacement. */
  readonly forcedBy: readonly string[];
  readonly reason?: string;
  /** An old object that an interrupted replacement left behind. */
  readonly deposed: boolean;
}

export interface InlinePolicy {
  readonly name: string;
  readonly change: "added" | "changed" | "removed" | "kept";
  readonly power: PowerChange;
}

export interface PowerChange {
  readonly everything: { readonly before: boolean; readonly after: boolean };
  /** Actions that are newly allowed, and no longer allowed. */
  readonly allowsMore: readonly string[];
  readonly allowsLess: readonly string[];
}

export interface Flag {
  readonly name: FlagName;
  readonly change: "added" | "removed" | "kept";
  readonly ticket?: string;
  /** ISO date. */
  readonly expires?: string;
}

export type ThingChange = "created" | "deleted" | "replaced" | "changed" | "imported" | "forgotten" | "unchanged";

export interface GroupChange {
  readonly key: string;
  readonly name: string;
  readonly within?: string;
  readonly address?: string;
  readonly change: ThingChange;
  readonly place?: Place;
  readonly policies: Moves;
  /** Names of people. */
  readonly members: Moves;
}

export interface PolicyChange {
  readonly key: string;
  readonly name: string;
  readonly within?: string;
  readonly address: string;
  readonly change: ThingChange;
  readonly place?: Place;
  readonly power: PowerChange;
  /** Names of people who have it, themselves or through a group. */
  readonly people: readonly string[];
  /** Names of people whose boundary it is. */
  readonly boundaryOf: readonly string[];
}

export interface OtherChange {
  readonly address: string;
  readonly type: string;
  readonly action: ResourceAction;
  /** Why, in Terraform's own word: `replace_because_tainted`. */
  readonly reason?: string;
}

export interface Drift {
  /** Whose it is. */
  readonly person?: string;
  readonly address: string;
  /** In words: `access key laptop was made Inactive`. */
  readonly what: string;
  /** What people are expected to do themselves, such as enabling an MFA device. */
  readonly expected: boolean;
  readonly place?: Place;
}

export interface Danger {
  /** The rule, as in docs/review.md. */
  readonly id: string;
  /** Errors close the gate, warnings do where that is asked for, notes never do. */
  readonly severity: Severity;
  readonly message: string;
  readonly why: string;
  readonly fix: string;
  /** Where the rule is explained: `docs/review.md#renamed`. */
  readonly documentation: string;
  /** Name of the person it is about. */
  readonly person?: string;
  readonly address?: string;
  readonly place?: Place;
  /** Somebody has accepted it in users.yaml: it does not close the gate. */
  readonly justified?: Accepted;
  /** Another tool says it. */
  readonly source?: Source;
}

export interface Source {
  /** `Checkov` */
  readonly tool: string;
  /** `CKV_AWS_40` */
  readonly rule?: string;
  /** As the tool says it. */
  readonly level: SarifLevel;
  /** An https address that explains the rule. */
  readonly help?: string;
}

/** What is known of an acceptance; from tags alone only ticket and end. */
export type Accepted = Partial<Omit<Justification, "ticket">> & Pick<Justification, "ticket">;

export interface AcceptedRisk extends Accepted {
  readonly person: string;
  /** A flag, or `removal`. */
  readonly flag: FlagName | "removal";
  readonly place?: Place;
}
