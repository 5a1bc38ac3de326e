import type { FlagName } from "../terms/flags";

/** How grave a finding is, where a kind of rule has no scale of its own. */
export type Severity = "error" | "warning" | "note";

/**
 * Who can clear a finding that stops something:
 * - `justification`: somebody other than the owner, by accepting it in users.yaml
 * - `roster`: whoever may change users.yaml
 * - `approver`: whoever is named in approvedBy, by approving the pull request
 * - `operator`: whoever runs terraform
 */
export type Opener = "justification" | "roster" | "approver" | "operator";

/** A rule in words: what the generated pages, SARIF and each finding say of it. */
export interface RuleText {
  /** File name, test name and heading in the documentation. */
  readonly id: string;
  readonly summary: string;
  readonly why: string;
  /** What to do next. */
  readonly fix: string;
}

/**
 * One question to a context that was read before. It returns what it has found and never throws, prints, asks anybody
 * or looks at a clock.
 */
export interface Rule<Context, Place, Level extends string = Severity> extends RuleText {
  /** @default - a report that says its own */
  readonly severity: Level;
  /** The flag of a user whose justification this rule demands. @default - no flag answers it */
  readonly flag?: FlagName;
  /** @default - nothing that this rule finds is a gate */
  readonly opener?: Opener;
  readonly check: (context: Context) => readonly Report<Place, Level>[];
}

/** What a rule has found, and where; the runner adds what is the same for all that the rule finds. */
export type Report<Place, Level extends string = Severity> = Place & {
  readonly message: string;
  /** @default - that of the rule */
  readonly severity?: Level | undefined;
  /** @default - that of the rule */
  readonly fix?: string | undefined;
};

/** A report with everything that a reader of it needs. */
export type Finding<Place, Level extends string = Severity> = Place &
  Omit<RuleText, "summary"> & {
    readonly severity: Level;
    /** The flag whose justification is missing. @default - no flag answers it */
    readonly flag?: FlagName;
    readonly message: string;
    /** Where the rule is explained: `docs/guards.md#force-destroy-justified`. */
    readonly documentation: string;
  };
