import type { PlanDocument } from "../../src/plan/accept";
import { planOf } from "../../src/plan/read";
import { type ReviewOptions, reviewPlan } from "../../src/review/build";
import type { Review } from "../../src/review/model/review";
import { now, said } from "./fixture";
import { plan, type Written } from "./written-plan";

/** What real Terraform 1.11 cannot be made to write here: OpenTofu, other stacks' shapes, later versions. */

const review = (made: PlanDocument, options: ReviewOptions = {}) => reviewPlan(planOf(made), { now, ...options });
const who = ({ people }: Review) => people.map(({ name, change }) => `${name}: ${change}`);
const soaked = { "roster:suspended": "HR-1 since 2026-01-01" };

describe("OpenTofu", () => {
  const provider_name = "registry.opentofu.org/hashicorp/aws";

  test("is told by its registry; what only Terraform writes is not missed", () => {
    const { plan: facts, gate } = review(
      plan([{ type: "user", name: "alice", actions: ["create"], after: { name: "alice" }, more: { provider_name } }]),
    );
    expect([facts.engine, facts.version, gate.open, gate.changes]).toEqual(["OpenTofu", "1.12.0", true, true]);
  });

  test.each([[["forget"]], [["forget", "create"]]])("%j lets the access survive", (actions) => {
    const before = { name: "bob", tags: soaked };
    const after = actions.length > 1 ? { name: "bob" } : null;
    const reason = "forgot_because_lifecycle_destroy_in_config";
    const more = { provider_name, action_reason: reason };
    const made = review(plan([{ type: "user", name: "bob", actions, before, after, more }]));
    expect(said(made)).toContain(
      "error leaver-forgotten: bob is no longer managed by Terraform and stays in the account with its access",
    );
    expect(made.gate.exitCode).toBe(3);
  });
});

test("Terraform's [create,forget] of an access key leaves a key behind", () => {
  const key = { user: "bot", id: "AKIAABCDEFGHIJKLMNOP", status: "Active" };
  const made = review(
    plan([
      { type: "user", name: "bot", actions: ["no-op"], before: { name: "bot" }, after: { name: "bot" } },
      {
        type: "access_key",
        name: "bot--a",
        actions: ["create", "forget"],
        before: key,
        after: { ...key, pgp_key: "x" },
      },
    ]),
  );
  expect(said(made).slice(0, 1)).toEqual([
    "error leaver-forgotten: access key a …MNOP of bot is no longer managed by Terraform and stays usable",
  ]);
});

test("an action that is not known is counted and named", () => {
  const made = review(plan([{ type: "role", name: "ci", actions: ["transmogrify"] }]));
  expect(made.others).toEqual([{ address: "aws_iam_role.ci", type: "aws_iam_role", action: "unknown" }]);
});

test("what belongs to a user of a for_each, of a module, or of no stack finds its person", () => {
  const each = (type: string, index: string, after: object) => ({
    type,
    name: "this",
    actions: ["create"],
    after,
    more: { address: `module.people.aws_iam_${type}.this["${index}"]`, module_address: "module.people", index },
  });
  const made = review(
    plan([
      each("user", "jane.doe", { name: "jane.doe" }),
      each("access_key", "jane.doe", { user: "jane.doe", status: "Active", pgp_key: "x" }),
      each("user", "joe", { name: "joe" }),
      each("virtual_mfa_device", "joe", { virtual_mfa_device_name: "joe-phone" }),
      {
        type: "user_policy_attachment",
        name: "x",
        actions: ["create"],
        after: { user: "stranger", policy_arn: "arn:aws:iam::aws:policy/ReadOnlyAccess" },
      },
    ]),
  );
  expect(made.people.map(({ key, name, change, credentials }) => [key, name, change, credentials.length])).toEqual([
    ["jane.doe", "jane.doe", "joins", 1],
    ["joe", "joe", "joins", 1],
    ["stranger", "stranger", "changes", 0],
  ]);
});

test("a user that is known after the apply only is found by what the configuration refers to", () => {
  const made = review(
    plan(
      [
        { type: "user", name: "jane_u2e_doe", actions: ["create"], after: { name: "jane.doe" } },
        {
          type: "access_key",
          name: "main",
          actions: ["create"],
          after: { status: "Active", pgp_key: "x" },
          change: { after_unknown: { user: true } },
        },
        {
          type: "policy",
          name: "all",
          actions: ["create"],
          after: { name: "all", policy: '{"Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}' },
        },
        {
          type: "user_policy_attachment",
          name: "jane",
          actions: ["create"],
          after: { user: "jane.doe" },
          change: { after_unknown: { policy_arn: true } },
        },
      ],
      {
        configuration: {
          root_module: {
            resources: [
              {
                address: "aws_iam_access_key.main",
                expressions: { user: { references: ["aws_iam_user.jane_u2e_doe.id", "aws_iam_user.jane_u2e_doe"] } },
              },
              {
                address: "aws_iam_user_policy_attachment.jane",
                expressions: { policy_arn: { references: ["aws_iam_policy.all.arn", "aws_iam_policy.all"] } },
              },
            ],
          },
        },
      },
    ),
  );
  expect(made.people.map(({ key, credentials, policies }) => [key, credentials.length, policies.added])).toEqual([
    ["jane.doe", 1, ["all"]],
  ]);
  expect(said(made)).toEqual([
    "error administrator-granted: jane.doe can newly become administrator, through full access (policy all)",
  ]);
});

test("a moved address is a change of the state, and of nobody's access", () => {
  const user = { name: "alice" };
  const made = review(
    plan([
      {
        type: "user",
        name: "alice",
        actions: ["no-op"],
        before: user,
        after: user,
        more: { previous_address: "aws_iam_user.al" },
      },
    ]),
  );
  expect([who(made), made.summary.resources.move, made.people[0]?.movedFrom]).toEqual([
    ["alice: changes"],
    1,
    "aws_iam_user.al",
  ]);
});

test.each([
  [{ complete: false }, "the plan is incomplete, as with -target: another one must follow"],
  [{ errored: true }, "planning ended with an error: the plan has only what came before it"],
  [{ applyable: false }, "Terraform says that this plan cannot be applied"],
  [{ deferred_changes: [{}] }, "1 change is deferred to a later plan"],
])("a plan with %j closes the gate", (more, message) => {
  const made = review(plan([{ type: "user", name: "alice", actions: ["create"], after: { name: "alice" } }], more));
  expect(said(made)).toEqual([`error plan-incomplete: ${message}`]);
});

test("a plan without changes is not applyable, and that is fine", () => {
  const made = review(plan([], { applyable: false }));
  expect([made.gate.exitCode, made.gate.changes, said(made)]).toEqual([0, false, []]);
});

test("a plan of yesterday closes the gate", () => {
  const made = review(plan([], { timestamp: "2026-11-20T11:00:00Z" }));
  expect(said(made)).toEqual(["error plan-outdated: the plan was made 25 hours ago, on 2026-11-20T11:00:00Z"]);
});

test("a plan of tomorrow closes the gate: it would never grow old", () => {
  const made = review(plan([], { timestamp: "2026-11-22T12:30:00Z" }));
  expect(said(made)).toEqual([
    "warning plan-outdated: the plan was made 25 hours from now, on 2026-11-22T12:30:00Z: a clock is wrong",
  ]);
  expect(said(review(plan([], { timestamp: "2026-11-21T12:50:00Z" })))).toEqual([]);
});

test("an MFA device that the provider says is deactivated, or that preflight found so, closes the gate", () => {
  const device = { virtual_mfa_device_name: "bob-phone", user_name: "bob" };
  const changes: Written[] = [
    { type: "user", name: "bob", actions: ["delete"], before: { name: "bob", tags: soaked } },
    { type: "virtual_mfa_device", name: "bob--phone", actions: ["delete"], before: device },
  ];
  const expected =
    "error mfa-deactivated: MFA device phone of bob was deactivated by hand: the apply says deleted, and the device stays";
  const drift = plan([
    {
      type: "virtual_mfa_device",
      name: "bob--phone",
      actions: ["update"],
      before: device,
      after: { ...device, user_name: null },
    },
  ]);
  expect(said(review(plan(changes, { resource_drift: drift.resource_changes })))).toContain(expected);
  const leftovers = [{ user: "bob", what: "MFA device bob-phone", deactivatedDevice: "bob-phone" }];
  expect(said(review(plan(changes), { leftovers }))).toEqual([expected]);
  expect(said(review(plan(changes)))).toEqual([]);
});

test("leftovers that preflight found block a leaver without force_destroy", () => {
  const leavers = [false, true].map((force_destroy): Written => {
    const name = `bob-${force_destroy}`;
    return { type: "user", name, actions: ["delete"], before: { name, force_destroy, tags: soaked } };
  });
  const leftovers = ["bob-false", "bob-true"].map((user) => ({ user, what: "access key …WXYZ" }));
  expect(said(review(plan(leavers), { leftovers }))).toEqual([
    "error leftovers-block: bob-false cannot be deleted while it holds access key …WXYZ",
  ]);
});

test("the identity that runs the plan is read from data.aws_caller_identity", () => {
  const arn = "arn:aws:iam::123456789012:user/people/bob";
  const prior_state = {
    values: { root_module: { resources: [{ mode: "data", type: "aws_caller_identity", values: { arn } }] } },
  };
  const made = review(
    plan([{ type: "user", name: "bob", actions: ["delete"], before: { name: "bob", tags: soaked } }], { prior_state }),
  );
  expect(said(made)).toEqual(["error runner-leaves: bob runs this plan and is removed by it"]);
});

test("secrets in clear of other resources are a warning that names the attribute alone", () => {
  const made = review(
    plan([
      {
        type: "x",
        name: "y",
        actions: ["create"],
        after: { nested: [{ password: "hunter2" }], certificate: `-----BEGIN RSA PRIVATE KEY-----${"x".repeat(80)}` },
      },
    ]),
  );
  expect(said(made)).toEqual([
    "warning change-not-understood: aws_iam_x.y is created, and what that means for people is not known here",
    "warning secret-in-clear: password, certificate of aws_iam_x.y are in plain text in the plan",
  ]);
});

test("an import says of a policy that it is imported with the user, and not that it changes", () => {
  const user = { name: "alice", path: "/" };
  const policy = { name: "push", user: "alice", policy: "{}" };
  const change = { importing: { id: "alice" } };
  const imported = [
    { type: "user", name: "alice", actions: ["no-op"], before: user, after: user, change },
    { type: "user_policy", name: "alice--push", actions: ["no-op"], before: policy, after: policy, change },
  ];
  const updated = { ...policy, policy: "{ }" };
  const { people } = review(
    plan([
      ...imported,
      { type: "user_policy", name: "alice--pull", actions: ["update"], before: policy, after: updated },
    ]),
  );
  expect(people.map((one) => [one.change, one.inlinePolicies.map(({ change: said }) => said)])).toEqual([
    ["imported", ["kept", "changed"]],
  ]);
});

describe("a name and a tag that change together", () => {
  const owner = (email: string) => ({ "roster:owner": email });
  const moved = (before: object, after: object, change: object = {}) =>
    plan([
      {
        type: "user",
        name: "alice",
        actions: ["update"],
        before: { name: "alice", ...before },
        after: { name: "alicia", ...after },
        change,
      },
    ]);
  const tags = (email: string) => ({ tags: owner(email), tags_all: owner(email) });
  const found = (made: PlanDocument, options?: ReviewOptions) =>
    review(made, options)
      .dangers.filter(({ id }) => id === "rename-with-tags")
      .map(({ severity, message }) => `${severity}: ${message}`);
  const both = moved(tags("alice@example.com"), tags("alicia@example.com"));
  const closed = ["error: alice is renamed to alicia while its tags change: owner"];
  const constrained = (version_constraint: string) => ({
    ...both,
    configuration: { provider_config: { aws: { name: "aws", version_constraint } } },
  });

  test("closes the gate, whatever of users.yaml is in the tag", () => {
    expect(found(both)).toEqual(closed);
    expect(review(both).gate.exitCode).toBe(3);
    expect(found(constrained(">= 5.80.0, < 7.0.0"))).toEqual(closed);
    expect(found(both, { provider: "6.26.0" })).toEqual(closed);
  });

  test("closes the gate for a tag that all users get, and for one that nobody knows yet", () => {
    const all = (value: string) => ({ tags: {}, tags_all: { CostCenter: value } });
    expect(found(moved(all("1"), all("2")))).toEqual([
      "error: alice is renamed to alicia while its tags change: CostCenter",
    ]);
    const unknown = { after_unknown: { tags: { Key: true }, tags_all: true } };
    expect(found(moved(tags("a@example.com"), { tags: owner("a@example.com") }, unknown))).toEqual([
      "error: alice is renamed to alicia while its tags change: one that is known after the apply only",
    ]);
  });

  test("is no danger with a provider that is known to be 6.27 or newer", () => {
    expect(found(both, { provider: "6.27.0" })).toEqual([]);
    expect(found(constrained("~> 6.27"))).toEqual([]);
    expect(found(moved(tags("a@x"), tags("b@x"), { after_identity: { name: "alicia" } }))).toEqual([]);
  });

  test("is no danger when only the name changes, or only tags", () => {
    expect(found(moved(tags("a@x"), tags("a@x")))).toEqual([]);
    expect(found(moved({ ...tags("a@x"), name: "alicia" }, tags("b@x")))).toEqual([]);
  });
});

test("a membership that was changed by hand is told where the refresh shows it", () => {
  const membership = (before: readonly string[], after: readonly string[]) =>
    plan([], {
      resource_drift: [
        {
          address: "aws_iam_user_group_membership.alice",
          mode: "managed",
          type: "aws_iam_user_group_membership",
          name: "alice",
          change: {
            actions: ["update"],
            before: { user: "alice", groups: before },
            after: { user: "alice", groups: after },
          },
        },
      ],
    });
  const what = (made: PlanDocument) => review(made).drift.map(({ what: said, expected }) => `${said} ${expected}`);
  expect(what(membership(["staff", "ops"], ["staff"]))).toEqual(["groups ops removed false"]);
  expect(what(membership(["staff"], ["admins", "staff"]))).toEqual(["groups admins added false"]);
  expect(what(membership(["staff"], ["staff"]))).toEqual([]);
});

test("an inline policy that no resource is, and that its user may not have any more, is removed", () => {
  const list = (...policy_names: string[]) => ({ user_name: "alice", policy_names });
  const exclusive = { type: "user_policies_exclusive", name: "alice" };
  const inlineOf = (before: object, after: object, more: readonly Written[] = []) => {
    const user = {
      type: "user",
      name: "alice",
      actions: ["no-op"],
      before: { name: "alice" },
      after: { name: "alice" },
    };
    const { people } = review(plan([user, { ...exclusive, actions: ["update"], before, after }, ...more]));
    return people.flatMap(({ inlinePolicies }) => inlinePolicies.map(({ name, change }) => `${name} ${change}`));
  };
  expect(inlineOf(list("old", "push"), list("push"))).toEqual(["old removed"]);
  expect(inlineOf(list("push"), list("push", "old"))).toEqual([]);
  const policy = { name: "push", user: "alice", policy: "{}" };
  const deleted = { type: "user_policy", name: "alice--push", actions: ["delete"], before: policy };
  expect(inlineOf(list("push"), list(), [deleted])).toEqual(["push removed"]);
});
