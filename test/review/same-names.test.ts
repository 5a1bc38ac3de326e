import { planOf } from "../../src/plan/read";
import { reviewPlan } from "../../src/review/build";
import { renderText } from "../../src/review/render/text";
import { now, said } from "./fixture";
import { plan, type Written } from "./written-plan";

/** The same names in two modules, of two providers, or in two accounts are not the same people, groups and policies. */

const everything = '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}';
const reading = '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}}';

interface Stack {
  /** Account ids in ARNs. @default - nothing exists yet */
  readonly accounts?: Readonly<Record<string, string>>;
  readonly providers?: Readonly<Record<string, string>>;
  readonly provider_config?: object;
}

/** alice is in developers in dev and in prod; in prod the group gets everything, in dev she gets to read. */
function changesOf({ accounts = {} }: Stack): Written[] {
  return ["dev", "prod"].flatMap((module) => {
    const at = (type: string, name: string, values: object): Written => {
      const account = accounts[module];
      const more = { address: `module.${module}.aws_iam_${type}.${name}`, module_address: `module.${module}` };
      if (account === undefined || /group_policy|user_policy/.test(type))
        return { type, name, actions: ["create"], after: values, more };
      const arn = `arn:aws:iam::${account}:${type}/${name}`;
      const old = /^(user|group|policy)$/.test(type) ? { ...values, arn } : values;
      return { type, name, actions: ["no-op"], before: old, after: old, more };
    };
    return [
      at("user", "alice", { name: "alice" }),
      at("group", "developers", { name: "developers" }),
      at("user_group_membership", "alice", { user: "alice", groups: ["developers"] }),
      module === "prod"
        ? at("group_policy", "developers", { group: "developers", name: "in", policy: everything })
        : at("user_policy", "alice", { user: "alice", name: "in", policy: reading }),
    ];
  });
}

function reviewOf(stack: Stack) {
  const { providers = {}, provider_config = {} } = stack;
  const call = (module: string) => {
    const changes = changesOf(stack).filter(({ more = {} }) => JSON.stringify(more).includes(`module.${module}`));
    const provider_config_key = providers[module] ?? "aws";
    const resources = changes.map(({ type, name }) => ({
      ...{ address: `aws_iam_${type}.${name}`, type: `aws_iam_${type}`, name, provider_config_key, expressions: {} },
    }));
    return { module: { resources } };
  };
  const root_module = { module_calls: { dev: call("dev"), prod: call("prod") } };
  return reviewPlan(planOf(plan(changesOf(stack), { configuration: { provider_config, root_module } })), { now });
}

const provider = (expressions: object) => ({ name: "aws", expressions });
const two = { dev: "aws", prod: "aws.prod" };
const roles = {
  aws: provider({ assume_role: [{ role_arn: { references: ["var.dev"] } }] }),
  "aws.prod": provider({ assume_role: [{ role_arn: { references: ["var.prod"] } }] }),
};
const granted = (where: string) =>
  `error administrator-granted: alice can newly become administrator, through full access (group developers, inline policy in) (${where})`;

test.each([
  ["in two modules", {}, "module.dev", "module.prod"],
  ["of two providers", { providers: two, provider_config: roles }, "provider aws", "provider aws.prod"],
  [
    "in two accounts",
    { accounts: { dev: "111111111111", prod: "222222222222" } },
    "account 111111111111",
    "account 222222222222",
  ],
])("%s each has what is hers, and the review says which is meant", (_, stack: Stack, dev, prod) => {
  const review = reviewOf(stack);
  expect(said(review)).toEqual([granted(prod)]);
  const people = review.people.map(({ name, within, groups, access }) => [
    ...[name, within, [...groups.added, ...groups.kept].join()],
    ...[access?.power.after.length, access?.gained.map(({ levels }) => levels.join()).join()],
  ]);
  expect(people.map((row) => row.slice(0, 4))).toEqual([
    ["alice", dev, "developers", 0],
    ["alice", prod, "developers", 1],
  ]);
  expect(people[0]?.[4]).toBe("read");
  const text = renderText(review);
  expect(text).toContain(`alice (${dev}) gains read access to s3 objects in every bucket`);
  expect(text).toMatch(/group developers \((?:module\.|provider aws\.|account 2+)/);
  const groups = review.groups.map(({ name, within, members, policies }) => [
    ...[name, within, policies.added.join()],
    [...members.added, ...members.kept].join(),
  ]);
  expect(groups).toContainEqual(["developers", prod, "inline policy in", "alice"]);
});

test("providers that differ by region alone are one account, and a name that one has needs no place", () => {
  const regions = {
    aws: provider({ region: { constant_value: "us-east-1" } }),
    "aws.prod": provider({ region: { constant_value: "eu-west-1" } }),
  };
  const changes = changesOf({}).slice(0, 1);
  const policy = { user: "alice", name: "in", policy: everything };
  const put: Written = { type: "user_policy", name: "x", actions: ["create"], after: policy };
  const block = (address: string, provider_config_key: string) => ({ address, provider_config_key, expressions: {} });
  const root_module = {
    resources: [block("aws_iam_user_policy.x", "aws.prod")],
    module_calls: { dev: { module: { resources: [block("aws_iam_user.alice", "aws")] } } },
  };
  const configuration = { provider_config: regions, root_module };
  const review = reviewPlan(planOf(plan([...changes, put], { configuration })), { now });
  expect(review.people.map(({ name, within, change }) => [name, within, change])).toEqual([
    ["alice", undefined, "joins"],
  ]);
  expect(said(review)).toEqual([
    "error administrator-granted: alice can newly become administrator, through full access (inline policy in)",
  ]);
});

test("an account whose last administrator goes is not saved by one of another account", () => {
  const admin = (account: string, goes: boolean): Written[] => {
    const user = { name: "root", arn: `arn:aws:iam::${account}:user/root` };
    const policy = { user: "root", name: "in", policy: everything };
    const more = (type: string) => ({
      address: `module.a${account}.aws_iam_${type}.root`,
      module_address: `module.a${account}`,
    });
    return [
      { type: "user", name: "root", actions: ["no-op"], before: user, after: user, more: more("user") },
      {
        ...{ type: "user_policy", name: "root", actions: [goes ? "delete" : "no-op"], before: policy },
        ...{ after: goes ? null : policy, more: more("user_policy") },
      },
    ];
  };
  const last = (goes: boolean) =>
    said(reviewPlan(planOf(plan([...admin("111111111111", goes), ...admin("222222222222", false)])), { now }));
  expect(last(true)).toEqual([
    "error last-administrator: nobody is left who may do anything; previously it was root (account 111111111111)",
  ]);
  expect(last(false)).toEqual([]);
});
