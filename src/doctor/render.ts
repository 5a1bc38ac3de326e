import { printable } from "../text/printable";
import type { Diagnosis } from "./diagnose";
import type { DoctorFacts } from "./facts";

const MARKS = { fine: "ok", wrong: "WRONG", "could not check": "could not check", "not sure": "not sure" } as const;

export function renderDiagnosis({ checks, assumed, mendFirst }: Diagnosis, { wanted, attempt }: DoctorFacts): string {
  const lines: string[] = [];
  if (wanted.roleArn === undefined) lines.push("The roster assumes no role (account.assumeRole).");
  else if (assumed) lines.push(`${wanted.roleArn} is assumed.`);
  else if (attempt === undefined || attempt === "assumed") lines.push(`${wanted.roleArn} was not tried.`);
  else lines.push(`${wanted.roleArn} is not assumed: ${attempt.code}: ${attempt.words}`);
  lines.push("");
  for (const { side, state, found, mend, where, statement } of checks) {
    lines.push(`  ${side.padEnd(11)}  ${MARKS[state].padEnd(14)}  ${found}`);
    if (state === "fine" || mend === undefined) continue;
    lines.push(`    -> ${mend}`);
    if (statement === undefined) continue;
    if (where !== undefined) lines.push(`       add to ${where}:`);
    lines.push(
      ...JSON.stringify(statement, undefined, 2)
        .split("\n")
        .map((line) => `       ${line}`),
    );
  }
  if (mendFirst !== undefined) lines.push("", `Fix first: ${mendFirst}.`);
  return `${lines.map((line) => printable(line)).join("\n")}\n`;
}
