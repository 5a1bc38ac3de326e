import { type PolicyAnswer, validatePolicies } from "../../aws/validate-policies";
import { documentsOf, type WrittenDocument } from "../../guards/policy-documents";
import { type Diagnostic, diagnose, type Loaded, type RosterFinding, readableOf } from "../../roster/index";
import { documentationOf } from "../../rules/documentation";
import type { Context } from "../command";
import { withAccount } from "../live-account";
import { analyzer, analyzerRule, permissionFix } from "./rule";

type Asking = Context & { readonly values: { readonly concurrency: number | undefined } };

/** What Access Analyzer says of each document of a roster, where it is written. */
export async function analyzerDiagnostics(loaded: Loaded, input: Asking): Promise<Diagnostic[]> {
  const roster = readableOf(loaded);
  const written = roster === undefined ? [] : documentsOf(roster);
  if (roster === undefined || written.length === 0) return [];
  const { region, assumeRole } = roster.account;
  const questions = written.map(({ document }) => ({ document: JSON.stringify(document), use: "identity" }) as const);
  const answers = await withAccount({ region, assumeRole }, input, (account) => validatePolicies(account, questions));
  const account = { file: roster.file, path: ["account"], on: "key" } as const;
  const denied = answers.find((answer) => answer.kind === "could not check");
  const findings =
    denied?.kind === "could not check"
      ? [
          finding("error", {
            message: `${analyzer} could not be asked: ${denied.words}`,
            fix: permissionFix(denied.permission),
            ...account,
          }),
        ]
      : written.flatMap((each, index) => findingsOf(each, answers[index]));
  return findings.map((each) => diagnose(each, loaded.files));
}

function findingsOf({ what, at }: WrittenDocument, answer: PolicyAnswer | undefined): RosterFinding[] {
  if (answer?.kind === "refused")
    return [finding("error", { message: `${analyzer} did not judge ${what}: ${answer.words}`, ...at(), on: "key" })];
  if (answer?.kind !== "judged") return [];
  return answer.findings.map(({ severity, code, message, link, path }) => {
    const suggestion = severity === "note" ? " suggests" : " says";
    return finding(severity === "error" ? "error" : "warning", {
      message: `${analyzer}${suggestion} of ${what}: ${message} [${code}]`,
      fix: link === undefined ? analyzerRule.fix : `See ${link}`,
      ...at(...path),
    });
  });
}

type Found = Omit<RosterFinding, "id" | "severity" | "documentation">;

function finding(severity: RosterFinding["severity"], found: Found): RosterFinding {
  const { id } = analyzerRule;
  return { id, severity, documentation: documentationOf("guard", id), ...found };
}
