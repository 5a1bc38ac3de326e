import { openWorld, type World } from "../live/people";
import { differences, linesOf } from "./same-account";

const allow = (Action: string) =>
  JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action, Resource: "*" }] });

/** An account that somebody made by hand; everything that AWS chooses is another one each time. */
async function made(more: (world: World) => Promise<unknown> = async () => undefined): Promise<readonly string[]> {
  const world = await openWorld();
  const { admin } = world;
  try {
    const policy = await admin.call("iam:CreatePolicy", { PolicyName: "push", PolicyDocument: allow("s3:PutObject") });
    const PolicyArn = policy.Policy?.Arn ?? "";
    const UserName = "alice";
    await admin.call("iam:CreateUser", { UserName, Tags: [{ Key: "Team", Value: "payments" }] });
    await admin.call("iam:AttachUserPolicy", { UserName, PolicyArn });
    await admin.call("iam:CreateLoginProfile", { UserName, Password: "Tr0ub4dor&3-canary" });
    await admin.call("iam:CreateAccessKey", { UserName });
    await more(world);
    return linesOf(world.memory);
  } finally {
    await world.close();
  }
}

test("two accounts are the same that differ in what AWS chose", async () => {
  expect(differences(await made(), await made())).toEqual([]);
});

test("what only one of them has is told: a key, a status, a document, a tag, a user", async () => {
  const differing = await made(async ({ admin }) => {
    const UserName = "alice";
    const { AccessKey } = await admin.call("iam:CreateAccessKey", { UserName });
    await admin.call("iam:UpdateAccessKey", {
      UserName,
      AccessKeyId: AccessKey?.AccessKeyId ?? "",
      Status: "Inactive",
    });
    await admin.call("iam:DeleteLoginProfile", { UserName });
    await admin.call("iam:TagUser", { UserName, Tags: [{ Key: "Team", Value: "search" }] });
    await admin.call("iam:CreatePolicyVersion", {
      PolicyArn: "arn:aws:iam::123456789012:policy/push",
      PolicyDocument: allow("s3:GetObject"),
      SetAsDefault: true,
    });
    await admin.call("iam:CreateVirtualMFADevice", { VirtualMFADeviceName: "alice-phone" });
  });
  expect(differences(await made(), differing)).toMatchInlineSnapshot(`
    [
      "- mfaDevices: there",
      "- policies.push.document: "{\\"Version\\":\\"2012-10-17\\",\\"Statement\\":[{\\"Effect\\":\\"Allow\\",\\"Action\\":\\"s3:PutObject\\",\\"Resource\\":\\"*\\"}]}"",
      "- users.alice.loginProfile.passwordResetRequired: false",
      "- users.alice.tags: {"Key":"Team","Value":"payments"}",
      "+ mfaDevices.arn:aws:iam::123456789012:mfa/alice-phone.kind: "virtual"",
      "+ mfaDevices.arn:aws:iam::123456789012:mfa/alice-phone.serialNumber: "arn:aws:iam::123456789012:mfa/alice-phone"",
      "+ policies.push.document: "{\\"Version\\":\\"2012-10-17\\",\\"Statement\\":[{\\"Effect\\":\\"Allow\\",\\"Action\\":\\"s3:GetObject\\",\\"Resource\\":\\"*\\"}]}"",
      "+ users.alice.accessKeys: {"status":"Inactive"}",
      "+ users.alice.tags: {"Key":"Team","Value":"search"}",
    ]
  `);
});
