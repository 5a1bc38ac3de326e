import type { EngineFacts } from "../../plan/engine";
import type { OutputChange } from "../../plan/outputs";
import type { AcceptedRisk } from "./accepted";
import type { CredentialChange } from "./credential";
import type { Danger } from "./danger";
import type { Drift } from "./drift";
import type { GroupChange } from "./group";
import type { OtherChange, ResourceAction } from "./other";
import type { Person, PersonChange } from "./person";
import type { PolicyChange } from "./policy";

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
  /** Number of the account of that roster. */
  readonly account?: string;
  /** What people call the account, as it told the preflight. */
  readonly accountAlias?: string;
  /** The commit that is reviewed, as CI tells. */
  readonly source?: PlanSource;
  /** Whether a roster from before the change was given: only then "not asked for" can be told. */
  readonly compared: boolean;
}

export interface PlanSource {
  readonly commit: string;
  /** Where its files are shown, https, with a slash at its end: a path and `#L12` come after it. */
  readonly files?: string;
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
