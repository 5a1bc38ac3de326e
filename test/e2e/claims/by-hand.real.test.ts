import {
  AddUserToGroupCommand,
  AttachUserPolicyCommand,
  ListGroupsForUserCommand,
  PutUserPolicyCommand,
} from "@aws-sdk/client-iam";
import { preflight } from "../../../src/cli/commands/preflight";
import { Account } from "../account";
import { changesOf } from "../changes";
import { withTerraform } from "../harness";
import { rosterOf } from "../rosters";

jest.setTimeout(180_000);

const groups = "groups: { developers: {}, admins: {} }";
const people = `  ann: { type: human, owner: ann@example.com, groups: [developers] }
  ben: { type: human, owner: ben@example.com }`;
const administrator = "arn:aws:iam::aws:policy/AdministratorAccess";

withTerraform("claim 8: what somebody adds to a user by hand", (terraform) => {
  let account: Account;
  beforeAll(async () => {
    account = await Account.open(terraform, rosterOf(people, { more: groups }));
    await account.apply();
    const document = JSON.stringify({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }],
    });
    await account.iam.send(
      new PutUserPolicyCommand({ UserName: "ann", PolicyName: "just-for-now", PolicyDocument: document }),
    );
    await account.iam.send(new AttachUserPolicyCommand({ UserName: "ann", PolicyArn: administrator }));
    for (const UserName of ["ann", "ben"]) {
      await account.iam.send(new AddUserToGroupCommand({ UserName, GroupName: "admins" }));
    }
  });
  afterAll(() => account.close());

  test("policies are in the plan, and are taken back by the next apply", async () => {
    expect(changesOf(await account.plan())).toEqual({
      "aws_iam_user_policies_exclusive.ann": "update policy_names",
      "aws_iam_user_policy_attachments_exclusive.ann": "update policy_arns",
    });
    await account.apply();
    expect(account.user("ann")).toMatchObject({ attachedPolicies: [], inlinePolicies: {} });
    expect(await account.settled()).toBe(true);
  });

  test("groups stay, Terraform does not see them, and roster preflight reports them when their member leaves", async () => {
    const { Groups = [] } = await account.iam.send(new ListGroupsForUserCommand({ UserName: "ann" }));
    expect(Groups.map(({ GroupName }) => GroupName).sort()).toEqual(["admins", "developers"]);
    await account.edit(rosterOf(people.replace(/^.*ann.*\n/, ""), { more: groups }));
    const { out } = await account.ask(preflight, await account.plan());
    expect(out).toContain("ann is in the group admins, which Terraform does not manage");
  });

  test("such a member keeps the group from being deleted, in AWS's words, and preflight has said so", async () => {
    await account.edit(rosterOf(people, { more: "groups: { developers: {} }" }));
    const { code, out } = await account.ask(preflight, await account.plan());
    expect([code, out]).toEqual([
      3,
      expect.stringContaining("the plan deletes the group admins, and does not take ann, ben out of it"),
    ]);
    expect(await account.failedApply()).toEqual([
      expect.stringMatching(
        /^deleting IAM Group \(admins\): .* DeleteConflict: Cannot delete entity, must remove users from group first\.$/,
      ),
    ]);
  });

  test("a group goes in the same apply in which the roster takes out members who stay", async () => {
    await account.edit(
      rosterOf(people.replace("[developers]", "[developers, old]"), { more: groups.replace("{ ", "{ old: {}, ") }),
    );
    await account.apply();
    expect(account.user("ann").groups).toEqual(expect.arrayContaining(["old"]));
    await account.edit(rosterOf(people, { more: groups }));
    const { out } = await account.ask(preflight, await account.plan());
    expect(out).not.toContain("the group old");
    await account.apply();
    expect(Object.keys(account.memory.groups).sort()).toEqual(["admins", "developers"]);
  });

  test("such a membership does not hold up the user, nor the group once its members have left", async () => {
    await account.edit(rosterOf("", { more: "groups: { developers: {} }" }));
    // Whether the group goes before its members is a matter of chance: nothing in the state connects them.
    await account.failedApply().catch(() => []);
    expect(await account.inhabitants()).toEqual([]);
    await account.apply();
    expect(Object.keys(account.memory.groups)).toEqual(["developers"]);
  });
});
