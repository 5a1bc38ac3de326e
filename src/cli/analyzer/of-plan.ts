import { type PolicyAnswer, type PolicyQuestion, validatePolicies } from "../../aws/validate-policies";
import { type Change, isChange } from "../../plan/change";
import { PolicyText } from "../../plan/policy-text";
import type { Plan } from "../../plan/read";
import type { OthersFinding, OthersFindings } from "../../review/findings/finding";
import { count } from "../../text/count";
import { defined } from "../../text/defined";
import type { Context } from "../command";
import { withAccountOf } from "../live-account";
import { analyzer, permissionFix } from "./rule";

interface ChangedDocument extends PolicyQuestion {
  readonly address: string;
}

type Asking = Context & { readonly values: { readonly concurrency: number | undefined } };
type Said = Pick<OthersFindings, "findings" | "gaps">;

/** What Access Analyzer says of each document that a plan makes or changes. */
export async function analyzerFindings(plan: Plan, input: Asking): Promise<Said> {
  const documents = plan.changes.flatMap(changedDocument);
  if (documents.length === 0) return { findings: [], gaps: [] };
  const answers = await withAccountOf(plan, input, (account) => validatePolicies(account, documents));
  const denied = answers.find((answer) => answer.kind === "could not check");
  if (denied?.kind === "could not check") {
    const message = `${analyzer} could not be asked about ${count(documents.length, "policy", "policies")}: ${denied.words}`;
    return { findings: [], gaps: [{ message, fix: permissionFix(denied.permission), closes: true }] };
  }
  return {
    findings: documents.flatMap((document, index) => findingsOf(document, answers[index])),
    gaps: documents.flatMap(({ address }, index) => {
      const answer = answers[index];
      if (answer?.kind !== "refused") return [];
      return [{ message: `${analyzer} did not judge ${address}: ${answer.words}`, closes: true }];
    }),
  };
}

function findingsOf({ address }: ChangedDocument, answer: PolicyAnswer | undefined): OthersFinding[] {
  if (answer?.kind !== "judged") return [];
  return answer.findings.map(({ severity, code, message, link, path }) => ({
    ...{ tool: analyzer, rule: code, level: severity, message, names: [address], below: path },
    ...defined({ help: link }),
  }));
}

/** Of what stays as it is nothing is asked; what is known after the apply only has a danger of its own. */
function changedDocument(change: Change): ChangedDocument[] {
  if (!isChange(change)) return [];
  const [before, after, use] = sidesOf(change);
  if (after === undefined || PolicyText.same(before, after)) return [];
  return [{ address: change.address, document: after.read(), use }];
}

type Sides = readonly [PolicyText | undefined, PolicyText | undefined, ChangedDocument["use"]];

function sidesOf(change: Change): Sides {
  switch (change.type) {
    case "aws_iam_policy":
    case "aws_iam_user_policy":
    case "aws_iam_group_policy":
    case "aws_iam_role_policy":
      return [change.before?.policy, change.after?.policy, "identity"];
    case "aws_iam_role":
      return [change.before?.assume_role_policy, change.after?.assume_role_policy, "trust"];
    default:
      return [undefined, undefined, "identity"];
  }
}
