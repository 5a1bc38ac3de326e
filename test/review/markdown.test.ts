import { type Plan, planOf } from "../../src/plan/read";
import { reviewPlan } from "../../src/review/build";
import { renderMarkdown } from "../../src/review/render/markdown";
import { markerOf } from "../../src/rules/formats/markdown";
import { withinBudget } from "../../src/text/budget";
import { now, reviewOf } from "./fixture";

/** Bytes of a comment, less what a workflow may put around it. */
const room = Math.floor(262_144 * 0.95);
const bytes = (text: string) => Buffer.byteLength(text, "utf8");

/** So many people who leave without soak, and so many who join, with long names. */
function crowd(leavers: number, joiners: number): Plan {
  const user = (action: string, index: number) => {
    const name = `${action}-${"n".repeat(40)}-${index}`;
    const values = { name, tags: { "roster:owner": `${name}@example.com` } };
    return {
      address: `aws_iam_user.${name}`,
      mode: "managed",
      type: "aws_iam_user",
      name,
      change: {
        actions: [action],
        before: action === "delete" ? values : null,
        after: action === "create" ? values : null,
      },
    };
  };
  const list = (action: string, length: number) => Array.from({ length }, (_, index) => user(action, index));
  return planOf({ format_version: "1.2", resource_changes: [...list("delete", leavers), ...list("create", joiners)] });
}

const commit = "3f2a1bc0d1e2f3a4b5c6d7e8f9a0b1c2d3e4f5a6";
const files = `https://github.com/acme/iam/blob/${commit}/`;

test("a comment begins with the marker, then says what it is about and whether it may go on", async () => {
  const lines = renderMarkdown(await reviewOf("removal-without-soak", { source: { commit, files } })).split("\n");
  expect(lines.slice(0, 2)).toEqual([
    markerOf("review", "users"),
    "### ⛔ stack `users`, account `123456789012`, commit `3f2a1bc0d1e2`: the gate is closed",
  ]);
});

test("an account is called as people call it, where the preflight was told that", async () => {
  const [, title] = renderMarkdown(await reviewOf("unchanged", { accountAlias: "acme-prod" })).split("\n");
  expect(title).toBe("### ✅ stack `users`, account `123456789012` (`acme-prod`): the gate is open");
});

test.each([
  ["unchanged", "✅", "open"],
  ["expiry-postponed", "⚠️", "open, 1 warning"],
  ["removal-without-soak-justified", "⚠️", "open, 1 danger accepted"],
])("%s: risk is never green", async (story, mark, gate) => {
  const [, title] = renderMarkdown(await reviewOf(story)).split("\n");
  expect(title).toBe(`### ${mark} stack \`users\`, account \`123456789012\`: the gate is ${gate}`);
});

test("the people stand in one table, whole, and the dangers below it", async () => {
  const lines = renderMarkdown(await reviewOf("removal-without-soak")).split("\n");
  const at = (start: string) => lines.findIndex((line) => line.startsWith(start));
  expect(at("| who | what happens | why |")).toBe(at("| **`bob`**<br>`human`, owner `bob@example.com`<br>") - 2);
  expect(lines[at("| **`bob`**")]).toContain("| **Leaves** ⛔ removal-without-soak<br>");
  expect(at("| **`bob`**")).toBeLessThan(at("⛔ **removal-without-soak**"));
  expect(at("⛔ **removal-without-soak**")).toBeLessThan(at("ℹ️ **secret-in-clear**"));
  const joins = renderMarkdown(await reviewOf("joins"));
  expect(joins).toContain("| **Joins**");
  expect(joins.split("<details>")[0]).toContain("is created: `");
});

test("a danger says first what this change does, then why that is one", async () => {
  const lines = renderMarkdown(await reviewOf("removal-without-soak")).split("\n");
  const at = lines.findIndex((line) => line.startsWith("⛔ **removal-without-soak**"));
  expect(lines[at]).toMatch(/`bob leaves and was never suspended`$/);
  expect(lines.slice(at + 1, at + 4)).toEqual([
    "",
    expect.stringMatching(/^- Why: /),
    expect.stringMatching(/^- To do: `/),
  ]);
});

test("a line leads to the file at the commit; one that is not there any more leads nowhere", async () => {
  const source = { commit, files };
  const stays = renderMarkdown(await reviewOf("suspended", { source }));
  expect(stays).toContain(`[\`users.yaml:18\`](<${files}users.yaml#L18>)`);
  const leaves = renderMarkdown(await reviewOf("removal-without-soak", { source }));
  expect(leaves).toContain("`before.yaml:18` (before)");
  expect(leaves).not.toContain("before.yaml#");
  expect(renderMarkdown(await reviewOf("suspended"))).not.toContain("https://");
});

test("what was accepted before stands apart from what is new", async () => {
  const cells = async (story: string) =>
    renderMarkdown(await reviewOf(story))
      .split("\n")
      .find((line) => line.startsWith("| **`bob`**"))
      ?.split(" | ");
  const [, , why, before] = (await cells("suspended")) ?? [];
  expect(why).toBe("suspended: `Contract ended`");
  expect(before).toMatch(/^longLivedKeys: `Contractor whose tools cannot use roles` \(`SEC-7`, until `2027-06-30`/);
  const [, , accepted] = (await cells("removal-without-soak-justified")) ?? [];
  const [, what] = (await cells("removal-without-soak-justified")) ?? [];
  expect(what).toMatch(/^\*\*Leaves\*\* ⚠️ accepted: removal-without-soak<br>/);
  expect(accepted).toMatch(/^\*\*new\*\* removal: `His laptop was stolen, he must be gone today` \(`SEC-7`/);
});

test.each([
  [20, 0],
  [100, 5000],
  [600, 600],
])("%d leavers are named each, whatever %d joiners leave of the room", (leavers, joiners) => {
  const markdown = renderMarkdown(reviewPlan(crowd(leavers, joiners), { now }));
  expect(bytes(markdown)).toBeLessThanOrEqual(room);
  for (let index = 0; index < leavers; index += 1) expect(markdown).toContain(`delete-${"n".repeat(40)}-${index}\``);
  const joins = new RegExp(`\\*\\*Joins\\*\\*(?:: ${joiners.toLocaleString("en")}| \\|)`);
  if (joiners > 0) expect(markdown).toMatch(joins);
});

test("even a plan that is all dangers fits, with every rule and its count", () => {
  const markdown = renderMarkdown(reviewPlan(crowd(5000, 5000), { now }));
  expect(bytes(markdown)).toBeLessThanOrEqual(room);
  for (const text of [
    "**removal-without-soak**: 5,000 times",
    "too-many-removals",
    "**Leaves**: 5,000",
    "**Joins**: 5,000",
  ]) {
    expect(markdown).toContain(text);
  }
});

test("leavers with long names are named until the room ends, and then it says how many more there are", () => {
  const markdown = renderMarkdown(reviewPlan(crowd(5000, 0), { now }));
  const [, line = ""] = /\n\| (.*) \| \*\*Leaves\*\*: 5,000 \| {2}\|\n/.exec(markdown) ?? [];
  const named = line.split("`").filter((part) => part.startsWith("delete-")).length;
  const left = 5000 - named;
  expect(
    line.endsWith(
      ` and ${left.toLocaleString("en")} more; the whole list is in the JSON and text forms of this review.`,
    ),
  ).toBe(true);
  // One more name, of 53 bytes with what is around it, would not fit.
  expect(bytes(markdown)).toBeGreaterThan(room - 54);
  expect(named).toBeGreaterThan(4000);
});

test("a name of many bytes counts its bytes", () => {
  const wide = "\u{1F600}".repeat(60);
  const list = Array.from({ length: 1200 }, (_, index) => ({
    address: `aws_iam_user.u${index}`,
    mode: "managed",
    type: "aws_iam_user",
    name: `u${index}`,
    change: { actions: ["delete"], before: { name: `${wide}${index}` }, after: null },
  }));
  const markdown = renderMarkdown(reviewPlan(planOf({ format_version: "1.2", resource_changes: list }), { now }));
  expect(bytes(markdown)).toBeLessThanOrEqual(room);
  expect(bytes(markdown)).toBeGreaterThan(room - 300);
  expect(markdown.length).toBeLessThan(room / 1.9);
});

test("the budget goes to what stands first, and everything is there in some form", () => {
  const blocks = ["a", "b", "c"].map((letter) => ({ renditions: [letter.repeat(50), letter.repeat(20), letter] }));
  expect(withinBudget(blocks, 200)).toBe(`${"a".repeat(50)}\n\n${"b".repeat(50)}\n\n${"c".repeat(50)}\n`);
  expect(withinBudget(blocks, 90)).toBe(`${"a".repeat(50)}\n\n${"b".repeat(20)}\n\nc\n`);
  expect(withinBudget(blocks, 5)).toBe("a\n\nb\n\nc\n");
});

test("lists fill what whole renditions leave, each says how many more, and none is cut to nothing", () => {
  const items = (letter: string) => Array.from({ length: 9 }, () => letter.repeat(4));
  const block = (letter: string) => ({
    renditions: [`${letter}: ${items(letter).join(" ")}.`, letter],
    list: {
      head: `${letter}: `,
      items: items(letter),
      separator: " ",
      more: (left: number) => ` and ${left} more`,
      foot: ".",
    },
  });
  const blocks = [block("a"), block("b")];
  const whole = "b: bbbb bbbb bbbb bbbb bbbb bbbb bbbb bbbb bbbb.";
  expect(withinBudget(blocks, 200)).toBe(`${whole.replaceAll("b", "a")}\n\n${whole}\n`);
  expect(withinBudget(blocks, 80)).toBe(`${whole.replaceAll("b", "a")}\n\nb: bbbb bbbb and 7 more.\n`);
  expect(withinBudget(blocks, 40)).toBe("a: aaaa aaaa aaaa aaaa and 5 more.\n\nb\n");
  expect(withinBudget(blocks, 16)).toBe("a\n\nb\n");
  const [first, second] = blocks;
  if (first === undefined || second === undefined) throw new Error("two blocks");
  expect(withinBudget([first, { ...second, whole: true }], 60)).toBe(`a\n\n${whole}\n`);
});
