import type { AdoptionPlan } from "../../src/cli/adopt/adopt";
import type { Outcome } from "../../src/cli/adopt/outcome";
import { adoptFormats, leftLines } from "../../src/cli/adopt/report";

const jane = {
  ...{ key: "jane", name: "jane", known: false, patch: { owner: "unknown" }, amended: [], comments: {} },
  ...{ imports: [], unknownSecrets: ["aws_iam_access_key.jane--a"], parts: [], left: [] },
};

const managedBy = (of: string) => ({ kind: "tag", name: "ManagedBy", of, reason: 'it is "terraform"' });

const plan: AdoptionPlan = {
  ...{ users: [jane], groups: [], policies: [], imports: [], leavers: [], leaving: ["ana"], referred: [], parts: [] },
  left: [
    managedBy("jane"),
    { kind: "tag", name: "Stage\u202e", of: "jane", reason: "a roster refuses it" },
    managedBy("bob"),
    { kind: "group", name: "empty", reason: "it has no members" },
    { kind: "group", name: "void", reason: "it has no members" },
  ],
  remarks: [{ kind: "MFA device", name: "boss-phone", of: "jane", remark: "it is called like a device of boss" }],
  managedPoliciesPerUser: 12,
};

const proof = { imported: 4, missing: [], wrong: [], pending: [] };
const flags = new Map([["jane", new Map([["longLivedKeys" as const, "jane holds an access key"]])]]);

test("text: what is the same of several users is told once, with all their names", () => {
  expect(leftLines(plan.left)).toEqual([
    'left: tag ManagedBy of jane, bob: it is "terraform"',
    "left: tag Stage\\u{202e} of jane: a roster refuses it",
    "left: group empty: it has no members",
    "left: group void: it has no members",
  ]);
  const outcome: Outcome = { result: "adopted", plan, proof, flags, written: ["users.yaml", "users.imports.json"] };
  expect(adoptFormats.text(outcome)).toBe(`1 user adopted, 4 imports: a real plan changes nothing else.
leaving with an earlier apply, and still there: ana
Written: users.yaml, users.imports.json
left: tag ManagedBy of jane, bob: it is "terraform"
left: tag Stage\\u{202e} of jane: a roster refuses it
left: group empty: it has no members
left: group void: it has no members
note: MFA device boss-phone of jane: it is called like a device of boss
note: guards.managedPoliciesPerUser is 12: somebody has as many, so AWS raised the account's quota
secret unknown, not in the state: aws_iam_access_key.jane--a
owner unknown: jane

Next:
  roster validate        1 user holds what needs a justification; its four lines are to be filled in
  roster deploy          imports, and changes nothing
  roster deploy          once more: it adds the roster's tags
`);
});

const said = {
  users: [{ key: "jane", name: "jane" }],
  ...{ groups: [], policies: [], leavers: [], stillThere: ["ana"], referredPolicies: [] },
  left: plan.left,
  remarks: plan.remarks,
  unknownSecrets: ["aws_iam_access_key.jane--a"],
  unknownOwners: ["jane"],
};

test.each<[Outcome, object]>([
  [
    { result: "adopted", plan, proof, flags, written: ["users.yaml"] },
    {
      ...{ result: "adopted", ...said, imports: 4, pending: [], written: ["users.yaml"] },
      justify: [{ user: "jane", flag: "longLivedKeys", why: "jane holds an access key" }],
    },
  ],
  [
    { result: "proved", plan, proof, flags: new Map(), texts: new Map([["users.yaml", "version: 1\n"]]) },
    { result: "proved", ...said, imports: 4, pending: [], justify: [], files: { "users.yaml": "version: 1\n" } },
  ],
  [
    { result: "nothing", plan },
    { result: "nothing", ...said },
  ],
  [
    { result: "refused", plan, why: "The plan would change", lines: ["aws_iam_user.jane: update (path)"] },
    {
      result: "refused",
      ...said,
      errors: [{ why: "The plan would change", lines: ["aws_iam_user.jane: update (path)"] }],
    },
  ],
])("json: one document, whatever the outcome: %#", (outcome, document) => {
  expect(JSON.parse(adoptFormats.json(outcome))).toEqual({ schemaVersion: 1, ...document });
});
