import { by } from "../../text/by";
import { count } from "../../text/count";
import { defined } from "../../text/defined";
import { groupBy } from "../../text/group-by";
import type { Concern, Context, DangerRule } from "../danger";
import { closesAt, type Gap, type OthersFinding } from "../findings/finding";
import { type Whom, Whoms } from "../findings/whom";

export const findingOfOthers: DangerRule = {
  id: "finding-of-others",
  severity: "error",
  summary: "Another tool has found something about what the plan makes, or could not look.",
  why: "Scanners know rules that are not known here; --findings-close says which of their levels close the gate.",
  fix: "Do what the tool's rule says, or suppress the finding in the tool with a reason, and let the tool report again.",
  opener: "operator",
  check: (context) => {
    const { findings } = context.others;
    const whoms = findings.length === 0 ? undefined : new Whoms(context);
    const told = groupBy(findings, wordsOf);
    return [
      ...context.others.gaps.map((gap) => gapConcern(gap, context)),
      ...[...told.values()].flatMap((same) => concernsOf(same, whoms, context)).sort(order),
    ];
  },
};

const gapFix = "Run the tool again, look at its own output, and give the file that it writes then.";

function gapConcern({ message, fix = gapFix, closes = false }: Gap, { others }: Context): Concern {
  return { message, fix, severity: closes && others.close !== "none" ? "error" : "warning" };
}

/** What closes the gate first, since a list may be cut; then by person, who is not named last. */
const order = by<Concern>(
  ({ severity, justified }) => (justified === undefined && severity === "error" ? 0 : 1),
  ({ person }) => (person === undefined ? 1 : 0),
  ({ person, message }) => person?.name ?? message,
  ({ message }) => message,
);

/** What would be told in the same words: of a file of one line a scanner cannot say more than that it is there. */
function wordsOf({ tool, rule, level, message, names, where, suppressed }: OthersFinding): string {
  return JSON.stringify([tool, rule, level, message, names, where, suppressed]);
}

function concernsOf(same: readonly OthersFinding[], whoms: Whoms | undefined, { others, failOn }: Context): Concern[] {
  const [first] = same;
  if (first === undefined) return [];
  const { tool, rule, level, message, help, suppressed } = first;
  const whom = whoms?.of(first);
  const label = [tool, ...(rule === undefined ? [] : [rule]), ...(level === "none" ? [] : [level])].join(" ");
  const times = same.length === 1 ? "" : ` (${count(same.length, "time")})`;
  return [
    {
      message: `${whoOf(first, whom)}: ${label}: ${message}${times}`,
      severity: severityOf(closesAt(level, others, failOn), level, failOn),
      ...{ person: whom?.person, address: whom?.address, place: whom?.place },
      source: { tool, level, ...defined({ rule, help }) },
      justified: suppressed === undefined ? undefined : { ticket: `suppressed in ${tool}`, justification: suppressed },
    },
  ];
}

function whoOf({ where, names: [name] }: OthersFinding, whom: Whom | undefined): string {
  const at = where ?? name;
  if (whom === undefined) return at === undefined ? "nobody named" : `nobody named (${at})`;
  return whom.what ?? whom.person?.name ?? "nobody named";
}

/** Where warnings close the gate, what may not close it is no warning. */
function severityOf(closes: boolean, level: OthersFinding["level"], failOn: Context["failOn"]): Concern["severity"] {
  if (closes) return "error";
  return (level === "error" || level === "warning") && failOn === "error" ? "warning" : "note";
}
