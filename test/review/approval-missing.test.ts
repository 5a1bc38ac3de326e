import { judgedBy } from "./edited";
import { alice, because, bob, roster } from "./rosters";

const rule = "approval-missing";
const why = "She is on call for the whole account";

const flagged = (justification: string) => `${alice}
    policies: { managed: [arn:aws:iam::aws:policy/AdministratorAccess] }
    administratorAccess: ${justification}`;
/** Always a line, so that the line of the flag stays. */
const known = (approvers: string) => ({ more: `approvers: ${approvers}\n` });
const nobody = known("{}");

const secops = "secops@example.com";
const map = known(`{ octocat: ${secops}, Hubot: bot-owner@example.com }`);

/** Somebody gets a flag that secops is said to have approved. */
function granted(
  approvers: readonly string[] | undefined,
  parts: { before?: object; after?: object; by?: string } = {},
) {
  const { before = map, after = map, by = secops } = parts;
  return judgedBy(rule, "unchanged", {
    before: roster([alice, bob], before),
    after: roster([flagged(because(why, "2027-06-30", by)), bob], after),
    ...(approvers === undefined ? {} : { options: { approvers } }),
  });
}

const missing = [`users.yaml:20 error: administratorAccess of alice: ${secops} has not approved this change`];
const owned = (name: string) => [
  `users.yaml:20 error: administratorAccess of alice: ${name} is the owner and cannot approve it`,
];

test("fails when whoever is named has not approved", async () => {
  expect(await granted([])).toEqual(missing);
  expect(await granted(["hubot", "mallory"])).toEqual(missing);
});

test("does not report it once the person has, by login or by address", async () => {
  expect(await granted(["octocat"])).toEqual([]);
  expect(await granted(["mallory", "@OctoCat"])).toEqual([]);
  expect(await granted([secops], { before: nobody, after: nobody })).toEqual([]);
  expect(await granted(["octocat"], { by: '"@octocat"', before: nobody, after: nobody })).toEqual([]);
  expect(await granted(["octocat"], { by: "Olga <SecOps@Example.com>" })).toEqual([]);
});

test("fails when a login only resembles the name: nothing is guessed", async () => {
  expect(await granted(["secops"])).toEqual(missing);
  expect(await granted(["secops+mallory@example.com"])).toEqual(missing);
  expect(await granted(["secops@elsewhere.example"])).toEqual(missing);
});

test("fails when the change itself says whose login it is", async () => {
  expect(await granted(["mallory"], { before: nobody, after: known(`{ mallory: ${secops} }`) })).toEqual(missing);
  expect(await granted(["mallory"], { after: known(`{ mallory: ${secops} }`) })).toEqual(missing);
});

test("fails when the approver is the owner under another name, on either side", async () => {
  const owner = known("{ octocat: alice@example.com }");
  expect(await granted(["octocat"], { by: '"@octocat"', before: owner, after: nobody })).toEqual(
    owned("alice@example.com"),
  );
  expect(await granted(["octocat"], { by: '"@octocat"', before: nobody, after: owner })).toEqual(
    owned("alice@example.com"),
  );
});

test("does not report the same approver where somebody else with that name has approved too", async () => {
  const both = known(`{ alice: ${secops}, octocat: ${secops} }`);
  expect(await granted(["alice"], { before: both })).toEqual(owned("alice"));
  expect(await granted(["alice", "octocat"], { before: both })).toEqual([]);
});

test("does not report what was accepted before, and reports it when it says something else", async () => {
  const sides = (before: string, after: string) =>
    judgedBy(rule, "unchanged", {
      before: roster([flagged(before), bob], map),
      after: roster([flagged(after), bob], map),
      options: { approvers: [] },
    });
  expect(await sides(because(why), because(why))).toEqual([]);
  expect(await sides(because(why), because(why, "2027-07-31"))).toEqual(missing);
  expect(await sides(because(why, "2027-06-30", "ciso@example.com"), because(why))).toEqual(missing);
  expect(await sides(because(why), because(`${why}, nights too`))).toEqual(missing);
});

test("without the roster before the change every justification is a new one", async () => {
  const after = [flagged(because(why)), bob];
  expect(await judgedBy(rule, "unchanged", { before: null, after, options: { approvers: [] } })).toHaveLength(2);
});

test("a removal needs it as a flag does", async () => {
  const after = roster([alice], {
    more: `removals:\n  bob: ${because("His laptop was stolen, he must be gone today")}\n`,
  });
  const judged = (approvers: string[]) =>
    judgedBy(rule, "removal-without-soak-justified", { after, options: { approvers } });
  expect(await judged([])).toEqual([`users.yaml:12 error: removal of bob: ${secops} has not approved this change`]);
  expect(await judged([secops])).toEqual([]);
});

test("nobody asked, nothing is reported", async () => {
  expect(await granted(undefined)).toEqual([]);
});
