import { attributes } from "../../../src/plan/attributes";
import { type Change, changesIn } from "../../../src/plan/change";
import { documentOf, now } from "../fixture";
import { stories } from "../stories";
import { planBetween } from "./plan-of";
import { stackOf } from "./stack-of";

// biome-ignore lint/suspicious/noExplicitAny: JSON of Terraform, in the hands of a test
type Json = any;

/** Stories in which nothing happens but a change of users.yaml. */
const plain = Object.entries(stories).filter(([, story]) => {
  const { applied: _, after: __, ...more } = story;
  return Object.keys(more).length === 0;
});

/** What the review reads of a plan: per address the action, why, what is unknown, what differs. */
function told(document: Json): readonly unknown[] {
  return changesIn(document.resource_changes).map((change) => {
    const { address, action, forcedBy, reason, before, after } = change;
    const differs = change.differs.filter((name) => isRead(change, name)).sort();
    const unknown = [...change.unknown].filter((name) => isRead(change, name)).sort();
    return { address, action, forcedBy, differs, reason, unknown, before: shown(before), after: shown(after) };
  });
}

const own = new Set(["id", "unique_id", "create_date", "ssh_public_key_id"]);

/** Ids and times are AWS's own, and of other attributes the review reads nothing. */
function isRead({ type }: Change, name: string): boolean {
  return type !== "other" && Object.hasOwn(attributes[type], name) && !own.has(name);
}

function shown(values: Json): object {
  const rest = Object.entries(values ?? {}).filter(([name]) => !own.has(name));
  return Object.fromEntries(rest.map(([name, value]: Json) => [name, name === "policy" ? value.read() : value]));
}

test.each(plain)("%s: the plan is that of real Terraform", async (name, { applied, after }) => {
  const before = applied === undefined ? undefined : await stackOf(applied, now);
  const made: Json = planBetween(before, await stackOf(after, now));
  expect(told(made)).toEqual(told(documentOf(name)));
});
