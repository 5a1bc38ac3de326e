import { DataAwsIamGroup } from "@cdktf/provider-aws/lib/data-aws-iam-group";
import { DataAwsIamPolicy } from "@cdktf/provider-aws/lib/data-aws-iam-policy";
import { DataAwsIamPolicyDocument } from "@cdktf/provider-aws/lib/data-aws-iam-policy-document";
import { IamGroup } from "@cdktf/provider-aws/lib/iam-group";
import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { TerraformElement, TerraformOutput, TerraformStack, TerraformVariable, Testing } from "cdktf";
import type { Construct } from "constructs";
import {
  ManagedAccessKey,
  ManagedGroup,
  ManagedPolicy,
  ManagedUser,
  type ManagedUserProps,
  RosterUsers,
} from "../../constructs/index";
import { loadRoster } from "../../src/roster/index";
import { testdir } from "../testdir";
import { whole } from "../whole";
import { resourcesOf } from "./synth";

const document = { Version: "2012-10-17", Statement: [] };

test("a group is passed as itself, whoever made it, or by its name", () => {
  const resources = resourcesOf((stack) => {
    const developers = new ManagedGroup(stack, "developers");
    const legacy = new IamGroup(stack, "legacy", { name: "legacy-admins" });
    const elsewhere = new DataAwsIamGroup(stack, "finance", { groupName: "finance-billing" });
    new ManagedUser(stack, "alice", { groups: [developers, legacy, elsewhere, "on-call"] });
  });
  expect(resources.aws_iam_user_group_membership?.alice?.groups).toEqual([
    "${aws_iam_group.developers.name}",
    "${aws_iam_group.legacy.name}",
    "${data.aws_iam_group.finance.group_name}",
    "on-call",
  ]);
});

test("a policy is passed as itself, whoever made it, or by its ARN, and names its attachments", () => {
  const resources = resourcesOf((stack) => {
    const mfa = new ManagedPolicy(stack, "self-manage-mfa", { document });
    const legacy = new IamPolicy(stack, "push", { policy: JSON.stringify(document) });
    const elsewhere = new DataAwsIamPolicy(stack, "audit", { name: "audit" });
    const given = new TerraformVariable(stack, "deploy-policy", { type: "string" });
    const policies = [
      mfa,
      legacy,
      elsewhere,
      { key: "deploy", arn: given.stringValue },
      "arn:aws:iam::aws:policy/ReadOnlyAccess",
    ];
    new ManagedUser(stack, "alice", { managedPolicies: policies, permissionsBoundary: legacy });
    new ManagedGroup(stack, "developers", { policies });
  });
  const arns = {
    "--self-manage-mfa": "${aws_iam_policy.self-manage-mfa.arn}",
    "--push": "${aws_iam_policy.push.arn}",
    "--audit": "${data.aws_iam_policy.audit.arn}",
    "--deploy": "${var.deploy-policy}",
    "--aws--ReadOnlyAccess": "arn:aws:iam::aws:policy/ReadOnlyAccess",
  };
  const attached = (type: string) =>
    Object.fromEntries(
      Object.entries(resources[type] ?? {}).map(([address, { policy_arn }]) => [
        address.replace(/^[a-z]+/, ""),
        policy_arn,
      ]),
    );
  expect(attached("aws_iam_user_policy_attachment")).toEqual(arns);
  expect(attached("aws_iam_group_policy_attachment")).toEqual(arns);
  expect(resources.aws_iam_user?.alice?.permissions_boundary).toBe("${aws_iam_policy.push.arn}");
});

test("a document may refer to other resources, and keeps IAM's own variables beside them", () => {
  const resources = resourcesOf((stack) => {
    const bucket = new TerraformVariable(stack, "bucket", { type: "string" });
    const Resource = `${bucket.stringValue}/\${aws:username}/*`;
    const own = { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "s3:*", Resource }] };
    const written = new DataAwsIamPolicyDocument(stack, "written", { statement: [{ actions: ["s3:*"] }] });
    new ManagedPolicy(stack, "own-prefix", { document: own });
    new ManagedUser(stack, "alice", { inlinePolicies: { written: written.json } });
  });
  expect(resources.aws_iam_policy?.["own-prefix"]?.policy).toBe(
    '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"${var.bucket}/$${aws:username}/*"}]}',
  );
  expect(resources.aws_iam_user_policy?.["alice--written"]?.policy).toBe(
    "${data.aws_iam_policy_document.written.json}",
  );
});

test("an inline policy that was created elsewhere is neither created nor removed", () => {
  const Statement = { Effect: "Allow", Action: "s3:*", Resource: "*" };
  const inlinePolicies = { own: { Version: "2012-10-17", Statement } };
  const resources = resourcesOf((stack) => {
    new ManagedUser(stack, "alice", { inlinePolicies, existingInlinePolicies: ["${odd}", "old"] });
  });
  expect(Object.keys(resources.aws_iam_user_policy ?? {})).toEqual(["alice--own"]);
  expect(resources.aws_iam_user_policies_exclusive?.alice?.policy_names).toEqual([
    "${aws_iam_user_policy.alice--own.name}",
    "$${odd}",
    "old",
  ]);
});

function outputsOf(build: (stack: Construct) => Record<string, string>): Record<string, string> {
  const stack = new TerraformStack(Testing.app(), "test");
  new AwsProvider(stack, "aws");
  for (const [name, value] of Object.entries(build(stack))) new TerraformOutput(stack, `${name}-out`, { value });
  const { output } = JSON.parse(Testing.synth(stack, true)) as { output: Record<string, { value: string }> };
  return Object.fromEntries(Object.entries(output).map(([name, { value }]) => [name.replace("-out", ""), value]));
}

test("everything that a user holds can be read from it", () => {
  const outputs = outputsOf((stack) => {
    const user = new ManagedUser(stack, "bot", {
      loginProfile: { pgpKey: "keybase:acme" },
      mfaDevices: { phone: {} },
      accessKeys: { a: { pgpKey: "keybase:acme" }, constructor: {} },
      sshPublicKeys: { ci: { publicKey: "ssh-rsa AAAA" } },
      signingCertificates: { soap: { body: "-----BEGIN CERTIFICATE-----" } },
      serviceSpecificCredentials: { git: { service: "codecommit.amazonaws.com" } },
    });
    return {
      arn: user.arn,
      name: user.name,
      password: user.loginProfile?.encryptedPassword ?? "",
      phone: user.mfaDevices.phone?.arn ?? "",
      id: user.accessKeys.a?.accessKeyId ?? "",
      secret: user.accessKeys.a?.encryptedSecret ?? "",
      other: Object.values(user.accessKeys)[1]?.accessKeyId ?? "",
      ssh: user.sshPublicKeys.ci?.sshPublicKeyId ?? "",
      soap: user.signingCertificates.soap?.certificateId ?? "",
      git: user.serviceSpecificCredentials.git?.serviceUserName ?? "",
    };
  });
  expect(outputs).toEqual({
    arn: "${aws_iam_user.bot.arn}",
    name: "${aws_iam_user.bot.name}",
    password: "${aws_iam_user_login_profile.bot.encrypted_password}",
    phone: "${aws_iam_virtual_mfa_device.bot--phone.arn}",
    id: "${aws_iam_access_key.bot--a.id}",
    secret: "${aws_iam_access_key.bot--a.encrypted_secret}",
    other: "${aws_iam_access_key.bot--constructor.id}",
    ssh: "${aws_iam_user_ssh_key.bot--ci.ssh_public_key_id}",
    soap: "${aws_iam_signing_certificate.bot--soap.certificate_id}",
    git: "${aws_iam_service_specific_credential.bot--git.service_user_name}",
  });
});

test("a suspended user has no login profile to read, and no slot that was not given", () => {
  resourcesOf((stack) => {
    const user = new ManagedUser(stack, "bob", { suspended: true, loginProfile: {} });
    expect(user.loginProfile).toBeUndefined();
    expect(user.mfaDevices.phone).toBeUndefined();
    expect("constructor" in user.accessKeys).toBe(false);
  });
});

test("each construct holds its resource as the default child, as aws-cdk has it", () => {
  resourcesOf((stack) => {
    const user = new ManagedUser(stack, "alice", {
      accessKeys: { a: {} },
      mfaDevices: { phone: {} },
      loginProfile: {},
    });
    const group = new ManagedGroup(stack, "developers");
    const policy = new ManagedPolicy(stack, "push", { document });
    const held = [user.accessKeys.a, user.mfaDevices.phone, user.loginProfile];
    for (const construct of [user, group, policy, ...held]) {
      expect(construct).not.toBeInstanceOf(TerraformElement);
      expect(construct?.node.defaultChild).toBe(construct?.resource);
    }
  });
});

test("a further access key is made for a user of somebody else, and is Inactive while that user is suspended", () => {
  const { aws_iam_access_key } = resourcesOf((stack) => {
    const user = new ManagedUser(stack, "bob", { suspended: true });
    new ManagedAccessKey(stack, "evidence", { user, key: "evidence" });
  });
  expect(aws_iam_access_key).toEqual({
    "bob--evidence": {
      user: "${aws_iam_user.bob.name}",
      status: "Inactive",
      lifecycle: { ignore_changes: ["pgp_key"] },
    },
  });
});

describe("a roster", () => {
  const yaml = `
version: 1
policies: { push: { document: { Version: "2012-10-17", Statement: [{ Effect: Allow, Action: "ecr:*", Resource: "*" }] } } }
groups:
  developers: { policies: [push] }
  billing: { existing: true, name: finance-billing }
users:
  alice: { type: human, owner: alice@example.com, groups: [developers, billing] }
`;
  const read = async () => whole(await loadRoster(`${testdir({ "users.yaml": yaml })}/users.yaml`));

  test("gives its users, groups and policies by key, and takes a group that the app has", async () => {
    const roster = await read();
    const resources = resourcesOf((stack) => {
      const finance = new ManagedGroup(stack, "finance");
      const made = new RosterUsers(stack, "roster", { roster, existingGroups: { billing: finance } });
      expect([made.users, made.groups, made.policies].map(Object.keys)).toEqual([["alice"], ["developers"], ["push"]]);
      new ManagedUser(stack, "bot", { managedPolicies: made.policies.push ? [made.policies.push] : [] });
    });
    expect(resources.aws_iam_user_group_membership?.alice?.groups).toEqual([
      "${aws_iam_group.developers.name}",
      "${aws_iam_group.finance.name}",
    ]);
    expect(Object.keys(resources.aws_iam_user_policy_attachment ?? {})).toEqual(["bot--push"]);
  });

  test("fails when the app has a group that the roster does not call existing", async () => {
    const roster = await read();
    const existingGroups = { developers: "developers" };
    expect(() => resourcesOf((stack) => new RosterUsers(stack, "roster", { roster, existingGroups }))).toThrow(
      new Error('test/roster: existingGroups has "developers", which the roster does not call existing'),
    );
  });

  test("fails when it was never checked and refers to what it does not have", async () => {
    const roster = await read();
    expect(() =>
      resourcesOf((stack) => new RosterUsers(stack, "roster", { roster: { ...roster, groups: [] } })),
    ).toThrow(new Error('test/roster: roster has no "developers" under groups'));
  });
});

describe("fails when a prop asks for what IAM refuses, in the words of the prop", () => {
  const slots = (count: number) =>
    Object.fromEntries(Array.from({ length: count }, (_, index) => [`slot${index}`, {}]));
  const arns = Array.from({ length: 20 }, (_, index) => `arn:aws:iam::123456789012:policy/p${index}`);
  const reference = (stack: Construct) => new TerraformVariable(stack, "policy", { type: "string" }).stringValue;

  test.each<[ManagedUserProps, string]>([
    [{ name: "jane doe" }, 'name is "jane doe": it must be 1 to 64 letters, digits and + = , . @ _ -'],
    [{ path: "people" }, 'path is "people": it must begin and end with a slash'],
    [{ accessKeys: slots(3) }, "accessKeys has 3 entries: IAM allows a user 2"],
    [{ mfaDevices: slots(9) }, "mfaDevices has 9 entries: IAM allows a user 8"],
    [
      { groups: ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k"] },
      "groups has 11 entries: IAM allows a user 10",
    ],
    [
      { managedPolicies: arns, suspended: true },
      "managedPolicies has 20 entries: AWSDenyAll of the suspension needs a place",
    ],
    [
      { managedPolicies: ["ReadOnlyAccess"] },
      'managedPolicies has "ReadOnlyAccess": give the policy itself, or its ARN, such as arn:aws:iam::aws:policy/ReadOnlyAccess',
    ],
    [
      { permissionsBoundary: "boundary" },
      'permissionsBoundary has "boundary": give the policy itself, or its ARN, such as arn:aws:iam::aws:policy/ReadOnlyAccess',
    ],
    [
      { managedPolicies: ["arn:aws:iam::aws:policy/SecurityAudit", "arn:aws:iam::aws:policy/SecurityAudit"] },
      'managedPolicies has "aws/SecurityAudit" twice',
    ],
    [
      { groups: ["arn:aws:iam::123456789012:group/developers"] },
      'groups has "arn:aws:iam::123456789012:group/developers": give the group itself, or its name, which is not an ARN',
    ],
  ])("%j", (props, problem) => {
    expect(() => resourcesOf((stack) => new ManagedUser(stack, "alice", props))).toThrow(
      new Error(`test/alice: ${problem}`),
    );
  });

  test("a first password that is too short", () => {
    const build = (stack: Construct) => new ManagedUser(stack, "alice", { loginProfile: { passwordLength: 6 } });
    expect(() => resourcesOf(build)).toThrow(
      new Error("test/alice/login-profile: passwordLength is 6: it must be 8 to 128"),
    );
  });

  test("an ARN that is a reference, which no address can be made from", () => {
    const build = (stack: Construct) => new ManagedUser(stack, "alice", { managedPolicies: [reference(stack)] });
    expect(() => resourcesOf(build)).toThrow(
      new Error(
        "test/alice: managedPolicies has an ARN that is a reference: give the policy itself, or { key, arn } with a key that names it in addresses",
      ),
    );
  });

  test("the encrypted form of what is not encrypted", () => {
    resourcesOf((stack) => {
      const user = new ManagedUser(stack, "alice", { loginProfile: {}, accessKeys: { laptop: {} } });
      expect(() => user.accessKeys.laptop?.encryptedSecret).toThrow(
        new Error(
          "test/alice/access-key-laptop: encryptedSecret needs a pgpKey: without one the secret is not encrypted",
        ),
      );
      expect(() => user.loginProfile?.encryptedPassword).toThrow(
        new Error(
          "test/alice/login-profile: encryptedPassword needs a pgpKey: without one the password is not encrypted",
        ),
      );
    });
  });
});
