import { planOf as readPlan } from "../../src/plan/read";
import { escalations } from "../../src/policy/escalations";
import { type Escalation, Power } from "../../src/policy/power";
import { type Credentials, call, sandboxOf } from "./ask";
import { sidesOf } from "./sides";
import { arnOf, keyOf, planOf, stateOf, type World, type WorldUser } from "./world";

/** How dana takes each path, in an account where emergency is the administrator. */
interface Story {
  /** What opens it: one statement. */
  readonly statement: object;
  readonly groups?: readonly string[];
  readonly managed?: readonly string[];
  /** Takes it, and says with which credentials everything is allowed then. */
  readonly take: (ask: (action: string, parameters: Readonly<Record<string, string>>) => string) => Credentials;
}

const everything = { Version: "2012-10-17", Statement: { Effect: "Allow", Action: "*", Resource: "*" } };
const PolicyDocument = JSON.stringify(everything);
const AdministratorAccess = arnOf("aws:AdministratorAccess");
const own = { accessKeyId: keyOf("dana") };
const account = "arn:aws:iam::123456789012";
const allow = (Action: string | readonly string[], Resource: string | readonly string[] = "*") => ({
  Effect: "Allow",
  Action,
  Resource,
});
const part = (answer: string, name: string) => new RegExp(`<${name}>([^<]+)</${name}>`).exec(answer)?.[1] ?? "";
const sessionIn = (answer: string): Credentials => ({
  accessKeyId: part(answer, "AccessKeyId"),
  sessionToken: part(answer, "SessionToken"),
});
const session = { RoleSessionName: "dana" };
const trusting = (principal: object) => ({
  Version: "2012-10-17",
  Statement: { Effect: "Allow", Principal: principal, Action: "sts:AssumeRole" },
});

const stories: Readonly<Record<string, Story>> = {
  "iam-full-access": {
    statement: allow("iam:*"),
    take: (ask) => {
      ask("PutUserPolicy", { UserName: "dana", PolicyName: "all", PolicyDocument });
      return own;
    },
  },
  "put-user-policy": {
    statement: allow("iam:Put*", `${account}:user/\${aws:username}`),
    take: (ask) => {
      ask("PutUserPolicy", { UserName: "dana", PolicyName: "all", PolicyDocument });
      return own;
    },
  },
  "attach-user-policy": {
    statement: allow("iam:AttachUserPolicy", `${account}:user/dana`),
    take: (ask) => {
      ask("AttachUserPolicy", { UserName: "dana", PolicyArn: AdministratorAccess });
      return own;
    },
  },
  "put-group-policy": {
    statement: allow("iam:PutGroupPolicy", `${account}:group/developers`),
    groups: ["developers"],
    take: (ask) => {
      ask("PutGroupPolicy", { GroupName: "developers", PolicyName: "all", PolicyDocument });
      return own;
    },
  },
  "attach-group-policy": {
    statement: allow("iam:AttachGroupPolicy", `${account}:group/*`),
    groups: ["developers"],
    take: (ask) => {
      ask("AttachGroupPolicy", { GroupName: "developers", PolicyArn: AdministratorAccess });
      return own;
    },
  },
  "add-user-to-group": {
    statement: allow("iam:AddUserToGroup", `${account}:group/admins`),
    take: (ask) => {
      ask("AddUserToGroup", { GroupName: "admins", UserName: "dana" });
      return own;
    },
  },
  "create-policy-version": {
    statement: allow("iam:CreatePolicyVersion", `${account}:policy/deploy`),
    managed: ["deploy"],
    take: (ask) => {
      ask("CreatePolicyVersion", { PolicyArn: arnOf("deploy"), PolicyDocument, SetAsDefault: "true" });
      return own;
    },
  },
  "set-default-policy-version": {
    statement: allow("iam:SetDefaultPolicyVersion"),
    managed: ["deploy"],
    take: (ask) => {
      ask("SetDefaultPolicyVersion", { PolicyArn: arnOf("deploy"), VersionId: "v2" });
      return own;
    },
  },
  "put-role-policy": {
    statement: allow("iam:PutRolePolicy", `${account}:role/reader`),
    take: (ask) => {
      ask("PutRolePolicy", { RoleName: "reader", PolicyName: "all", PolicyDocument });
      return sessionIn(ask("AssumeRole", { RoleArn: `${account}:role/reader`, ...session }));
    },
  },
  "attach-role-policy": {
    statement: allow("iam:AttachRolePolicy", `${account}:role/reader`),
    take: (ask) => {
      ask("AttachRolePolicy", { RoleName: "reader", PolicyArn: AdministratorAccess });
      return sessionIn(ask("AssumeRole", { RoleArn: `${account}:role/reader`, ...session }));
    },
  },
  "update-assume-role-policy": {
    statement: allow("iam:UpdateAssumeRolePolicy", `${account}:role/administrator`),
    take: (ask) => {
      const trust = JSON.stringify(trusting({ AWS: `${account}:user/dana` }));
      ask("UpdateAssumeRolePolicy", { RoleName: "administrator", PolicyDocument: trust });
      return sessionIn(ask("AssumeRole", { RoleArn: `${account}:role/administrator`, ...session }));
    },
  },
  "create-access-key": {
    statement: allow("iam:CreateAccessKey", `${account}:user/emergency`),
    take: (ask) => ({ accessKeyId: part(ask("CreateAccessKey", { UserName: "emergency" }), "AccessKeyId") }),
  },
  "assume-role": {
    statement: allow("sts:AssumeRole", `${account}:role/on-call`),
    take: (ask) => sessionIn(ask("AssumeRole", { RoleArn: `${account}:role/on-call`, ...session })),
  },
  "full-access": { statement: allow(["i*", "s3:*", "?c2:*", "k*"]), take: () => own },
};

/** Whoever signs in as the administrator is one; nobody signs in to the sandbox. */
const passwords: Readonly<Record<string, object>> = {
  "create-login-profile": allow("iam:CreateLoginProfile", `${account}:user/*`),
  "update-login-profile": allow("iam:UpdateLoginProfile", `${account}:user/emergency`),
};

function worldOf(dana: WorldUser): World {
  return {
    users: { dana, emergency: { groups: ["admins"] } },
    groups: { admins: { managed: ["aws:AdministratorAccess"] }, developers: {} },
    policies: { deploy: { Version: "2012-10-17", Statement: { Effect: "Allow", Action: "s3:Get*", Resource: "*" } } },
    roles: {
      administrator: { trust: trusting({ Service: "ec2.amazonaws.com" }), managed: ["aws:AdministratorAccess"] },
      "on-call": { trust: trusting({ AWS: `${account}:root` }), managed: ["aws:AdministratorAccess"] },
      reader: { trust: trusting({ AWS: `${account}:user/dana` }), managed: ["aws:ReadOnlyAccess"] },
    },
  };
}

function danaOf(statements: readonly object[], { groups = [], managed = [] }: Partial<Story> = {}): WorldUser {
  const harmless = { Effect: "Allow", Action: "s3:ListBucket", Resource: "*" };
  return { groups, managed, inline: { push: { Version: "2012-10-17", Statement: [harmless, ...statements] } } };
}

function powerOf(world: World): readonly Escalation[] {
  const plan = readPlan(planOf(world, world, { memberships: "of users", attachments: "single" }));
  const { after } = sidesOf(plan);
  const dana = after.user("aws_iam_user.dana");
  return dana === undefined ? [] : new Power(after).of(dana);
}

/** Whether dana, on this way, comes to do what only an administrator may. */
function becomesAdministrator(world: World, { take }: Story): boolean {
  const state = stateOf(world);
  const deploy = state.accounts["123456789012"]?.policies.deploy;
  deploy?.versions.push({ versionId: "v2", document: PolicyDocument, createDate: "2025-01-01T00:00:00Z" });
  const ask = sandboxOf(state);
  const refused = (answer: string) => answer.includes("AccessDenied");
  const probe = (credentials: Credentials) => !refused(ask(credentials, call("DeleteGroup", { GroupName: "ghosts" })));
  try {
    const credentials = take((action, parameters) => {
      const answer = ask(own, call(action, parameters));
      if (refused(answer)) throw new Error("AccessDenied");
      return answer;
    });
    return probe(credentials);
  } catch (error) {
    if (error instanceof Error && error.message === "AccessDenied") return false;
    throw error;
  }
}

test.each(Object.entries(stories))("%s: the sandbox lets dana become administrator by it", (id, story) => {
  const opened = worldOf(danaOf([story.statement], story));
  const closed = worldOf(danaOf([], story));
  expect(powerOf(opened)).toMatchObject([{ id, held: { through: "inline policy push" }, statement: { place: 1 } }]);
  expect(becomesAdministrator(opened, story)).toBe(true);
  expect(powerOf(closed)).toEqual([]);
  expect(becomesAdministrator(closed, story)).toBe(false);
});

test.each(Object.entries(passwords))("%s: dana gets the administrator's password", (id, statement) => {
  expect(powerOf(worldOf(danaOf([statement])))).toMatchObject([{ id, statement: { place: 1 } }]);
  expect(powerOf(worldOf(danaOf([])))).toEqual([]);
});

test("a boundary keeps what dana gives to itself within it, until dana can remove it", () => {
  const story = stories["put-user-policy"] as Story;
  const bounded = (more: readonly object[], boundary: object): World => {
    const world = worldOf({ ...danaOf([story.statement, ...more], story), boundary: "limit" });
    return { ...world, policies: { ...world.policies, limit: boundary } };
  };
  const self = `${account}:user/dana`;
  const limit = { Version: "2012-10-17", Statement: allow(["s3:*", "iam:DeleteUserPermissionsBoundary"]) };
  const remove = allow("iam:DeleteUserPermissionsBoundary", self);
  expect(powerOf(bounded([], limit))).toEqual([]);
  expect(becomesAdministrator(bounded([], limit), story)).toBe(false);
  const freed: Story = {
    ...story,
    take: (ask) => {
      ask("DeleteUserPermissionsBoundary", { UserName: "dana" });
      return story.take(ask);
    },
  };
  expect(powerOf(bounded([remove], limit))).toMatchObject([{ id: "own-boundary", statement: { place: 2 } }]);
  expect(becomesAdministrator(bounded([remove], limit), freed)).toBe(true);
  expect(powerOf(bounded([], everything))).toMatchObject([{ id: "put-user-policy" }]);
});

test("every path of IAM has its story", () => {
  const told = [...Object.keys(stories), ...Object.keys(passwords)];
  expect(escalations.map(({ id }) => id).filter((id) => !told.includes(id))).toEqual([]);
});

const lambda = ["lambda:CreateFunction", "lambda:InvokeFunction"];

test.each<[string, readonly object[], readonly string[]]>([
  ["any role to lambda", [allow("iam:PassRole"), allow(lambda)], ["iam:PassRole with lambda"]],
  ["any role, and no service to run as it", [allow("iam:PassRole"), allow("lambda:InvokeFunction")], []],
  ["a service, and no role", [allow(lambda)], []],
  [
    "any role to ec2 alone",
    [
      { ...allow("iam:PassRole"), Condition: { StringEquals: { "iam:PassedToService": "ec2.amazonaws.com" } } },
      allow(lambda),
    ],
    [],
  ],
  [
    "an administrative role that ec2 may take",
    [allow("iam:PassRole", `${account}:role/administrator`), allow("ec2:RunInstances")],
    ["iam:PassRole with ec2"],
  ],
  [
    "an administrative role that lambda may not take",
    [allow("iam:PassRole", `${account}:role/administrator`), allow(lambda)],
    [],
  ],
  ["a role that only reads", [allow("iam:PassRole", `${account}:role/reader`), allow(lambda)], []],
  [
    "own keys alone",
    [allow(["iam:CreateAccessKey", "iam:UpdateLoginProfile"], `${account}:user/\${aws:username}`)],
    [],
  ],
  ["keys of all, but a Deny", [allow("iam:CreateAccessKey"), { ...allow("iam:*"), Effect: "Deny" }], []],
  [
    "keys of all, with MFA",
    [{ ...allow("iam:CreateAccessKey"), Condition: { Bool: { "aws:MultiFactorAuthPresent": "true" } } }],
    ["iam:CreateAccessKey"],
  ],
  [
    "keys of all, if dana were bob",
    [{ ...allow("iam:CreateAccessKey"), Condition: { StringEquals: { "aws:username": "bob" } } }],
    [],
  ],
  [
    "one harmless policy to attach",
    [{ ...allow("iam:AttachUserPolicy"), Condition: { ArnEquals: { "iam:PolicyARN": arnOf("deploy") } } }],
    [],
  ],
  [
    "everything but IAM",
    [{ Effect: "Allow", NotAction: "iam:*", Resource: "*" }],
    ["sts:AssumeRole", "ssm:SendCommand", "ssm:StartSession", "ec2-instance-connect:SendSSHPublicKey"],
  ],
  // The role administrator is one that EC2 may take. The sandbox has no instances: it cannot show what runs on them.
  ["what runs on any instance", [allow("ssm:SendCommand")], ["ssm:SendCommand"]],
  [
    "what runs on any instance of a region",
    [allow("ssm:StartSession", "arn:aws:ec2:eu-west-1:123456789012:instance/*")],
    ["ssm:StartSession"],
  ],
  ["what runs on one instance", [allow("ssm:SendCommand", "arn:aws:ec2:*:*:instance/i-0abc")], []],
  [
    "what runs on instances with a tag",
    [{ ...allow("ssm:SendCommand"), Condition: { StringEquals: { "ssm:resourceTag/Team": "web" } } }],
    [],
  ],
  ["what runs on any instance, but a Deny", [allow("ssm:SendCommand"), { ...allow("ssm:*"), Effect: "Deny" }], []],
  ["the code of any function, where none may be an administrator's", [allow("lambda:UpdateFunctionCode")], []],
  ["to read", [allow(["iam:Get*", "iam:List*"])], []],
])("dana may pass or change %s", (_what, statements, expected) => {
  expect(powerOf(worldOf(danaOf(statements))).map(({ name }) => name)).toEqual(expected);
});
