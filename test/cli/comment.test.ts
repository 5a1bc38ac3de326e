import { readFileSync } from "node:fs";
import { join } from "node:path";
import { UsageError } from "../../src/cli/command";
import { comment } from "../../src/cli/commands/comment";
import type { Review } from "../../src/review/model/review";
import { renderJson } from "../../src/review/render/json";
import { commentBudget } from "../../src/rules/formats/markdown";
import { reviewOf } from "../review/fixture";
import { runCommand } from "../terminal";
import { testdir } from "../testdir";

const account = async (story: string, stack: string, accountId: string): Promise<Review> => {
  const review = await reviewOf(story);
  return { ...review, plan: { ...review.plan, stack, account: accountId } };
};

async function commented(reviews: Readonly<Record<string, Review | string>>, ...words: string[]) {
  const texts = Object.entries(reviews).map(([name, review]) => [
    name,
    typeof review === "string" ? review : renderJson(review),
  ]);
  const cwd = testdir(Object.fromEntries(texts));
  const ran = await runCommand(comment, { cwd, env: {}, today: new Date() }, [...Object.keys(reviews), ...words]);
  return { ...ran, cwd };
}

test("one comment, one gate, a line for each account; closed ones come first", async () => {
  const dev = await account("joins", "dev", "111122223333");
  const prod = await account("removal-without-soak", "prod", "444455556666");
  const { code, out } = await commented({ "dev.json": dev, "prod.json": prod }, "--format", "markdown");
  expect(code).toBe(3);
  expect(out.split("\n").slice(0, 7)).toEqual([
    "<!-- iam-roster comment -->",
    "## ⛔ iam-roster: 2 accounts, 1 gate is closed",
    "",
    "- ⛔ stack `prod`, account `444455556666`: the gate is closed",
    "- ✅ stack `dev`, account `111122223333`: the gate is open",
    "",
    "### ⛔ stack `prod`, account `444455556666`: the gate is closed",
  ]);
  expect(out.indexOf("### ✅ stack `dev`")).toBeGreaterThan(out.indexOf("removal-without-soak"));
  expect(out.match(/<!--/g)).toHaveLength(1);
});

test("is open where each is open", async () => {
  const [dev, prod] = [
    await account("joins", "dev", "111122223333"),
    await account("unchanged", "prod", "444455556666"),
  ];
  const { code, out, cwd } = await commented(
    { "dev.json": dev, "prod.json": prod },
    "--format",
    "text,markdown=all.md,json=all.json",
  );
  expect([code, out.split("\n").slice(0, 3)]).toEqual([0, ["2 accounts, each gate is open", "", "== dev"]]);
  expect(readFileSync(join(cwd, "all.md"), "utf8")).toContain("\n## ✅ iam-roster: 2 accounts, each gate is open\n");
  expect(JSON.parse(readFileSync(join(cwd, "all.json"), "utf8"))).toEqual({
    schemaVersion: 1,
    gate: { open: true },
    reviews: JSON.parse(JSON.stringify([dev, prod])),
  });
});

test("many accounts stay within a comment, and each keeps its line", async () => {
  const big = await account("too-many-removals", "dev", "111122223333");
  const reviews = Array.from({ length: 40 }, (_, index): [string, Review] => {
    const more = { ...big.plan, stack: `dev-${index}` };
    return [`${index}.json`, { ...big, plan: more, people: big.people.flatMap((each) => Array(30).fill(each)) }];
  });
  const { out } = await commented(Object.fromEntries(reviews), "--format", "markdown");
  expect(Buffer.byteLength(out)).toBeLessThanOrEqual(commentBudget);
  for (const [, { plan }] of reviews) expect(out).toContain(`- ⛔ stack \`${plan.stack}\``);
});

const refused = async (reviews: Readonly<Record<string, Review | string>>) => {
  const error = await commented(reviews).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(UsageError);
  return (error as UsageError).message;
};

test("fails when one is missing, is no review, or says of its gate what cannot be", async () => {
  const dev = await account("joins", "dev", "111122223333");
  const no = "prod.json is no review of this version; make one with: roster review PLAN.json --format json=FILE";
  for (const text of ["{}", "[]", "null", '{ "schemaVersion": 1, "gate": { "open": true } }'])
    expect(await refused({ "dev.json": dev, "prod.json": text })).toBe(no);
  expect(await refused({ "prod.json": { ...dev, gate: { ...dev.gate, closedBy: ["renamed"] } } })).toBe(no);
  expect(await refused({ "prod.json": { ...dev, gate: { ...dev.gate, open: false } } })).toBe(no);
  expect(await refused({ "prod.json": { ...dev, gate: { ...dev.gate, open: false, closedBy: ["](x)"] } } })).toBe(no);
  expect(await refused({ "prod.json": { ...dev, people: [{}] } as never })).toBe(no);
  expect(await refused({ "prod.json": "{" })).toBe("prod.json is not JSON");
  const cwd = testdir({});
  await expect(runCommand(comment, { cwd, env: {}, today: new Date() }, ["dev.json"])).rejects.toThrow(
    "dev.json: no such file",
  );
});

test("fails when two are about the same stack", async () => {
  const dev = await account("joins", "dev", "111122223333");
  expect(await refused({ "one.json": dev, "two.json": dev })).toBe(
    "one.json and two.json are about the same stack, dev: give one review of each account",
  );
});
