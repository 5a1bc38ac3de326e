import { judgedBy, retag } from "./edited";
import { alice, because, bob, bot, emergency, roster, suspendedBob } from "./rosters";

const rule = "justification-unsound";
const stolen = "His laptop was stolen, he must be gone today";

/** What is said of the removal of bob, and whether it accepts that he leaves without a soak. */
async function removal(approvedBy: string, why = stolen, expires = "2027-06-30") {
  const after = roster([alice], { more: `removals:\n  bob: ${because(why, expires, approvedBy)}\n` });
  const edits = { after };
  return [
    ...(await judgedBy(rule, "removal-without-soak-justified", edits)),
    ...(await judgedBy("removal-without-soak", "removal-without-soak-justified", edits)),
  ];
}

const open = "users.yaml:12 error: bob leaves and was never suspended";

test("fails when the leaver, or the owner, approves the removal: it accepts nothing", async () => {
  const by = (approver: string, as: string) => [
    `users.yaml:12 error: removal of bob: ${approver} is ${as} and cannot approve it`,
    open,
  ];
  expect(await removal("bob@example.com")).toEqual(by("bob@example.com", "the owner"));
  expect(await removal("Bob+aws@EXAMPLE.com")).toEqual(by("Bob+aws@EXAMPLE.com", "the owner"));
  expect(await removal("Bob <bob@example.com>")).toEqual(by("Bob <bob@example.com>", "the owner"));
  expect(await removal("bob@elsewhere.example")).toEqual(by("bob@elsewhere.example", "the leaver"));
  expect(await removal("bob")).toEqual(by("bob", "the owner"));
});

test("fails when it gives no reason, or is valid for more than a year", async () => {
  expect(await removal("secops@example.com", "this is needed because it is required")).toEqual([
    'users.yaml:12 error: removal of bob: the justification gives no reason ("this is needed because it is required")',
    open,
  ]);
  expect(await removal("secops@example.com", "stolen")).toEqual([
    "users.yaml:12 error: removal of bob: the justification has 6 characters; at least 20 are required",
    open,
  ]);
  expect(await removal("secops@example.com", stolen, "2027-11-22")).toEqual([
    "users.yaml:12 error: removal of bob: 2027-11-22 is more than a year ahead",
    open,
  ]);
});

test("does not report somebody else, a reason, and a date within a year", async () => {
  const accepted = ["users.yaml:12 justified: bob leaves and was never suspended"];
  expect(await removal("secops@example.com")).toEqual(accepted);
  expect(await removal("bobby@example.com")).toEqual(accepted);
  expect(await removal("alice+bob@example.com")).toEqual(accepted);
  expect(await removal("secops@example.com", stolen, "2027-11-21")).toEqual(accepted);
});

test("fails when the user approves its own flag, also as an owner that the change replaces", async () => {
  const flagged = (approver: string, owner = "alice@example.com") =>
    `${alice.replace("owner: alice@example.com", `owner: ${owner}`)}
    policies: { managed: [arn:aws:iam::aws:policy/AdministratorAccess] }
    directPolicies: ${because("She is on call for the whole account")}
    administratorAccess: ${because("She is on call for the whole account", "2027-06-30", approver)}`;
  const grant = (approver: string, owner?: string) =>
    judgedBy("administrator-granted", "administrator-granted-justified", {
      after: [flagged(approver, owner), bot],
      plan: (changes) => {
        if (owner !== undefined) retag(changes("aws_iam_user.alice"), { "roster:owner": owner });
      },
    });
  const through = "alice can newly become administrator, through full access (policy AdministratorAccess)";
  expect(await grant("secops@example.com")).toEqual([`users.yaml:12 justified: ${through}`]);
  expect(await grant("alice@example.com")).toEqual([`users.yaml:12 error: ${through}`]);
  expect(await grant("alice@example.com", "platform@example.com")).toEqual([`users.yaml:12 error: ${through}`]);
  const edits = { after: [flagged("alice@example.com", "platform@example.com"), bot] };
  expect(await judgedBy(rule, "administrator-granted-justified", edits)).toEqual([
    "users.yaml:20 error: administratorAccess of alice: alice@example.com is the owner and cannot approve it",
  ]);
});

test("does not report what is sound, nor a removal of somebody who stays", async () => {
  expect(await judgedBy(rule, "unchanged")).toEqual([]);
  const stays = roster([alice, bob, bot, emergency], {
    more: `removals:\n  bob: ${because("x", "2029-01-01", "bob")}\n`,
  });
  expect(await judgedBy(rule, "unchanged", { after: stays })).toEqual([]);
  expect(await judgedBy(rule, "leaves-after-soak", { before: [alice, suspendedBob("2026-10-01")] })).toEqual([]);
});
