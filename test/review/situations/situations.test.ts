import { type Situation, topicsIn } from "../../../scripts/docs/situations";
import { readSide } from "../../../src/cli/roster-side";
import { planOf } from "../../../src/plan/read";
import { reviewPlan } from "../../../src/review/build";
import type { Review } from "../../../src/review/model/review";
import { accessLines } from "../../../src/review/render/access";
import { renderText } from "../../../src/review/render/text";
import { samplePgpKey } from "../../sample";
import { testdir } from "../../testdir";
import { now, said } from "../fixture";
import { otherPgpKey } from "../rosters";
import type { Json } from "./blocks";
import { planBetween } from "./plan-of";
import { stackOf } from "./stack-of";

const topics = topicsIn(__dirname);

describe.each(topics)("$title", ({ situations }) => {
  test.each(situations.map((situation) => [situation.what, situation] as const))("%s", async (_what, situation) => {
    const review = await reviewOf(situation);
    const { gate, by = [], says = [], shows = [] } = situation;
    const told = {
      gate: review.gate.open ? "open" : "closed",
      by: review.gate.closedBy,
      says: [...accessLines(review, (text) => text), ...said(review)],
    };
    expect(told).toEqual({ gate, by, says });
    const text = renderText(review);
    for (const line of shows) expect(text).toContain(line);
  });
});

test("there are at least 80 situations, and no two have the same name", () => {
  const names = topics.flatMap(({ situations }) => situations.map(({ what }) => what));
  expect(names.length).toBeGreaterThanOrEqual(80);
  expect(new Set(names).size).toBe(names.length);
  const open = topics.flatMap(({ situations }) => situations.filter(({ gate }) => gate === "open"));
  expect(open.length).toBeGreaterThanOrEqual(25);
});

async function reviewOf(situation: Situation): Promise<Review> {
  const { roster, terraform = {}, plan = {}, runner } = situation;
  const files = { "before.yaml": rosterOf(sideOf(roster, "before")), "users.yaml": rosterOf(sideOf(roster, "after")) };
  const cwd = testdir(files);
  const [before, after] = await Promise.all(
    Object.keys(files).map(async (file) => (await readSide(file, cwd, now)).side),
  );
  const stack = async (side: "before" | "after") => {
    const yaml = files[side === "before" ? "before.yaml" : "users.yaml"];
    return merged(merged(await stackOf(yaml, now), terraform.both), terraform[side]);
  };
  const document = merged(planBetween(await stack("before"), await stack("after"), situation), plan);
  if (before === undefined || after === undefined) throw new Error("no rosters");
  return reviewPlan(planOf(document), { before, after, now, ...(runner === undefined ? {} : { runner }) });
}

/** One side of a difference. */
function sideOf(roster: string, side: "before" | "after"): string {
  const left = side === "before" ? "+" : "-";
  const lines = roster.split("\n").filter((line) => !line.startsWith(left));
  return lines.map((line) => line.slice(1)).join("\n");
}

const keys = { "SECOPS-KEY": samplePgpKey, "OTHER-KEY": otherPgpKey };

/** A whole users.yaml: what a situation leaves out is the same in all of them. */
function rosterOf(part: string): string {
  const has = (key: string) => new RegExp(`^${key}:`, "m").test(part);
  const head = [
    "version: 1",
    ...(has("account") ? [] : ['account: { id: "123456789012", region: us-east-1 }']),
    ...(has("defaults") ? [] : ["defaults: { path: /people/, pgpKey: SECOPS-KEY }"]),
  ];
  const text = `${head.join("\n")}\n${part}`;
  return Object.entries(keys).reduce((written, [name, key]) => written.replaceAll(name, JSON.stringify(key)), text);
}

/** Objects are merged, lists and values replaced; `null` takes away. */
function merged(one: Json, other: Json): Json {
  if (other === undefined) return one;
  const isObject = (value: Json) => typeof value === "object" && value !== null && !Array.isArray(value);
  if (!isObject(one) || !isObject(other)) return other;
  const entries = [...new Set([...Object.keys(one), ...Object.keys(other)])]
    .filter((key) => other[key] !== null)
    .map((key) => [key, key in one ? merged(one[key], other[key]) : other[key]]);
  return Object.fromEntries(entries);
}
