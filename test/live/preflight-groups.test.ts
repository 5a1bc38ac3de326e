import { makeUser, openWorld, operator, type World } from "./people";
import { type Thing, userThing } from "./plans";
import { askPreflight, words } from "./preflight-run";

let world: World;
beforeEach(async () => {
  world = await openWorld();
});
afterEach(() => world.close());

const group = (name: string): Thing => ({ type: "aws_iam_group", address: `aws_iam_group.${name}`, values: { name } });
const membership = (user: string, ...groups: readonly string[]): Thing => ({
  type: "aws_iam_user_group_membership",
  address: `aws_iam_user_group_membership.${user}`,
  values: { user, groups },
});
const members = (of: string, ...users: readonly string[]): Thing => ({
  type: "aws_iam_group_membership",
  address: `aws_iam_group_membership.${of}`,
  values: { name: of, group: of, users },
});
const attachment = (user: string, policy_arn: string): Thing => ({
  type: "aws_iam_user_policy_attachment",
  address: `aws_iam_user_policy_attachment.${user}--p`,
  values: { user, policy_arn },
});
const groupAttachment = (of: string, policy_arn: string): Thing => ({
  type: "aws_iam_group_policy_attachment",
  address: `aws_iam_group_policy_attachment.${of}--p`,
  values: { group: of, policy_arn },
});
const READ_ONLY = "arn:aws:iam::aws:policy/ReadOnlyAccess";
const own = (name: string) => `arn:aws:iam::123456789012:policy/${name}`;

async function people(...names: readonly string[]): Promise<Map<string, Thing>> {
  const made = new Map<string, Thing>();
  for (const name of names) made.set(name, userThing(name, await makeUser(world, name)));
  return made;
}
const thing = (made: ReadonlyMap<string, Thing>, name: string) => made.get(name) as Thing;

async function makeGroup(GroupName: string, ...members: readonly string[]): Promise<void> {
  await world.admin.call("iam:CreateGroup", { GroupName });
  for (const UserName of members) await world.admin.call("iam:AddUserToGroup", { UserName, GroupName });
}

async function makePolicy(PolicyName: string): Promise<void> {
  const PolicyDocument = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"}]}';
  await world.admin.call("iam:CreatePolicy", { PolicyName, PolicyDocument });
}

/** Asked whatever the plan is. */
const alias = { "iam:ListAccountAliases": 1 };

describe("a group that the plan deletes", () => {
  test("fails while somebody is in it whom the plan does not take out, in AWS's own words", async () => {
    const made = await people("ann", "ben", "cem");
    await makeGroup("admins", "ann", "ben", "cem");
    const { code, report } = await askPreflight(world, {
      deleted: [group("admins"), membership("cem", "admins")],
      kept: [...made.values()],
    });
    expect([code, ...words(report).filter((line) => line.startsWith("error"))]).toEqual([
      3,
      "error group-has-members -: the plan deletes the group admins, and does not take ann, ben out of it: the apply would fail with DeleteConflict: Cannot delete entity, must remove users from group first.",
    ]);
    expect(report.findings.find(({ id }) => id === "group-has-members")?.fix).toBe(
      "Take them out first: aws iam remove-user-from-group --group-name admins --user-name ann, and so on. Or keep the group.",
    );
    await expect(world.admin.call("iam:DeleteGroup", { GroupName: "admins" })).rejects.toMatchObject({
      code: "DeleteConflict",
      words: "Cannot delete entity, must remove users from group first.",
    });
  });

  test("fails for a leaver who was added by hand: nothing lets the user go before the group", async () => {
    const made = await people("ann");
    await makeGroup("admins", "ann");
    const { report } = await askPreflight(world, { deleted: [group("admins"), thing(made, "ann")] });
    expect(words(report).filter((line) => line.startsWith("error"))).toEqual([
      "error group-has-members ann: the plan deletes the group admins, and does not take ann out of it: the apply would fail with DeleteConflict: Cannot delete entity, must remove users from group first.",
    ]);
  });

  test("is no alarm when its members leave by the same plan, with their users or without, whatever the case of their names", async () => {
    const made = await people("ann", "ben", "cem");
    await makeGroup("admins", "ann", "ben", "cem");
    await makeGroup("staff", "ben");
    const { code, report } = await askPreflight(world, {
      deleted: [group("Admins"), thing(made, "ann"), membership("ann", "Admins"), membership("CEM", "Admins")],
      kept: [thing(made, "ben"), thing(made, "cem"), group("staff")],
      updated: [{ ...membership("ben", "Admins", "staff"), after: { groups: ["staff"] } }],
    });
    expect([code, ...words(report).filter((line) => line.includes("group"))]).toEqual([0]);
  });

  test("is no alarm when its list of members goes with it, or no longer names them", async () => {
    const made = await people("ann", "ben");
    await makeGroup("admins", "ann", "ben");
    const kept = [...made.values()];
    const { code } = await askPreflight(world, { deleted: [group("admins"), members("admins", "ann", "ben")], kept });
    expect(code).toBe(0);
    const { report } = await askPreflight(world, {
      deleted: [group("admins")],
      kept,
      updated: [{ ...members("admins", "ann", "ben"), after: { users: ["ben"] } }],
    });
    expect(words(report)).toEqual([
      "error group-has-members ben: the plan deletes the group admins, and does not take ben out of it: the apply would fail with DeleteConflict: Cannot delete entity, must remove users from group first.",
    ]);
  });

  test("fails for policies that were added by hand", async () => {
    await makeGroup("admins");
    await world.admin.call("iam:AttachGroupPolicy", { GroupName: "admins", PolicyArn: READ_ONLY });
    const PolicyDocument = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"}]}';
    await world.admin.call("iam:PutGroupPolicy", { GroupName: "admins", PolicyName: "extra", PolicyDocument });
    expect(words((await askPreflight(world, { deleted: [group("admins")] })).report)).toEqual([
      `error group-has-policies -: the plan deletes the group admins, and does not take its attached policy ${READ_ONLY} away: the apply would fail with DeleteConflict: Cannot delete entity, must detach all policies first.`,
      "error group-has-policies -: the plan deletes the group admins, and does not take its inline policy extra away: the apply would fail with DeleteConflict: Cannot delete entity, must delete policies first.",
    ]);
    const inline = {
      type: "aws_iam_group_policy",
      address: "aws_iam_group_policy.x",
      values: { group: "admins", name: "extra" },
    };
    const managed = { deleted: [group("admins"), groupAttachment("admins", READ_ONLY), inline] };
    expect(words((await askPreflight(world, managed)).report)).toEqual([]);
  });

  test("says nothing of a group that is gone already", async () => {
    expect(words((await askPreflight(world, { deleted: [group("admins")] })).report)).toEqual([]);
  });

  test("fails when it may not be looked into: that is not empty", async () => {
    await makeGroup("admins");
    const env = await operator(world, "verify");
    const { code, report } = await askPreflight({ env }, { deleted: [group("admins")] });
    expect([code, ...report.findings.map(({ id, severity, permission }) => `${severity} ${id} ${permission}`)]).toEqual(
      [3, "error could-not-look iam:ListGroupPolicies", "error could-not-look iam:ListAttachedGroupPolicies"],
    );
  });
});

describe("what the plan only refers to", () => {
  const joins = (name: string) => userThing(name, "", { unique_id: null, arn: null });

  test("fails when a group, a policy or a boundary is not there, for joiners and for whoever gets it", async () => {
    const made = await people("ann");
    const boundary = own("no-boundary");
    const { code, report } = await askPreflight(world, {
      created: [
        joins("carol"),
        { ...joins("dora"), values: { ...joins("dora").values, permissions_boundary: boundary } },
        membership("carol", "billing"),
        attachment("carol", own("no-push")),
        groupAttachment("staff", "arn:aws:iam::aws:policy/ReadOnlyAcces"),
      ],
      kept: [thing(made, "ann"), group("staff")],
      updated: [{ ...membership("ann", "staff"), after: { groups: ["staff", "billing"] } }],
    });
    await makeGroup("staff");
    expect([code, ...words(report)]).toEqual([
      3,
      "error group-missing -: there is no group billing in the account, and the plan adds carol, ann to it: the apply would fail with NoSuchEntity: The group with name billing cannot be found.",
      "error policy-missing -: there is no policy arn:aws:iam::aws:policy/ReadOnlyAcces in the account, and the plan gives it to the group staff: the apply would fail with NoSuchEntity: Policy arn:aws:iam::aws:policy/ReadOnlyAcces does not exist or is not attachable.",
      `error policy-missing carol: there is no policy ${own("no-push")} in the account, and the plan gives it to carol: the apply would fail with NoSuchEntity: Policy ${own("no-push")} does not exist or is not attachable.`,
      `error policy-missing dora: there is no policy ${boundary} in the account, and the plan gives it to dora: the apply would fail with NoSuchEntity: Policy ${boundary} does not exist or is not attachable.`,
    ]);
    for (const call of [
      () => world.admin.call("iam:AddUserToGroup", { UserName: "ann", GroupName: "billing" }),
      () => world.admin.call("iam:AttachUserPolicy", { UserName: "ann", PolicyArn: own("no-push") }),
      () => world.admin.call("iam:CreateUser", { UserName: "dora", PermissionsBoundary: boundary }),
      () =>
        world.admin.call("iam:AttachGroupPolicy", {
          GroupName: "staff",
          PolicyArn: "arn:aws:iam::aws:policy/ReadOnlyAcces",
        }),
    ])
      await expect(call()).rejects.toMatchObject({ code: "NoSuchEntity" });
  });

  test("is no alarm where it is there, is made by the plan, or was given before; each list is read once", async () => {
    const made = await people("ann");
    await makeGroup("Billing", "ann");
    await makePolicy("push");
    const { code, report } = await askPreflight(world, {
      created: [
        joins("carol"),
        membership("carol", "billing", "readers", "staff"),
        attachment("carol", own("push")),
        group("readers"),
        groupAttachment("readers", "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"),
      ],
      kept: [thing(made, "ann"), attachment("ann", own("gone")), group("staff")],
    });
    expect([code, ...words(report)]).toEqual([0]);
    expect(report.calls).toMatchObject({ "iam:ListGroups": 1, "iam:ListPolicies": 3 });
  });

  test("a plan that gives nothing new asks nothing", async () => {
    const made = await people("ann");
    const kept = [thing(made, "ann"), membership("ann", "billing"), attachment("ann", own("push"))];
    const { report } = await askPreflight(world, { kept });
    expect(report.calls).toEqual({ ...alias, "sts:GetCallerIdentity": 1 });
  });

  test("fails when the lists may not be read: that is neither there nor absent", async () => {
    const env = await operator(world, "verify");
    const { code, report } = await askPreflight(
      { env },
      {
        kept: [userThing("ann", "x")],
        updated: [{ ...membership("ann"), after: { groups: ["billing"] } }],
        created: [attachment("ann", READ_ONLY)],
      },
    );
    expect([code, ...report.findings.map(({ id, severity, permission }) => `${severity} ${id} ${permission}`)]).toEqual(
      [
        3,
        "error could-not-look iam:ListPolicies",
        "error could-not-look iam:ListGroups",
        "warning could-not-look iam:ListGroupsForUser",
      ],
    );
  });
});

describe("a membership that somebody made by hand", () => {
  const tag = (name: string) => ({ ...userThing(name, "x"), after: { tags: { Team: "web" } } });
  const said =
    "ann is in the group admins, which Terraform does not manage: somebody added ann by hand, and no plan takes that back";

  test("is a warning when the plan changes that person", async () => {
    await people("ann");
    await makeGroup("admins", "ann");
    await makeGroup("staff", "ann");
    const { code, report } = await askPreflight(world, { updated: [tag("ann")], kept: [membership("ann", "Staff")] });
    expect([code, ...words(report)]).toEqual([0, `warning membership-by-hand ann: ${said}`]);
    expect(report.findings[0]?.fix).toBe(
      "Add admins to the groups of ann in users.yaml, or: aws iam remove-user-from-group --group-name admins --user-name ann",
    );
    expect(report.calls).toEqual({ ...alias, "iam:ListGroupsForUser": 1, "sts:GetCallerIdentity": 1 });
  });

  test("is no alarm where the plan gives it, nor of somebody whom the plan leaves as they are", async () => {
    await people("ann", "ben");
    await makeGroup("admins", "ann", "ben");
    const { report } = await askPreflight(world, {
      kept: [userThing("ann", "x"), userThing("ben", "x")],
      updated: [{ ...membership("ann"), after: { groups: ["admins"] } }],
    });
    expect(words(report)).toEqual([]);
  });

  test("is no alarm where a list of the group's members gives it, before the plan, after it, or in the state alone", async () => {
    await people("ann", "ben", "cem");
    await makeGroup("admins", "ann", "ben", "cem");
    await makeGroup("staff", "ann");
    const lists = { ...members("admins", "ann", "ben"), after: { users: ["ann", "cem"] } };
    const updated = [tag("ann"), tag("ben"), tag("cem"), lists];
    const { report } = await askPreflight(world, { updated, kept: [members("staff", "ben")] });
    expect(words(report)).toEqual([`warning membership-by-hand ann: ${said.replace("admins", "staff")}`]);
  });

  test("of many people is read with one listing", async () => {
    const names = Array.from({ length: 30 }, (_, at) => `person-${at}`);
    await people(...names, "ann");
    await makeGroup("admins", "ann");
    const { report } = await askPreflight(world, { updated: [...names, "ann"].map(tag) });
    expect(words(report)).toEqual([`warning membership-by-hand ann: ${said}`]);
    expect(report.calls).toEqual({ ...alias, "iam:GetAccountAuthorizationDetails": 1, "sts:GetCallerIdentity": 1 });
  });
});
