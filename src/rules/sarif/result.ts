/** The levels of SARIF 2.1.0 (3.27.10), the gravest first. */
export const sarifLevels = ["error", "warning", "note", "none"] as const;

export type SarifLevel = (typeof sarifLevels)[number];

/** What a tool has found, as it says it itself. All texts come from outside. */
export interface SarifResult {
  /** `Checkov` */
  readonly tool: string;
  /** `CKV_AWS_40`. @default - the tool names no rule */
  readonly rule?: string;
  readonly level: SarifLevel;
  /** One line. */
  readonly message: string;
  /** An https address that explains the rule. @default - the report names no such page */
  readonly help?: string;
  /** Names of the resource, the surest first: addresses of Terraform, ARNs. */
  readonly names: readonly string[];
  readonly places: readonly SarifPlace[];
  /** The tool was told to let it pass: why. @default - it was not */
  readonly suppressed?: string;
}

export interface SarifPlace {
  /** As the tool writes it, decoded: `stacks/users/cdk.tf.json`, `file:///work/users.yaml`. */
  readonly uri: string;
  /** The folder that it is relative to, as a URI. @default - the tool does not say */
  readonly base?: string;
  /** From 1. */
  readonly startLine: number;
  readonly endLine: number;
  /** From 1. */
  readonly startColumn?: number;
  /** The lines themselves, with secrets masked. */
  readonly snippet?: string;
}

/** What is said in one file. */
export interface SarifLog {
  readonly results: readonly SarifResult[];
  /** Why what is said is not all: a tool that failed, a run without results. */
  readonly gaps: readonly string[];
}
