import type { Removal } from "../../leaving/audit-log/entry";
import type { PreflightReport } from "../../leaving/preflight/report";
import type { Review } from "../../review/model/review";
import type { Cause } from "./cause";
import type { Step } from "./course";

/** What became of a stack, for `--json`: it is filled while the run goes on, and has what was done wherever that ends. */
export interface StackReport {
  readonly stack: string;
  /** The roster, as people name it. */
  readonly file: string;
  exitCode: number;
  result:
    | "begun"
    | "nothing to change"
    | "gate closed"
    | "plan saved"
    | "not confirmed"
    | "applied"
    | "stopped"
    | "refused";
  /** As `roster review --json` has it. */
  review?: Review;
  /** As `roster preflight --json` has it. */
  preflight?: PreflightReport;
  /** With `--save`. */
  plan?: { readonly file: string; readonly sha256: string };
  /** The proofs of who left with this apply, and with earlier ones: as `roster verify --json` has them. */
  readonly removals: Removal[];
  /** Who gets which of the credentials that were made. No secret is in it. */
  handover?: readonly Handover[];
  /** Where it stopped, why, and the command that goes on. */
  stop?: {
    readonly at: Step;
    readonly cause: Cause | "refused before the apply";
    readonly message: string;
    readonly done?: readonly string[];
    readonly next?: string;
  };
}

/** A credential that was made, and whose it is. */
export interface Handover {
  readonly user: string;
  readonly owner: string;
  readonly credential: string;
  readonly address: string;
  /** The command that reads it from the state: encrypted into a file, otherwise onto the terminal. */
  readonly fetch: string;
  /** The command with which its owner reads that file. @default - it is not encrypted */
  readonly decrypt?: string;
}

export function beginReport(stack: string, file: string): StackReport {
  return { stack, file, exitCode: 1, result: "begun", removals: [] };
}
