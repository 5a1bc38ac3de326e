import { type Left, type Thing, titleOf } from "../../adopt/thing";
import type { Renderers } from "../../rules/formats";
import { count } from "../../text/count";
import { groupBy } from "../../text/group-by";
import { printable } from "../../text/printable";
import type { AdoptionPlan } from "./adopt";
import { outcomeJson } from "./json";
import type { Outcome } from "./outcome";
import { changeLine } from "./proof";

/** What the outcome of an adoption is written in. */
export const adoptFormats = {
  text: outcomeText,
  json: outcomeJson,
} as const satisfies Renderers<Outcome>;

/** As many changes of the roster's own as a reader looks at. */
const SHOWN = 20;

/** `left: tag ManagedBy of jane, bob: only the roster sets it`: what is the same of several users is told once. */
export function leftLines(left: readonly Left[]): string[] {
  return grouped(left, ({ reason }) => reason).map((line) => `left: ${line}`);
}

/** @param leaving IAM names */
export function leavingLines(leaving: readonly string[]): string[] {
  return leaving.length === 0
    ? []
    : [`leaving with an earlier apply, and still there: ${printable(leaving.join(", "), { max: 2000 })}`];
}

function grouped<Item extends Thing>(things: readonly Item[], wordsOf: (thing: Item) => string): string[] {
  const same = groupBy(things, (thing) => {
    return thing.of === undefined ? titleOf(thing) : JSON.stringify([thing.kind, thing.name, wordsOf(thing)]);
  });
  return [...same.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const of = group.flatMap((thing) => thing.of ?? []).join(", ");
    const title = titleOf(of === "" ? first : { ...first, of });
    return [`${printable(title)}: ${printable(wordsOf(first), { max: 600 })}`];
  });
}

/** What was adopted, what was not, and what comes next; with --dry-run the entries alone. */
function outcomeText(outcome: Outcome): string {
  if (outcome.result === "proved") return [...outcome.texts.values()].join("");
  // Both are told while the command talks.
  if (outcome.result !== "adopted") return "";
  const { plan, proof, written, flags } = outcome;
  const { users, policies, leavers, leaving, referred, left, remarks } = plan;
  const lines: string[] = [];
  const say = (line: string) => lines.push(line);
  const taken = policies.filter(({ entry }) => entry !== undefined).length;
  const who = `${count(users.length, "user")}${taken === 0 ? "" : ` and ${count(taken, "policy", "policies")}`}`;
  const back = leavers.flatMap(({ imports }) => imports).length;
  const adopted = proof.imported - back;
  if (adopted > 0 || leavers.length === 0)
    say(`${who} adopted, ${count(adopted, "import")}: a real plan changes nothing else.`);
  if (leavers.length > 0)
    say(`${count(leavers.length, "leaver")} taken back, ${count(back, "import")}: a real plan changes nothing else.`);
  for (const { name, userId, imports } of leavers)
    say(
      printable(
        `  ${name} (${userId}): ${count(imports.length, "import")}; no entry, the next roster deploy removes the user`,
      ),
    );
  for (const line of leavingLines(leaving.filter((name) => !leavers.some((leaver) => leaver.name === name)))) say(line);
  say(`Written: ${written.map((name) => printable(name)).join(", ")}`);
  for (const line of leftLines(left)) say(line);
  for (const line of grouped(remarks, ({ remark }) => remark)) say(`note: ${line}`);
  if (plan.managedPoliciesPerUser !== undefined) say(quotaLine(plan.managedPoliciesPerUser));
  if (referred.length > 0) {
    const policy = count(referred.length, "customer managed policy", "customer managed policies");
    say(`by ARN: ${policy}, which another stack may own; --policies imports those that are yours`);
  }
  const secrets = users.flatMap(({ unknownSecrets }) => unknownSecrets);
  for (const address of secrets) say(`secret unknown, not in the state: ${printable(address)}`);
  const unknown = users.filter(({ patch }) => patch.owner === "unknown").map(({ name }) => name);
  if (unknown.length > 0) say(`owner unknown: ${unknown.map((name) => printable(name)).join(", ")}`);
  for (const change of proof.pending.slice(0, SHOWN))
    say(`not part of the adoption, still pending: ${changeLine(change)}`);
  if (proof.pending.length > SHOWN)
    say(`not part of the adoption, still pending: ${proof.pending.length - SHOWN} more`);
  say("\nNext:");
  if (flags.size > 0) {
    say(
      `  roster validate        ${count(flags.size, "user")} ${flags.size === 1 ? "holds" : "hold"} what needs a justification; its four lines are to be filled in`,
    );
  }
  const creates = proof.pending.length > 0 ? ", and makes what is still pending" : ", and changes nothing";
  const removes = "; then asks, as for any removal, before it removes who was leaving";
  say(`  roster deploy          imports${creates}${leavers.length > 0 ? removes : ""}`);
  if (adopted > 0) say("  roster deploy          once more: it adds the roster's tags");
  return `${lines.join("\n")}\n`;
}

function quotaLine(most: NonNullable<AdoptionPlan["managedPoliciesPerUser"]>): string {
  return `note: guards.managedPoliciesPerUser is ${most}: somebody has as many, so AWS raised the account's quota`;
}
