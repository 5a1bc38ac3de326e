import {
  CreateAccessKeyCommand,
  CreateVirtualMFADeviceCommand,
  DeactivateMFADeviceCommand,
  DeleteAccessKeyCommand,
  DeleteVirtualMFADeviceCommand,
  ListAccessKeysCommand,
} from "@aws-sdk/client-iam";
import { preflight } from "../../../src/cli/commands/preflight";
import { Account } from "../account";
import { withTerraform } from "../harness";
import { because, rosterOf } from "../rosters";

jest.setTimeout(180_000);

const entry = (name: string, more = "") =>
  `  ${name}:\n    type: human\n    owner: ${name}@example.com\n    groups: [developers]${more}`;
const more = "groups: { developers: {} }";
const roster = (...entries: string[]) => rosterOf(entries.join("\n"), { more });
const serialOf = (name: string) => `arn:aws:iam::123456789012:mfa/${name}`;

withTerraform("claim 3: an access key and an MFA device were made in the console", (terraform) => {
  let account: Account;
  beforeAll(async () => {
    account = await Account.open(terraform, roster(entry("tom"), entry("uma"), entry("vic")));
  });
  afterAll(() => account.close());

  async function makeByHand(UserName: string): Promise<void> {
    await account.iam.send(new CreateAccessKeyCommand({ UserName }));
    const { VirtualMFADevice } = await account.iam.send(
      new CreateVirtualMFADeviceCommand({ VirtualMFADeviceName: UserName }),
    );
    const seed = Buffer.from(VirtualMFADevice?.Base32StringSeed ?? []).toString("latin1");
    await account.enable(UserName, VirtualMFADevice?.SerialNumber ?? "", seed);
  }

  async function keyOf(UserName: string): Promise<string> {
    const { AccessKeyMetadata = [] } = await account.iam.send(new ListAccessKeysCommand({ UserName }));
    return AccessKeyMetadata[0]?.AccessKeyId ?? "";
  }

  test("the entries are deleted; preflight tells, and the apply fails in AWS's words", async () => {
    await account.apply();
    for (const name of ["tom", "uma", "vic"]) await makeByHand(name);
    await account.edit(roster());
    const { code, out } = await account.ask(preflight, await account.plan());
    expect(code).toBe(3);
    for (const name of ["tom", "uma", "vic"]) {
      expect(out).toMatch(new RegExp(`${name} holds (the )?access key .*which Terraform does not manage`));
      expect(out).toMatch(new RegExp(`${name} holds (the )?MFA device .*which Terraform does not manage`));
    }
    const errors = await account.failedApply();
    expect(errors.map((line) => line.replace(/RequestID: [0-9a-f-]+/, "RequestID: ..."))).toEqual(
      ["tom", "uma", "vic"].map(
        (name) =>
          `deleting IAM User (${name}): operation error IAM: DeleteUser, https response error StatusCode: 409, RequestID: ..., DeleteConflict: Cannot delete entity, must remove tokens from principal first.`,
      ),
    );
    expect(await account.inhabitants()).toEqual(["tom", "uma", "vic", ...["tom", "uma", "vic"].map(serialOf)]);
  });

  test("way 1: the credentials of tom are brought under management, and his entry deleted again", async () => {
    const managed = `
    mfaDevices: { authenticator: { name: tom } }
    accessKeys: { console: {} }
    longLivedKeys: ${because("Made in the console by hand, and about to go with its owner")}`;
    const keyId = await keyOf("tom");
    await account.edit(roster(entry("tom", managed), entry("vic")), [
      { to: "aws_iam_access_key.tom--console", id: keyId },
      { to: "aws_iam_virtual_mfa_device.tom--authenticator", id: serialOf("tom") },
    ]);
    // uma still holds hers and fails again; tom and vic are not held up by that.
    expect(await account.failedApply()).toEqual([expect.stringContaining("deleting IAM User (uma)")]);
    expect(await keyOf("tom")).toBe(keyId);
    await account.edit(roster(entry("vic")));
    expect(await account.failedApply()).toEqual([expect.stringContaining("deleting IAM User (uma)")]);
    expect(await account.inhabitants()).toEqual(["uma", "vic", serialOf("uma"), serialOf("vic")]);
  });

  test("way 2: what uma holds is removed by hand, and the apply repeated", async () => {
    const AccessKeyId = await keyOf("uma");
    const device = { UserName: "uma", SerialNumber: serialOf("uma") };
    await account.iam.send(new DeleteAccessKeyCommand({ UserName: "uma", AccessKeyId }));
    await account.iam.send(new DeactivateMFADeviceCommand(device));
    await account.iam.send(new DeleteVirtualMFADeviceCommand(device));
    await account.apply();
    expect(await account.inhabitants()).toEqual(["vic", serialOf("vic")]);
  });

  test("way 3: forceDestroy with its justification is applied first, and vic's entry deleted then", async () => {
    const force = `\n    forceDestroy: ${because("Enrolled devices of his own in the console, which nobody can list any more")}`;
    await account.edit(roster(entry("vic", force)));
    await account.apply();
    expect(account.user("vic").tags).toContainEqual({ Key: "roster:force-destroy", Value: "SEC-7 until 2027-06-30" });
    await account.edit(roster());
    await account.apply();
    expect(await account.inhabitants()).toEqual([]);
    expect(await account.settled()).toBe(true);
  });
});
