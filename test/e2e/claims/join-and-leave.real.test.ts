import { GetUserCommand } from "@aws-sdk/client-iam";
import { Account } from "../account";
import { withTerraform } from "../harness";
import { because, CERTIFICATE, OTHER_CERTIFICATE, rosterOf, SSH_KEY } from "../rosters";

jest.setTimeout(180_000);

const direct = `directPolicies: ${because("A bot with one permission, which a group of one would only hide")}`;
const longLived = `longLivedKeys: ${because("Runs outside AWS, where no role can be assumed")}`;
const plaintext = `plaintextSecrets: ${because("The provider cannot encrypt the password of a service")}`;
const more = `
policies:
  push: { document: { Version: "2012-10-17", Statement: [{ Effect: Allow, Action: codecommit:GitPush, Resource: "*" }] } }
groups:
  developers: { policies: [push] }
  billing: { existing: true }`;

/** What can be held, each kind by somebody who holds nothing else. */
const kinds: Readonly<Record<string, string>> = {
  nothing: "",
  password: `loginProfile: {}\n    consoleWithoutMfa: ${because("Signs in from the office network only, see the ticket")}`,
  "mfa-never-enabled": "mfaDevices: { phone: {} }",
  "mfa-enabled": "mfaDevices: { phone: {} }",
  "access-keys": `accessKeys: { a: {}, b: { status: Inactive } }\n    ${longLived}`,
  "ssh-key": `sshPublicKeys: { ci: { publicKey: ${SSH_KEY} } }`,
  certificate: `signingCertificates: { soap: { body: ${CERTIFICATE} } }`,
  "service-credential": `serviceSpecificCredentials: { git: { service: codecommit.amazonaws.com } }\n    ${plaintext}`,
  "inline-policy": `policies: { inline: { push: { Version: "2012-10-17", Statement: [{ Effect: Allow, Action: "codecommit:GitPush", Resource: "arn:aws:codecommit:*:*:\${aws:username}-*" }] } } }\n    ${direct}`,
  "managed-policy": `policies: { managed: [push, arn:aws:iam::aws:policy/AWSCodeCommitReadOnly] }\n    ${direct}`,
  boundary: "permissionsBoundary: push",
  groups: "groups: [developers, billing]",
  everything: `permissionsBoundary: push
    groups: [developers, billing]
    loginProfile: { passwordLength: 32 }
    mfaDevices: { phone: {}, spare: { path: /spare/ } }
    accessKeys: { a: {}, b: { status: Inactive } }
    sshPublicKeys: { ci: { publicKey: ${SSH_KEY} } }
    signingCertificates: { soap: { body: ${OTHER_CERTIFICATE}, status: Inactive } }
    serviceSpecificCredentials:
      git: { service: codecommit.amazonaws.com }
      cassandra: { service: cassandra.amazonaws.com, status: Inactive }
    policies:
      managed: [push]
      inline: { read: { Version: "2012-10-17", Statement: [{ Effect: Allow, Action: "s3:Get*", Resource: "*" }] } }
    ${direct}
    ${longLived}
    ${plaintext}`,
};

const entry = (name: string) => `  ${name}:\n    type: service\n    owner: platform-team\n    ${kinds[name]}`;

withTerraform("claims 1 and 2: with every kind of credential, and with all of them", (terraform) => {
  let account: Account;
  beforeAll(async () => {
    account = await Account.open(terraform, rosterOf(Object.keys(kinds).map(entry).join("\n"), { more }));
  });
  afterAll(() => account.close());

  test("join: everybody gets what the roster says, and a second plan is empty", async () => {
    await account.apply();
    await account.enableMfa("mfa-enabled");
    await account.enableMfa("everything");
    const { everything } = account.memory.users;
    expect([...(everything?.groups ?? [])].sort()).toEqual(["billing", "developers"]);
    expect(everything?.accessKeys.map(({ status }) => status).sort()).toEqual(["Active", "Inactive"]);
    expect(everything).toMatchObject({
      loginProfile: { passwordResetRequired: true },
      sshPublicKeys: [{ status: "Active" }],
      signingCertificates: [{ status: "Inactive" }],
      attachedPolicies: ["arn:aws:iam::123456789012:policy/push"],
      permissionsBoundary: "arn:aws:iam::123456789012:policy/push",
    });
    expect(everything?.serviceSpecificCredentials).toHaveLength(2);
    expect(account.memory.users["inline-policy"]?.inlinePolicies.push).toContain(
      "arn:aws:codecommit:*:*:${aws:username}-*",
    );
    expect(await account.settled()).toBe(true);
  });

  test("leave: all entries are deleted, one apply, and nothing is left", async () => {
    expect(await account.inhabitants()).toHaveLength(Object.keys(kinds).length + 4);
    await account.refresh();
    await account.edit(rosterOf("", { more }));
    await account.apply();
    expect(await account.inhabitants()).toEqual([]);
    for (const UserName of Object.keys(kinds)) {
      await expect(account.iam.send(new GetUserCommand({ UserName }))).rejects.toMatchObject({
        name: "NoSuchEntityException",
        message: `The user with name ${UserName} cannot be found.`,
      });
    }
    expect([...(await account.resources()).keys()].sort()).toEqual([
      "aws_iam_group.developers",
      "aws_iam_group_policy_attachment.developers--push",
      "aws_iam_policy.push",
    ]);
  });
});
