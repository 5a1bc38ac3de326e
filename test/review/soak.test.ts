import { judgedBy, retag } from "./edited";
import { alice, bob, suspendedBob } from "./rosters";

const rule = "removal-without-soak";
const story = "leaves-after-soak";
const tag = (since: string) => ({ "roster:suspended": `HR-77 since ${since}` });

// biome-ignore lint/suspicious/noExplicitAny: a plan's JSON, in the hands of a test
type Json = any;

/** The state had one tag and the account has another: what a refresh finds. */
function drifted(document: Json, inState: string | undefined, inAccount: string | undefined): void {
  const entry = document.resource_changes.find(({ address }: Json) => address === "aws_iam_user.bob");
  const side = (since: string | undefined) => {
    const values = structuredClone(entry.change.before);
    for (const name of ["tags", "tags_all"]) {
      delete values[name]["roster:suspended"];
      if (since !== undefined) Object.assign(values[name], tag(since));
    }
    return values;
  };
  entry.change.before = side(inAccount);
  const change = { actions: ["update"], before: side(inState), after: side(inAccount) };
  document.resource_drift = [...(document.resource_drift ?? []), { ...entry, change }];
}

const said = (what: string) => [`before.yaml:18 error: bob leaves and ${what}`];
const judged = (plan: (changes: (address: string) => Json, document: Json) => void, today?: string) =>
  judgedBy(rule, story, { plan, options: today === undefined ? {} : { now: new Date(`${today}T12:00:00Z`) } });

test("a date in users.yaml does not count, whatever it is: only the tag that was applied does", async () => {
  const sides = { before: [alice, suspendedBob("2020-01-01")], after: [alice] };
  expect(await judgedBy(rule, "removal-during-soak", sides)).toEqual(said("is suspended for 5 of 14 days"));
  const late = { before: [alice, suspendedBob("2026-11-20")], after: [alice] };
  expect(await judgedBy(rule, story, late)).toEqual([]);
});

test("fails when the tag was set by hand: the state never knew it", async () => {
  expect(await judged((_, document) => drifted(document, undefined, "2026-10-01"))).toEqual(
    said("was never suspended by an apply: its tag was set outside Terraform"),
  );
});

test("fails when the tag was taken away by hand", async () => {
  expect(await judged((_, document) => drifted(document, "2026-10-01", undefined))).toEqual(
    said("is no longer suspended: its tag was removed outside Terraform"),
  );
});

test("of two dates the later one counts", async () => {
  const twelve = said("is suspended for 12 of 14 days");
  expect(await judged((_, document) => drifted(document, "2026-11-09", "2026-10-01"))).toEqual(twelve);
  expect(await judged((_, document) => drifted(document, "2026-10-01", "2026-11-09"))).toEqual(twelve);
  expect(await judged((_, document) => drifted(document, "2026-10-01", "2026-10-02"))).toEqual([]);
});

test("fails when something of a suspended user works: somebody made it active again, or it was only tagged", async () => {
  const active = (changes: (address: string) => Json) => {
    changes("aws_iam_access_key.bob--laptop").before.status = "Active";
  };
  expect(await judged(active)).toEqual(said("is suspended by its tag alone: access key laptop …0001 works"));
});

test("does not report who was suspended for as long as is asked, by an apply", async () => {
  expect(await judged(() => undefined)).toEqual([]);
});

test("a suspension that is written with a date long ago, or moved back, is told; one of last week is not", async () => {
  const suspend = (since: string, before?: string) =>
    judgedBy("suspension-backdated", "suspended", {
      before: before === undefined ? [bob] : [suspendedBob(before)],
      after: [suspendedBob(since)],
      plan: (changes) => {
        const user = changes("aws_iam_user.bob");
        retag(user, tag(since));
        if (before !== undefined)
          for (const name of ["tags", "tags_all"]) Object.assign(user.before[name], tag(before));
      },
    });
  expect(await suspend("2026-11-13")).toEqual([
    "users.yaml:20 error: bob is suspended by this plan, and since says 2026-11-13: 8 days before it",
  ]);
  expect(await suspend("2026-11-14")).toEqual([]);
  expect(await suspend("2026-11-21")).toEqual([]);
  expect(await suspend("2026-11-25")).toEqual([]);
  expect(await suspend("2026-10-01", "2026-11-20")).toEqual([
    "users.yaml:20 error: the suspension of bob is moved back from 2026-11-20 to 2026-10-01",
  ]);
  expect(await suspend("2026-11-21", "2026-11-20")).toEqual([]);
  expect(await suspend("2026-10-01", "2026-10-01")).toEqual([]);
});
