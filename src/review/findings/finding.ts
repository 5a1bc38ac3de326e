import { type SarifLevel, type SarifResult, sarifLevels } from "../../rules/sarif/result";
import type { Gate } from "../model/review";

/** What another tool has found: a scanner, or AWS itself. All texts come from outside. */
export interface OthersFinding extends Omit<SarifResult, "places"> {
  /** The line of a roster that it is about, file as people name it. @default - it is not written in a roster */
  readonly line?: { readonly file: string; readonly line: number; readonly column: number };
  /** What it is about in the policy document of the resource: keys and positions. @default - the whole of it */
  readonly below?: readonly (string | number)[];
  /** Where the tool says that it is: `main.tf:3`. @default - it does not say */
  readonly where?: string;
}

export interface OthersFindings {
  readonly findings: readonly OthersFinding[];
  /** Why that is not all they would say. */
  readonly gaps: readonly Gap[];
  /** From which level on a finding closes the gate; `none`: no finding does. @default - that of the gate */
  readonly close?: SarifLevel | undefined;
}

export interface Gap {
  /** One sentence. */
  readonly message: string;
  /** @default - the tool is to run again */
  readonly fix?: string;
  /** Whoever asked for the answer does not have it. @default false */
  readonly closes?: boolean;
}

/** Whether a finding of this level closes the gate. One of the level `none` says of itself that nothing is wrong. */
export function closesAt(level: SarifLevel, { close }: OthersFindings, failOn: Gate["failOn"]): boolean {
  const from = close ?? failOn;
  return level !== "none" && from !== "none" && sarifLevels.indexOf(level) <= sarifLevels.indexOf(from);
}
