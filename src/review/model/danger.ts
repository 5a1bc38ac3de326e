import type { Severity } from "../../rules/rule";
import type { SarifLevel } from "../../rules/sarif/result";
import type { Accepted } from "./accepted";
import type { Place } from "./place";

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
