import { type Left, titleOf } from "../../adopt/thing";
import { count } from "../../text/count";
import { printable } from "../../text/printable";
import type { Context } from "../command";
import type { AdoptionPlan } from "./adopt";
import { changeLine, type Proof } from "./proof";

export interface Done {
  readonly plan: AdoptionPlan;
  readonly proof: Proof;
  /** Names of files. */
  readonly written: readonly string[];
  /** How many users hold what nobody has justified yet. */
  readonly unjustified: number;
}

/** As many changes of the roster's own as a reader looks at. */
const SHOWN = 20;

/** `left: tag ManagedBy of jane: only the roster sets it` */
export function leftLine(left: Left): string {
  return `left: ${printable(`${titleOf(left)}: ${left.reason}`, { max: 600 })}`;
}

/** What was adopted, what was not, and what comes next. */
export function report({ plan, proof, written, unjustified }: Done, { terminal }: Pick<Context, "terminal">): void {
  const { users, policies, leavers, referred, left } = plan;
  const say = (line: string) => terminal.out(`${line}\n`);
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
  say(`Written: ${written.map((name) => printable(name)).join(", ")}`);
  for (const one of left) say(leftLine(one));
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
  if (unjustified > 0) {
    say(
      `  roster validate        ${count(unjustified, "user")} hold what needs a justification; its four lines are to be filled in`,
    );
  }
  const creates = proof.pending.length > 0 ? ", and creates what is still pending" : ", and changes nothing";
  const removes = "; then asks, as for any removal, before it removes who was leaving";
  say(`  roster deploy          imports${creates}${leavers.length > 0 ? removes : ""}`);
  if (adopted > 0) say("  roster deploy          once more: it adds the roster's tags");
}
