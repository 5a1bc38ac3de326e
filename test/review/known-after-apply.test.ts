import { planOf } from "../../src/plan/read";
import { reviewPlan } from "../../src/review/build";
import { renderText } from "../../src/review/render/text";
import { now, said } from "./fixture";
import { plan, type Written } from "./written-plan";

/** Names, ARNs and documents that a plan knows after the apply only, as real Terraform writes them. */

const create = (type: string, name: string, after: object, unknown: object = {}, more: object = {}): Written => ({
  ...{ type, name, actions: ["create"], after, change: { after_unknown: unknown }, more },
});
const refersTo = (...references: readonly string[]) => ({ references });
const block = (address: string, expressions: object = {}) => ({ address, expressions });
const reviewOf = (changes: readonly Written[], root_module: object) =>
  reviewPlan(planOf(plan(changes, { configuration: { root_module } })), { now });
const everything = '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}';
const zoe = create("user", "zoe", { name: "zoe" });
const all = create("policy", "all", { name: "all", policy: everything }, { arn: true });
const admins = create("group", "admins", { name: "admins" });
const given = create("group_policy_attachment", "admins", {}, { group: true, policy_arn: true });
const blocks = {
  admins: block("aws_iam_group_policy_attachment.admins", {
    group: refersTo("aws_iam_group.admins.id", "aws_iam_group.admins"),
    policy_arn: refersTo("aws_iam_policy.all.arn", "aws_iam_policy.all"),
  }),
};
const through = "through full access (group admins, policy all)";

test("fails when a membership by .id makes an administrator, and tells that the list may name more", () => {
  const joins = create("user_group_membership", "zoe", { user: "zoe" }, { groups: true });
  const zoes = block("aws_iam_user_group_membership.zoe", {
    groups: refersTo("aws_iam_group.admins.id", "aws_iam_group.admins"),
  });
  const review = reviewOf([zoe, all, admins, given, joins], { resources: [blocks.admins, zoes] });
  expect(said(review)).toEqual([
    `error administrator-granted: zoe can newly become administrator, ${through}`,
    "error access-not-known: zoe newly gets access that is not known: groups that are known after the apply",
  ]);
  expect(review.people.map(({ groups }) => groups.added)).toEqual([["admins"]]);
});

test("fails when a list of members by .id does, whether the user is in the stack or not", () => {
  const members = create("group_membership", "admins", { name: "x" }, { group: true, users: true });
  const listed = block("aws_iam_group_membership.admins", {
    group: refersTo("aws_iam_group.admins.id", "aws_iam_group.admins"),
    users: refersTo("aws_iam_user.zoe.id", "aws_iam_user.zoe"),
  });
  expect(said(reviewOf([zoe, all, admins, given, members], { resources: [blocks.admins, listed] }))).toEqual([
    `error administrator-granted: zoe can newly become administrator, ${through}`,
    "error access-not-known: who gets what aws_iam_group_membership.admins gives is known after the apply only",
  ]);
  const stranger = create("group_membership", "admins", { group: "admins", users: ["mallory"] });
  expect(said(reviewOf([all, admins, given, stranger], { resources: [blocks.admins] }))).toEqual([
    `error administrator-granted: mallory can newly become administrator, ${through}`,
  ]);
});

test("an exclusive list that is known in part is read whole, through a module's variable too", () => {
  const list = ["arn:aws:iam::aws:policy/ReadOnlyAccess", null];
  const exclusive = create(
    "user_policy_attachments_exclusive",
    "zoe",
    { user_name: "zoe", policy_arns: list },
    { policy_arns: [false, true] },
    {
      address: "module.people.aws_iam_user_policy_attachments_exclusive.zoe",
      module_address: "module.people",
    },
  );
  const module_calls = {
    people: {
      expressions: { policy: refersTo("aws_iam_policy.all.arn", "aws_iam_policy.all") },
      module: {
        resources: [block("aws_iam_user_policy_attachments_exclusive.zoe", { policy_arns: refersTo("var.policy") })],
      },
    },
  };
  expect(said(reviewOf([zoe, all, exclusive], { module_calls }))).toEqual([
    "error administrator-granted: zoe can newly become administrator, through full access (policy all)",
  ]);
  const local = { people: { ...module_calls.people, expressions: { policy: refersTo("local.policy") } } };
  expect(said(reviewOf([zoe, exclusive], { module_calls: local }))).toEqual([
    "error access-not-known: zoe newly gets access that is not known: a policy that is known after the apply",
  ]);
});

/** An exclusive list that names its policy through the attachment, which names it by what is given. */
function throughAttachment(policy: string) {
  const attached = create("user_policy_attachment", "zoe", { user: "zoe" }, { policy_arn: true });
  const exclusive = create("user_policy_attachments_exclusive", "zoe", { user_name: "zoe" }, { policy_arns: true });
  const references = refersTo("aws_iam_user_policy_attachment.zoe.policy_arn", "aws_iam_user_policy_attachment.zoe");
  return reviewOf([zoe, all, attached, exclusive], {
    resources: [
      block("aws_iam_user_policy_attachment.zoe", { policy_arn: refersTo(policy) }),
      block("aws_iam_user_policy_attachments_exclusive.zoe", { policy_arns: references }),
    ],
  });
}

test("a list that names its policies through attachments is told by their names", () => {
  const { people, dangers } = throughAttachment("aws_iam_policy.all.arn");
  expect(people.map(({ policies }) => policies.added)).toEqual([["all"]]);
  expect(dangers.map(({ id }) => id)).toEqual(["administrator-granted"]);
});

test("fails when attachments refer to each other in a circle, in a plan that somebody wrote", () => {
  const { people, dangers } = throughAttachment("aws_iam_user_policy_attachment.zoe.policy_arn");
  expect(people.map(({ policies }) => policies.added)).toEqual([["a policy that is known after the apply"]]);
  expect(dangers.map(({ id }) => id)).toEqual(["access-not-known"]);
});

test("an output of a module leads to the policy that it makes", () => {
  const made = { ...all, more: { address: "module.policies.aws_iam_policy.all", module_address: "module.policies" } };
  const attached = create("user_policy_attachment", "zoe", { user: "zoe" }, { policy_arn: true });
  const root = {
    resources: [
      block("aws_iam_user_policy_attachment.zoe", { policy_arn: refersTo("module.policies.arn", "module.policies") }),
    ],
    module_calls: {
      policies: {
        module: {
          outputs: { arn: { expression: refersTo("aws_iam_policy.all.arn", "aws_iam_policy.all") } },
          resources: [block("aws_iam_policy.all")],
        },
      },
    },
  };
  expect(said(reviewOf([zoe, made, attached], root))).toEqual([
    "error administrator-granted: zoe can newly become administrator, through full access (policy all)",
  ]);
});

test("fails when a document is known after the apply only", () => {
  const inline = create("user_policy", "zoe--x", { user: "zoe", name: "x" }, { policy: true });
  expect(said(reviewOf([zoe, inline], {}))).toEqual([
    "error access-not-known: zoe newly gets access that is not known: inline policy x",
  ]);
});

test("what a role itself has counts for whoever may assume it, and not what the provider only read back", () => {
  const trust =
    '{"Statement":{"Effect":"Allow","Action":"sts:AssumeRole","Principal":{"AWS":"arn:aws:iam::000000000000:user/zoe"}}}';
  const inline_policy = [{ name: "in", policy: everything }];
  const role = create("role", "ops", { name: "ops", assume_role_policy: trust, inline_policy });
  const written = block("aws_iam_role.ops", { inline_policy: [{}] });
  expect(said(reviewOf([zoe, role], { resources: [written] }))).toEqual([
    "error administrator-granted: zoe can newly become administrator, through sts:AssumeRole (over ops)",
  ]);
  expect(said(reviewOf([zoe, role], { resources: [block("aws_iam_role.ops")] }))).toEqual([]);
});

test("fails when an administrative role is created and nobody knows yet who may assume it", () => {
  const role = (policy: string) =>
    create("role", "ops", { name: "ops", inline_policy: [{ name: "in", policy }] }, { assume_role_policy: true });
  const root = { resources: [block("aws_iam_role.ops", { inline_policy: [{}] })] };
  expect(said(reviewOf([zoe, role(everything)], root))).toEqual([
    "error access-not-known: who may assume aws_iam_role.ops, which can become administrator, is known after the apply only",
  ]);
  expect(said(reviewOf([zoe, role(everything.replace('"*"', '"s3:GetObject"'))], root))).toEqual([]);
});

test("is no alarm where the plan knows all names, as CDKTF and most files write them", () => {
  const reading = everything.replace('"*"', '"s3:GetObject"');
  const policy = create("policy", "read", { name: "read", policy: reading }, { arn: true });
  const attached = create("user_policy_attachment", "zoe", { user: "zoe" }, { policy_arn: true });
  const joins = create("user_group_membership", "zoe", { user: "zoe", groups: ["devs"] }, { groups: [false] });
  const root = {
    resources: [
      block("aws_iam_user_policy_attachment.zoe", {
        policy_arn: refersTo("aws_iam_policy.read.arn", "aws_iam_policy.read"),
      }),
    ],
  };
  const review = reviewOf([zoe, policy, create("group", "devs", { name: "devs" }), attached, joins], root);
  expect([review.gate.open, ...said(review)]).toEqual([true]);
  expect(renderText(review)).toContain("zoe gains read access to s3 objects in every bucket");
});

describe("an exclusive list that names its policies through attachments, as a roster's stack does", () => {
  const reading = everything.replace('"*"', '"s3:GetObject"');
  const policy = create("policy", "read", { name: "read", policy: reading }, { arn: true });
  const attached = create("user_policy_attachment", "zoe--read", { user: "zoe" }, { policy_arn: true });
  const exclusive = create("user_policy_attachments_exclusive", "zoe", { user_name: "zoe" }, { policy_arns: true });
  const attachment = block("aws_iam_user_policy_attachment.zoe--read", {
    policy_arn: refersTo("aws_iam_policy.read.arn", "aws_iam_policy.read"),
  });
  const listing = (name: string) =>
    block("aws_iam_user_policy_attachments_exclusive.zoe", {
      policy_arns: refersTo(
        `aws_iam_user_policy_attachment.${name}.policy_arn`,
        `aws_iam_user_policy_attachment.${name}`,
      ),
    });

  test("is no alarm: what they attach is known", () => {
    const review = reviewOf([zoe, policy, attached, exclusive], { resources: [attachment, listing("zoe--read")] });
    expect([review.gate.open, ...said(review)]).toEqual([true]);
    expect(renderText(review)).toContain("zoe gains read access to s3 objects in every bucket");
  });

  test("fails when an attachment of somebody else gives the policy of an administrator", () => {
    const others = create("user_policy_attachment", "max--all", { user: "max" }, { policy_arn: true });
    const root = {
      resources: [
        block("aws_iam_user_policy_attachment.max--all", {
          policy_arn: refersTo("aws_iam_policy.all.arn", "aws_iam_policy.all"),
        }),
        listing("max--all"),
      ],
    };
    expect(said(reviewOf([zoe, all, others, exclusive], root))).toEqual(
      ["zoe", "max"].map(
        (name) =>
          `error administrator-granted: ${name} can newly become administrator, through full access (policy all)`,
      ),
    );
  });

  test("fails when what an attachment attaches is not known", () => {
    expect(said(reviewOf([zoe, attached, exclusive], { resources: [listing("zoe--read")] }))).toContainEqual(
      expect.stringMatching(/^error access-not-known: zoe newly gets access that is not known/),
    );
  });
});

test("fails when a key is made for somebody who is known after the apply only", () => {
  const key = create("access_key", "spare", { pgp_key: "x" }, { user: true });
  const spare = block("aws_iam_access_key.spare", { user: refersTo("local.who") });
  expect(said(reviewOf([zoe, key], { resources: [spare] }))).toEqual([
    "error credential-for-stranger: who gets access key spare is known after the apply only",
  ]);
  const zoes = block("aws_iam_access_key.spare", { user: refersTo("aws_iam_user.zoe.id", "aws_iam_user.zoe") });
  expect(said(reviewOf([zoe, key], { resources: [zoes] }))).toEqual([]);
});
