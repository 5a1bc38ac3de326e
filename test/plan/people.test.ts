import { leftOf } from "../../src/plan/left-of";
import { type PlanPeople, peopleOf } from "../../src/plan/people";
import { planOf } from "../../src/plan/read";
import { stateOf } from "../../src/plan/state";
import { reviewPlan } from "../../src/review/build";

/** Whose a thing is: the review, and whatever asks the account, have one answer. */

interface Written {
  readonly address: string;
  readonly actions: readonly string[];
  readonly before?: object;
  readonly after?: object;
  readonly more?: object;
}

/** As Terraform writes them: `aws_iam_user.people["bob.doe"]` has its index beside the address. */
function entry({ address, actions, before, after, more = {} }: Written) {
  const [, module_address, type = "", name = "", index] =
    /^(?:(module\.[^.]+)\.)?([^.]+)\.([^.[]+)(?:\["(.+)"\])?$/.exec(address) ?? [];
  const sides = { before: before ?? null, after: after ?? null };
  return { address, module_address, type, name, index, mode: "managed", change: { actions, ...sides }, ...more };
}

function plan(...changes: readonly Written[]) {
  return planOf({ format_version: "1.2", resource_changes: changes.map(entry) });
}

const user = (address: string, name: string, actions: readonly string[]): Written => ({
  ...{ address, actions, before: { name, unique_id: `AIDA-${name}` } },
  ...(actions[0] === "delete" ? {} : { after: { name } }),
});

/** A device that was made and not enabled yet: nothing but its address says whose it is. */
const device = (address: string, name: string, more: object = {}): Written => ({
  ...{ address, actions: ["delete"] },
  before: { virtual_mfa_device_name: name, arn: `arn:aws:iam::123456789012:mfa/${name}`, user_name: null, ...more },
});

const devicesOf = ({ deletedDevices }: PlanPeople) =>
  deletedDevices.map(({ serial, user: whose }) => `${serial.split("/")[1]} of ${whose}`);

const reviewed = (made: ReturnType<typeof plan>) =>
  reviewPlan(made, { now: new Date(0) })
    .people.flatMap(({ name, credentials }) => credentials.map(({ address }) => `${address} of ${name}`))
    .sort();

describe("of a for_each whose keys have dots", () => {
  const bobsPhone = device('aws_iam_virtual_mfa_device.phones["bob.doe"]', "bob-phone");

  test("bob's device is bob's, when both leave", () => {
    const made = plan(
      user('aws_iam_user.people["jane.doe"]', "jane.doe", ["delete"]),
      user('aws_iam_user.people["bob.doe"]', "bob.doe", ["delete"]),
      bobsPhone,
    );
    expect(devicesOf(peopleOf(made))).toEqual(["bob-phone of bob.doe"]);
    expect(peopleOf(made).managed.of("jane.doe")).toEqual([]);
    expect(reviewed(made)).toEqual(['aws_iam_virtual_mfa_device.phones["bob.doe"] of bob.doe']);
  });

  test("bob's device is bob's, when jane leaves and he stays", () => {
    const made = plan(
      user('aws_iam_user.people["bob.doe"]', "bob.doe", ["no-op"]),
      user('aws_iam_user.people["jane.doe"]', "jane.doe", ["delete"]),
      bobsPhone,
    );
    expect(devicesOf(peopleOf(made))).toEqual(["bob-phone of bob.doe"]);
    expect(reviewed(made)).toEqual(['aws_iam_virtual_mfa_device.phones["bob.doe"] of bob.doe']);
  });

  test("where two users have the index, nobody is guessed", () => {
    const made = plan(
      user('aws_iam_user.people["bob.doe"]', "bob.doe", ["delete"]),
      user('aws_iam_user.robots["bob.doe"]', "bob.doe-robot", ["delete"]),
      bobsPhone,
    );
    expect(devicesOf(peopleOf(made))).toEqual(["bob-phone of undefined"]);
  });

  test("in another module it is somebody else", () => {
    const made = plan(
      user('module.a.aws_iam_user.people["bob.doe"]', "bob-a", ["delete"]),
      user('module.b.aws_iam_user.people["bob.doe"]', "bob-b", ["delete"]),
      device('module.b.aws_iam_virtual_mfa_device.phones["bob.doe"]', "bob-phone"),
    );
    expect(devicesOf(peopleOf(made))).toEqual(["bob-phone of bob-b"]);
  });
});

test("a device belongs to whoever its address says, whoever enabled it", () => {
  const made = plan(
    user("aws_iam_user.alice", "alice", ["delete"]),
    user("aws_iam_user.bob", "bob", ["no-op"]),
    device("aws_iam_virtual_mfa_device.alice--phone", "alice-phone", { user_name: "bob" }),
  );
  expect(devicesOf(peopleOf(made))).toEqual(["alice-phone of alice"]);
  expect(reviewed(made)).toEqual(["aws_iam_virtual_mfa_device.alice--phone of alice"]);
});

test("a device of nobody in this stack is whose the state says", () => {
  const made = plan(device("aws_iam_virtual_mfa_device.spare", "spare", { user_name: "carol" }));
  expect(devicesOf(peopleOf(made))).toEqual(["spare of carol"]);
});

test("who comes, goes, stays and is renamed", () => {
  const made = plan(
    user("aws_iam_user.alice", "alice", ["delete"]),
    { address: "aws_iam_user.bob", actions: ["create"], after: { name: "bob" } },
    { address: "aws_iam_user.carol", actions: ["update"], before: { name: "carol" }, after: { name: "carla" } },
    user("aws_iam_user.dan", "dan", ["forget"]),
    user("aws_iam_user.erin", "erin", ["delete", "create"]),
  );
  const { leavers, joiners, stayers, newNames } = peopleOf(made);
  const names = (users: readonly { readonly name: string }[]) => users.map(({ name }) => name);
  expect([names(leavers), names(joiners), names(stayers), newNames]).toEqual([
    ["alice"],
    ["bob"],
    ["carol", "erin"],
    ["carla"],
  ]);
});

test("fails to hide a leaver whose name is marked as sensitive: the account is asked by its id", () => {
  const marked = {
    change: {
      actions: ["delete"],
      before: { name: "alice", id: "alice" },
      after: null,
      before_sensitive: { name: true },
    },
  };
  const made = plan({ address: "aws_iam_user.one", actions: ["delete"], more: marked });
  expect(peopleOf(made).leavers.map(({ name }) => name)).toEqual(["alice"]);
});

test("keys of a user who is renamed are counted under the name that the account knows", () => {
  const key = (more: object) => ({ address: "aws_iam_access_key.carol--a", actions: ["delete", "create"], ...more });
  const made = plan(
    { address: "aws_iam_user.carol", actions: ["update"], before: { name: "carol" }, after: { name: "carla" } },
    key({ before: { user: "carol", id: "AKIAOLD" }, after: { user: "carla" } }),
  );
  expect([...peopleOf(made).keyChanges]).toEqual([["carol", { added: 1, removed: 1 }]]);
});

test("what the state alone has is managed, in every module", () => {
  const resource = (type: string, name: string, values: object) => ({
    ...{ mode: "managed", type, name, values },
    address: `module.people.${type}.${name}`,
  });
  const resources = [
    resource("aws_iam_access_key", "alice--a", { user: "alice", id: "AKIAALICE" }),
    resource("aws_iam_user_group_membership", "alice", { user: "alice", groups: ["staff", "admins"] }),
    resource("aws_iam_user_policy", "alice--push", { user: "alice", name: "push" }),
  ];
  const child = { address: "module.people", resources };
  const prior_state = { values: { root_module: { child_modules: [child] } } };
  const { managed } = peopleOf(planOf({ format_version: "1.2", resource_changes: [], prior_state }));
  expect(managed.of("Alice")).toEqual([
    { kind: "accessKey", id: "AKIAALICE" },
    { kind: "group", id: "staff" },
    { kind: "group", id: "admins" },
    { kind: "inlinePolicy", id: "push" },
  ]);
  expect(managed.has("bob", { kind: "inlinePolicy", id: "push" })).toBe(false);
  expect(managed.has("bob", { kind: "accessKey", id: "akiaalice" })).toBe(true);
});

describe("after the apply", () => {
  const state = (...addresses: readonly string[]) =>
    stateOf({
      values: {
        root_module: {
          resources: addresses.map((address) => ({ ...entry({ address, actions: [] }), values: {} })),
        },
      },
    });

  test.each<[string, string[], string[]]>([
    [
      "aws_iam_user.alice",
      [
        "aws_iam_access_key.alice--laptop",
        "aws_iam_user_login_profile.alice",
        "aws_iam_group.alice",
        "aws_iam_access_key.alice-b--laptop",
      ],
      ["aws_iam_access_key.alice--laptop", "aws_iam_user_login_profile.alice"],
    ],
    [
      'aws_iam_user.people["bob.doe"]',
      [
        'aws_iam_virtual_mfa_device.phones["bob.doe"]',
        'aws_iam_virtual_mfa_device.phones["jane.doe"]',
        'aws_iam_user.people["jane.doe"]',
      ],
      ['aws_iam_virtual_mfa_device.phones["bob.doe"]'],
    ],
    ['aws_iam_user.people["jane.doe"]', ['aws_iam_virtual_mfa_device.phones["bob.doe"]'], []],
  ])("of %s is left what is theirs, and nothing of others", (address, there, left) => {
    expect(leftOf(state(...there), address)).toEqual(left);
  });
});

describe("what a plan asks of the account", () => {
  const membership = (name: string, actions: readonly string[], before?: string[], after?: string[]): Written => ({
    address: `aws_iam_user_group_membership.${name}`,
    actions,
    ...(before === undefined ? {} : { before: { user: name, groups: before } }),
    ...(after === undefined ? {} : { after: { user: name, groups: after } }),
  });
  const group = (name: string, actions: readonly string[]): Written => ({
    address: `aws_iam_group.${name}`,
    actions,
    ...(actions[0] === "create" ? {} : { before: { name } }),
    ...(actions[0] === "delete" && actions.length === 1 ? {} : { after: { name } }),
  });

  test("a group that is deleted comes with those who are taken out of it, by the names that they have now", () => {
    const people = peopleOf(
      plan(
        group("old", ["delete"]),
        group("again", ["delete", "create"]),
        group("kept", ["no-op"]),
        user("aws_iam_user.ann", "ann", ["delete"]),
        { ...user("aws_iam_user.ben", "ben", ["update"]), after: { name: "benjamin" } },
        membership("ann", ["delete"], ["old", "kept"]),
        membership("ben", ["delete", "create"], ["old"], ["kept"]),
        membership("cem", ["update"], ["old", "again"], ["again"]),
        membership("dan", ["forget"], ["old"]),
        membership("eve", ["no-op"], ["old"], ["old"]),
        {
          address: "aws_iam_group_policy_attachment.old--read",
          actions: ["delete"],
          before: { group: "old", policy_arn: "arn:read" },
        },
      ),
    );
    expect(people.deletedGroups).toEqual([
      { name: "old", members: ["ann", "ben", "cem"], attached: ["arn:read"], inline: [] },
      { name: "again", members: [], attached: [], inline: [] },
    ]);
  });

  test("what it only refers to is told from what it makes, and from what was there before", () => {
    const attach = (name: string, actions: readonly string[], policy_arn?: string): Written => ({
      address: `aws_iam_user_policy_attachment.${name}--p`,
      actions,
      ...(actions[0] === "create" ? {} : { before: { user: name, policy_arn } }),
      after: { user: name, policy_arn },
    });
    const people = peopleOf(
      plan(
        group("new", ["create"]),
        group("kept", ["no-op"]),
        membership("ann", ["create"], undefined, ["new", "kept", "outside"]),
        membership("ben", ["update"], ["before"], ["before", "outside"]),
        membership("cem", ["delete", "create"], ["before"], ["before"]),
        attach("ann", ["create"], "arn:x"),
        attach("ben", ["no-op"], "arn:y"),
        attach("cem", ["create"]),
        { address: "aws_iam_policy.p", actions: ["no-op"], before: { arn: "arn:p" }, after: { arn: "arn:p" } },
        attach("dan", ["create"], "arn:p"),
        {
          address: "aws_iam_user.eve",
          actions: ["update"],
          before: { name: "eve", permissions_boundary: "arn:b" },
          after: { name: "eve", permissions_boundary: "arn:c" },
        },
      ),
    );
    expect(people.outside).toEqual({
      groups: [{ id: "outside", to: ["ann", "ben"] }],
      policies: [
        { id: "arn:x", to: ["ann"] },
        { id: "arn:c", to: ["eve"] },
      ],
    });
  });

  test("who stays and is changed is told from who is left as they are", () => {
    const people = peopleOf(
      plan(
        user("aws_iam_user.ann", "ann", ["no-op"]),
        membership("ann", ["update"], ["a"], ["a", "b"]),
        { ...user("aws_iam_user.ben", "ben", ["update"]), after: { name: "benjamin" } },
        user("aws_iam_user.cem", "cem", ["no-op"]),
        membership("cem", ["no-op"], ["a"], ["a"]),
        user("aws_iam_user.dan", "dan", ["delete"]),
        { address: "aws_iam_user.eve", actions: ["create"], after: { name: "eve" } },
      ),
    );
    expect(people.changed).toEqual([
      { name: "ann", groups: ["a", "b"] },
      { name: "ben", groups: [] },
    ]);
  });
});
