import type { ActionInvocation } from "../plan/action-invocation";
import type { Change } from "../plan/change";
import type { FailedCheck } from "../plan/checks";
import type { ClearSecret } from "../plan/clear-secrets";
import type { EngineFacts } from "../plan/engine";
import type { PolicyText } from "../plan/policy-text";
import type { Version } from "../plan/provider-version";
import type { References } from "../plan/references";
import type { Side } from "../plan/side";
import type { Policy } from "../policy/document";
import type { Escalation } from "../policy/power";
import type { GuardSettings } from "../roster/roster";
import type { Finding, Opener, Report, Rule } from "../rules/rule";
import { defined } from "../text/defined";
import type { OthersFindings } from "./findings/finding";
import type { Accepted } from "./model/accepted";
import type { Danger, Source } from "./model/danger";
import type { Drift } from "./model/drift";
import type { GroupChange } from "./model/group";
import type { Person } from "./model/person";
import type { Place } from "./model/place";
import type { PolicyChange } from "./model/policy";
import type { Gate, PlanFacts } from "./model/review";
import type { Allows, PeoplesAccess } from "./person-access";
import type { Rosters } from "./roster-side";

/** One rule over a reviewed plan. An error closes the gate. */
export interface DangerRule extends Rule<Context, DangerPlace> {
  /** Who can open the gate again. */
  readonly opener: Opener;
}

/** What of a plan, or of users.yaml, a danger is about. */
export interface DangerPlace {
  readonly person?: Person | undefined;
  /** @default - that of the person */
  readonly address?: string | undefined;
  /** @default - that of the person */
  readonly place?: Place | undefined;
  readonly justified?: Accepted | undefined;
  readonly source?: Source | undefined;
}

/** What a rule has found. */
export type Concern = Report<DangerPlace>;

/** A thing in the account that Terraform does not manage; from `roster preflight`, or from the plan where it shows. */
export interface Leftover {
  /** IAM name of the user. */
  readonly user: string;
  /** In words: `access key …WXYZ`. */
  readonly what: string;
  /** The name of an MFA device that was deactivated by hand. */
  readonly deactivatedDevice?: string;
}

/** What `roster preflight` found in the account: a finding of its report, in its own words. */
export interface AccountFinding {
  readonly id: string;
  readonly severity: "error" | "warning";
  /** IAM name of the user it is about. @default - the account */
  readonly user?: string;
  readonly message: string;
  readonly fix: string;
}

export interface Context {
  readonly plan: PlanFacts & EngineFacts & { readonly changes: boolean };
  /** The version of the AWS provider, or the oldest that can have made the plan. @default - not known */
  readonly provider: Version | undefined;
  readonly changes: readonly Change[];
  readonly actions: readonly ActionInvocation[];
  readonly failedChecks: readonly FailedCheck[];
  readonly people: readonly Person[];
  readonly groups: readonly GroupChange[];
  readonly policies: readonly PolicyChange[];
  readonly drift: readonly Drift[];
  readonly driftChanges: readonly Change[];
  readonly access: PeoplesAccess;
  readonly secrets: readonly ClearSecret[];
  readonly leftovers: readonly Leftover[];
  readonly account: readonly AccountFinding[];
  /** Who has approved the change: logins and addresses. @default - nobody asked */
  readonly approvers: readonly string[] | undefined;
  readonly others: OthersFindings;
  readonly failOn: Gate["failOn"];
  readonly rosters: Rosters;
  /** Of `guards:`, the stricter of both sides. */
  readonly settings: GuardSettings;
  /** IAM name or ARN of whoever runs the plan, if that is known. */
  readonly runner: string | undefined;
  /** ISO date. */
  readonly today: string;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** `--drift`: drift on a person closes the gate. */
  readonly refuseDrift: boolean;
  /** What of the plan belongs to a person. */
  readonly changesOf: (person: Person) => readonly Change[];
  /** The account that somebody is in; the same for all where a plan is about one. */
  readonly realmOf: (person: Person) => string;
  /** Whether somebody's boundary allows more after the plan; and the same of a policy by its address. */
  readonly boundaryAllows: (person: Person) => Allows;
  readonly policyAllows: (address: string) => Allows;
  /** How somebody can have code run as the role of any thing of a kind. */
  readonly takeoversOf: (person: Person, side: Side) => ReturnType<PeoplesAccess["takeovers"]>;
  /** What depends on a tag of somebody, by its key. */
  readonly taggedOf: (person: Person, tag: string) => readonly string[];
  readonly references: References;
  readonly documentOf: (text: PolicyText | undefined) => Policy | undefined;
  /** The account that a change is in, where the plan tells. */
  readonly accountOf: (change: Change) => string | undefined;
  /** Whether somebody who can become administrator before the plan could not when it was last applied. */
  readonly becamePowerful: (person: Person) => boolean;
  /** How members of a group can become administrator. */
  readonly powerOfGroup: (group: GroupChange, side: Side) => readonly Escalation[];
}

/** Makes a danger of what a rule has found. */
export function dangerOf(finding: Finding<DangerPlace>): Danger {
  const { id, severity, why, fix, documentation, person, justified, source } = finding;
  const message = person?.within === undefined ? finding.message : `${finding.message} (${person.within})`;
  const place = finding.place ?? person?.place;
  const address = finding.address ?? person?.address;
  const about = { person: person?.name, address, place, justified, source };
  return defined({ id, severity, message, why, fix, documentation, ...about });
}
