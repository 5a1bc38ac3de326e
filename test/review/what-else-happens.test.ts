import { planOf } from "../../src/plan/read";
import { type ReviewOptions, reviewPlan } from "../../src/review/build";
import { reviewFormats } from "../../src/review/render/index";
import { now, said } from "./fixture";
import { plan, type Written } from "./written-plan";

/** What happens beside the changes of people: what is forgotten, run, changed by hand, imported, or not understood. */

const reviewOf = (changes: readonly Written[], more: object = {}, options: ReviewOptions = {}) =>
  reviewPlan(planOf(plan(changes, more)), { now, ...options });
const dangers = (...given: Parameters<typeof reviewOf>) => said(reviewOf(...given));
const everything = '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}';
const reading = '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:Get*","Resource":"*"}}';
const stays = (type: string, name: string, values: object): Written => ({
  ...{ type, name, actions: ["no-op"], before: values, after: values },
});
const alice = stays("user", "alice", { name: "alice" });
const devs = stays("group", "devs", { name: "devs" });

describe("IAM that is not understood", () => {
  const provider = { type: "outbound_web_identity_federation", name: "corp" };

  test("is a warning where it is created, changed, deleted or forgotten", () => {
    expect(dangers([{ ...provider, actions: ["create"], after: {} }])).toEqual([
      "warning change-not-understood: aws_iam_outbound_web_identity_federation.corp is created, and what that means for people is not known here",
    ]);
    expect(dangers([{ ...provider, actions: ["forget"], before: {} }])).toEqual([
      "warning change-not-understood: aws_iam_outbound_web_identity_federation.corp is no longer managed, and what that means for people is not known here",
    ]);
  });

  test("is no alarm where it only moves or is imported, nor what is of no person", () => {
    const moved = {
      ...stays("outbound_web_identity_federation", "corp", {}),
      more: { previous_address: "aws_iam_outbound_web_identity_federation.old" },
    };
    expect(dangers([moved])).toEqual([]);
    expect(
      dangers([{ ...stays("outbound_web_identity_federation", "corp", {}), change: { importing: { id: "x" } } }]),
    ).toEqual([]);
    expect(dangers([{ type: "instance_profile", name: "ci", actions: ["create"], after: {} }])).toEqual([]);
    const role = { name: "ci", assume_role_policy: '{"Statement":[]}' };
    expect(dangers([{ type: "role", name: "ci", actions: ["create"], after: role }])).toEqual([]);
  });

  test("fails for an action that is not known, on what gives access", () => {
    const review = reviewOf([{ type: "group", name: "devs", actions: ["transmogrify"], before: {}, after: {} }]);
    expect([review.gate.exitCode, ...said(review)]).toEqual([
      3,
      "error change-not-understood: what happens to aws_iam_group.devs is not known here: the plan has an action that this version does not know",
    ]);
  });
});

describe("what Terraform forgets", () => {
  test("is a warning of what gives people access", () => {
    const policy = { group: "devs", name: "in", policy: reading };
    expect(dangers([devs, { type: "group_policy", name: "devs--in", actions: ["forget"], before: policy }])).toEqual([
      "warning leaver-forgotten: aws_iam_group_policy.devs--in is no longer managed by Terraform: what it gives people stays, and no plan shows it any more",
    ]);
  });

  test("is no alarm where it is deleted", () => {
    const policy = { group: "devs", name: "in", policy: reading };
    expect(dangers([devs, { type: "group_policy", name: "devs--in", actions: ["delete"], before: policy }])).toEqual(
      [],
    );
  });
});

describe("what was changed by hand", () => {
  const drift = (type: string, before: object, after: object | null) => ({
    resource_drift: plan([{ type, name: "x", actions: [after === null ? "delete" : "update"], before, after }])
      .resource_changes,
  });

  test("is a warning of what gives people access, and closes a scheduled run", () => {
    const policy = { group: "devs", name: "in", policy: reading };
    const rewritten = drift("group_policy", policy, { ...policy, policy: everything });
    expect(dangers([devs], rewritten)).toEqual([
      "warning person-drift: inline policy in of group devs was rewritten, outside Terraform",
    ]);
    expect(reviewOf([devs], rewritten, { refuseDrift: true }).gate.exitCode).toBe(3);
    const members = { group: "devs", users: ["alice"] };
    expect(dangers([devs], drift("group_membership", members, { ...members, users: ["alice", "mallory"] }))).toEqual([
      "warning person-drift: members of group devs mallory added, outside Terraform",
    ]);
    const role = { name: "ci", assume_role_policy: reading };
    expect(dangers([], drift("role", role, { ...role, assume_role_policy: everything }))).toEqual([
      "warning person-drift: role ci: who may assume it was rewritten, outside Terraform",
    ]);
    expect(dangers([devs], drift("group_policy", policy, null))).toEqual([
      "warning person-drift: inline policy in of group devs was deleted, outside Terraform",
    ]);
  });

  test("is no alarm where AWS or the provider counts by itself", () => {
    const policy = { name: "deploy", policy: reading, attachment_count: 1 };
    expect(dangers([], drift("policy", policy, { ...policy, attachment_count: 2 }))).toEqual([]);
    const role = { name: "ci", managed_policy_arns: [] };
    expect(dangers([], drift("role", role, { ...role, managed_policy_arns: ["arn:x"] }))).toEqual([]);
  });
});

describe("an action that the apply runs", () => {
  const action = (type: string) => ({
    action_invocations: [
      {
        ...{ address: `action.${type}.notify`, type, name: "notify" },
        lifecycle_action_trigger: { triggering_resource_address: "aws_iam_user.alice" },
      },
    ],
  });

  test("closes the gate, since it may change access unseen; what only sends is a note", () => {
    expect(dangers([alice], action("aws_lambda_invoke"))).toEqual([
      "error action-runs: the apply runs action.aws_lambda_invoke.notify, triggered by aws_iam_user.alice",
    ]);
    expect(dangers([alice], action("aws_sns_publish"))).toEqual([
      "note action-runs: the apply runs action.aws_sns_publish.notify, triggered by aws_iam_user.alice",
    ]);
  });
});

test("a check that fails is told by its address alone", () => {
  const check = (status: string) => ({
    checks: [{ address: { kind: "check", to_display: "check.mfa" }, status, instances: [{ problems: ["CANARY"] }] }],
  });
  expect(dangers([alice], check("fail"))).toEqual(["warning check-failed: check.mfa fails"]);
  expect(dangers([alice], check("error"))).toEqual(["warning check-failed: check.mfa could not be asked"]);
  expect(["pass", "unknown"].flatMap((status) => dangers([alice], check(status)))).toEqual([]);
});

test("why something is replaced is told, of people and of the rest", () => {
  const tainted = { actions: ["delete", "create"], more: { action_reason: "replace_because_tainted" } };
  const user = { name: "alice" };
  const review = reviewOf([
    { type: "user", name: "alice", ...tainted, before: user, after: user },
    { type: "role", name: "ci", ...tainted, before: { name: "ci" }, after: { name: "ci" } },
  ]);
  expect(said(review)).toEqual(["error person-recreated: alice is replaced (tainted: its creation had failed)"]);
  expect(reviewFormats.text?.(review)).toContain("replace aws_iam_role.ci (tainted: its creation had failed)");
});

describe("an administrator", () => {
  const admin = { user: "alice", name: "all", policy: everything };
  const held = stays("user_policy", "alice--all", admin);
  const key = (before: string | null, after: string): Written => ({
    ...{ type: "access_key", name: "alice--a", actions: [before === null ? "create" : "update"] },
    before: before === null ? null : { user: "alice", status: before },
    after: { user: "alice", status: after, pgp_key: "x" },
  });
  const found = (changes: readonly Written[]) =>
    dangers(changes).filter((line) => line.includes("administrator-granted"));

  test("who is imported is told, and the gate stays open: nobody's access changes", () => {
    const importing = { change: { importing: { id: "x" } } };
    const review = reviewOf([
      { ...alice, ...importing },
      { ...held, ...importing },
    ]);
    expect([review.gate.open, ...said(review)]).toEqual([
      true,
      "warning administrator-granted: alice is imported, and can become administrator, through full access (inline policy all)",
    ]);
  });

  test("who gets the first key that works closes the gate, also one that was inactive", () => {
    const told = (what: string) =>
      `error administrator-granted: alice has no key or password in this stack that works, and gets ${what}; whoever has it can become administrator, through full access (inline policy all)`;
    expect(found([alice, held, key(null, "Active")])).toEqual([told("access key a")]);
    expect(found([alice, held, key("Inactive", "Active")])).toEqual([told("access key a")]);
  });

  test("is no alarm while nothing changes, while a key is rotated, or of who has no power", () => {
    expect(found([alice, held, key("Active", "Active")])).toEqual([]);
    const second = { ...key(null, "Active"), name: "alice--b" };
    expect(found([alice, held, key("Active", "Active"), second])).toEqual([]);
    expect(found([alice, key(null, "Active")])).toEqual([]);
    expect(found([alice, held, key("Active", "Inactive")])).toEqual([]);
  });
});
