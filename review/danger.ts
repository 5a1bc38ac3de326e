import type { GuardSettings, User } from "../roster/roster";
import type { Access } from "./access";
import type { Fact } from "./facts";
import type { Accepted, Danger, Drift, GroupChange, Person, Place, PlanFacts, PolicyChange, Severity } from "./review";
import type { Rosters } from "./roster-side";
import type { ClearSecret } from "./secrets";

/** One rule over a reviewed plan. It returns concerns and never throws, prints, or looks at a clock. */
export interface DangerRule {
  /** File name, test name and heading in docs/review.md. */
  readonly id: string;
  /** An error closes the gate. A concern may say that it is only a warning. */
  readonly severity: Severity;
  readonly summary: string;
  readonly why: string;
  readonly fix: string;
  /** Who can open the gate again. */
  readonly opener: Opener;
  readonly check: (context: Context) => Concern[];
}

/**
 * - `justification`: somebody other than the owner, by accepting it in users.yaml
 * - `roster`: whoever may change users.yaml
 * - `operator`: whoever runs terraform
 */
export type Opener = "justification" | "roster" | "operator";

/** What a rule has found. */
export interface Concern {
  readonly message: string;
  /** @default - that of the rule */
  readonly severity?: Severity;
  /** @default - that of the rule */
  readonly fix?: string;
  readonly person?: Person;
  readonly address?: string;
  /** @default - that of the person */
  readonly place?: Place | undefined;
  readonly justified?: Accepted | undefined;
}

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
  readonly plan: PlanFacts & {
    readonly errored: boolean;
    readonly complete: boolean;
    readonly applyable: boolean;
    readonly deferred: number;
    readonly changes: boolean;
  };
  readonly facts: readonly Fact[];
  readonly people: readonly Person[];
  readonly groups: readonly GroupChange[];
  readonly policies: readonly PolicyChange[];
  readonly drift: readonly Drift[];
  readonly driftFacts: readonly Fact[];
  readonly access: Access;
  readonly secrets: readonly ClearSecret[];
  readonly leftovers: readonly Leftover[];
  readonly account: readonly AccountFinding[];
  readonly rosters: Rosters;
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
  readonly factsOf: (person: Person) => readonly Fact[];
}

/** The user's entry after the change. */
export function entryOf(person: Person, { rosters }: Context): User | undefined {
  return rosters.user("after", person.key);
}

/** Makes a danger of a concern. */
export function dangerOf(rule: DangerRule, concern: Concern): Danger {
  const place = concern.place ?? concern.person?.place;
  const address = concern.address ?? concern.person?.address;
  return {
    id: rule.id,
    severity: concern.severity ?? rule.severity,
    message: concern.message,
    why: rule.why,
    fix: concern.fix ?? rule.fix,
    ...(concern.person === undefined ? {} : { person: concern.person.name }),
    ...(address === undefined ? {} : { address }),
    ...(place === undefined ? {} : { place }),
    ...(concern.justified === undefined ? {} : { justified: concern.justified }),
  };
}
