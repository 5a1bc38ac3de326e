import { audit } from "../../src/audit/audit";
import type { Person } from "../../src/audit/inventory";
import { readInventory } from "../../src/audit/read-inventory";
import { canBecomeAdministrator } from "../../src/audit/rules/can-become-administrator";
import type { Roster } from "../../src/roster/index";
import { inventoryOf, loaded, person, TODAY } from "./audit-people";
import { makeUser, openWorld, type World } from "./people";

/** Who can become administrator: the same definition as in `validate` and in the review, here of a whole account. */

let world: World;
beforeEach(async () => {
  world = await openWorld();
});
afterEach(() => world.close());

const allow = (Action: string | readonly string[], Resource = "*", more: object = {}) =>
  JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action, Resource, ...more }] });
const users = "arn:aws:iam::123456789012:user";

async function put(UserName: string, PolicyName: string, PolicyDocument: string): Promise<void> {
  await makeUser(world, UserName);
  await world.admin.call("iam:PutUserPolicy", { UserName, PolicyName, PolicyDocument });
}

async function audited(roster?: Roster): Promise<string[]> {
  const inventory = await readInventory(world.admin, { pollMs: 1 });
  const { findings, couldNotLook } = audit({ inventory, roster, today: TODAY, rules: [canBecomeAdministrator] });
  return [
    ...findings.map(({ user, message }) => `${user} ${message}`),
    ...couldNotLook.map(({ what, words }) => `${what}: ${words}`),
  ];
}

test("reports who can become administrator, with the way and the statement that opens it", async () => {
  await makeUser(world, "ann");
  await world.admin.call("iam:CreateGroup", { GroupName: "ops" });
  await world.admin.call("iam:AddUserToGroup", { UserName: "ann", GroupName: "ops" });
  await world.admin.call("iam:AttachGroupPolicy", {
    GroupName: "ops",
    PolicyArn: "arn:aws:iam::aws:policy/AdministratorAccess",
  });
  await put("ben", "self", allow("iam:PutUserPolicy", `${users}/ben`, { Sid: "Own" }));
  await put("cem", "any", allow(["s3:*", "iam:*"]));
  const trust = allow("sts:AssumeRole").replace(
    '"Resource":"*"',
    `"Principal":{"AWS":"arn:aws:iam::123456789012:root"}`,
  );
  await world.admin.call("iam:CreateRole", { RoleName: "admin", AssumeRolePolicyDocument: trust });
  await world.admin.call("iam:PutRolePolicy", { RoleName: "admin", PolicyName: "all", PolicyDocument: allow("*") });
  await put("dora", "assume", allow("sts:AssumeRole", "arn:aws:iam::123456789012:role/admin"));
  const { Policy } = await world.admin.call("iam:CreatePolicy", { PolicyName: "own", PolicyDocument: allow("s3:*") });
  const PolicyArn = Policy?.Arn ?? "";
  await put("eve", "versions", allow("iam:CreatePolicyVersion", PolicyArn));
  await world.admin.call("iam:AttachUserPolicy", { UserName: "eve", PolicyArn });
  expect(await audited()).toEqual([
    "ann may do anything (group ops, policy AdministratorAccess, statement 1)",
    "ben can become administrator by iam:PutUserPolicy (inline policy self, statement Own)",
    "cem can become administrator by full access to IAM (inline policy any, statement 1)",
    "dora can become administrator by sts:AssumeRole (over admin, inline policy assume, statement 1)",
    "eve can become administrator by iam:CreatePolicyVersion (inline policy versions, statement 1)",
  ]);
});

test("does not report what a Deny or a boundary takes away, nor who only reads", async () => {
  await put("ann", "all", allow("*"));
  await world.admin.call("iam:AttachUserPolicy", {
    UserName: "ann",
    PolicyArn: "arn:aws:iam::aws:policy/AWSDenyAll",
  });
  await put("ben", "all", allow("*"));
  await world.admin.call("iam:PutUserPermissionsBoundary", {
    UserName: "ben",
    PermissionsBoundary: "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess",
  });
  await put("cem", "read", allow(["iam:Get*", "iam:List*", "s3:*"]));
  expect(await audited()).toEqual([]);
});

test("fails to look where a document cannot be read: that is not nobody", async () => {
  await put("ann", "all", allow("s3:*"));
  const { ann } = world.memory.users;
  if (ann !== undefined) ann.inlinePolicies.all = "not a policy";
  expect(await audited()).toEqual([
    "who can become administrator: what these allow, whose documents could not be read: inline policy all",
  ]);
});

describe("what somebody has accepted", () => {
  const ways = [{ id: "full-access", name: "full access" }];
  const found = (people: readonly Person[], roster?: Roster) =>
    audit({ inventory: inventoryOf(people), roster, today: TODAY, rules: [canBecomeAdministrator] }).findings.map(
      ({ user, message }) => `${user} ${message}`,
    );
  const entry = (approvedBy: string, expires = "2027-06-30") => `  alice:
    type: human
    owner: alice@example.com
    policies: { managed: [arn:aws:iam::aws:policy/AdministratorAccess] }
    administratorAccess: { justification: She is on call for the whole account, approvedBy: ${approvedBy}, ticket: SEC-7, expires: ${expires} }`;
  const alice = person("alice", {}, { ways });

  test("is not reported: by the entry, or by the tag that a roster has left", async () => {
    expect(found([alice], await loaded(entry("ciso@example.com")))).toEqual([]);
    const tags = { "roster:administrator-access": "SEC-7 until 2027-01-31" };
    expect(found([person("alice", {}, { ways, details: { created: undefined, tags, groups: [] } })])).toEqual([]);
  });

  test("is reported once it has expired, where the owner approved it, or where nobody did", async () => {
    const said = ["alice may do anything"];
    expect(found([alice])).toEqual(said);
    expect(found([alice], await loaded(entry("alice@example.com")))).toEqual(said);
    expect(found([alice], await loaded(entry("ciso@example.com", "2026-11-20")))).toEqual(said);
    const tags = { "roster:administrator-access": "SEC-7 until 2026-11-20" };
    expect(found([person("alice", {}, { ways, details: { created: undefined, tags, groups: [] } })])).toEqual(said);
  });

  test("is not reported of who is suspended, or of whom nothing was seen", async () => {
    const suspended = entry("alice@example.com").replace(
      "type: human",
      "type: human\n    suspended: { since: 2026-11-01, reason: Contract ended, ticket: HR-7 }",
    );
    expect(found([alice], await loaded(suspended))).toEqual([]);
    expect(found([person("bob")])).toEqual([]);
  });
});
