import type { RuleText, Severity } from "./rule";

/** Where a finding is written. Lines and columns count from 1. */
export interface FilePlace {
  readonly file: string;
  readonly line: number;
  readonly column?: number | undefined;
  /** In UTF-16 units. */
  readonly length?: number | undefined;
  /** Where the line is shown, https, made by us. @default - nowhere */
  readonly href?: string | undefined;
  /** The line is one of the file as it was, and is not there any more. @default false */
  readonly before?: boolean | undefined;
}

/** A finding as every format shows it, whatever found it. */
export interface ReportedFinding {
  /** Of its rule. */
  readonly id: string;
  readonly level: Severity;
  readonly message: string;
  /** What to do next; may have several lines. */
  readonly fix?: string | undefined;
  /** Where its rule is explained: `docs/guards.md#force-destroy-justified`. @default - it is the finding of no rule */
  readonly documentation?: string | undefined;
  /** An https address that explains it further, checked where it was read, and what it is called there. @default - none */
  readonly link?: { readonly name: string; readonly href: string } | undefined;
  /** The user or the resource it is about. @default - all */
  readonly about?: string | undefined;
  /** @default - it is written nowhere */
  readonly place?: FilePlace | undefined;
  /** The word that its own scale has for the level. @default - the level */
  readonly severity?: string | undefined;
  /** What to merge into users.yaml. @default - nothing */
  readonly yaml?: string | undefined;
  /** It is what makes the exit code 3. */
  readonly fails: boolean;
  /** Who accepted it and why. @default - nobody has */
  readonly accepted?: { readonly ticket: string; readonly words: string } | undefined;
}

export interface ReportedRule extends Omit<RuleText, "why"> {
  readonly why?: string;
  readonly level?: Severity;
  /** `docs/guards.md#force-destroy-justified` */
  readonly documentation?: string;
}

/** What any report comes down to: the formats for machines, and a page or a comment, are made from it. */
export interface FindingsReport {
  /** Which of several it is about, so that a comment of it replaces no comment of another: an account. @default - there is only one */
  readonly subject?: string | undefined;
  /** `validate` */
  readonly command: string;
  /** Under which code scanning knows it. @default - `iam-roster` and the command */
  readonly tool?: string;
  /** What was looked at, and the outcome: `users.yaml: 3 errors`. */
  readonly title: string;
  /** Those that were asked, with and without findings. */
  readonly rules: readonly ReportedRule[];
  readonly findings: readonly ReportedFinding[];
  /** The file whose first line shows what is written nowhere. @default users.yaml */
  readonly file?: string | undefined;
}
