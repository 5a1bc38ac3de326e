import { DeleteAccessKeyCommand } from "@aws-sdk/client-iam";
import { Account } from "../account";
import { withTerraform } from "../harness";
import { because, rosterOf } from "../rosters";

jest.setTimeout(240_000);

const longLived = `longLivedKeys: ${because("Works outside AWS, where no role can be assumed")}`;
const cleo = (held = "") => rosterOf(`  cleo: { type: human, owner: cleo@example.com${held} }`);
const console = ", loginProfile: {}, mfaDevices: { phone: {} }";
const all = `${console}, accessKeys: { laptop: {} }, ${longLived}`;
const device = "arn:aws:iam::123456789012:mfa/cleo-phone";

withTerraform("claim 9: the response is lost after the write took effect", (terraform) => {
  let account: Account;
  beforeAll(async () => {
    account = await Account.open(terraform, cleo());
  });
  afterAll(() => account.close());

  test("of CreateUser: the message names what to import, and the import leaves nothing to do", async () => {
    account.sandbox.setFaults({ lostResponse: { CreateUser: 1 } });
    expect(await account.failedApply()).toEqual([
      expect.stringMatching(
        /^aws_iam_user\.cleo: creating IAM User \(cleo\): .*EntityAlreadyExists: User with name cleo already exists\.$/,
      ),
    ]);
    await account.edit(cleo(), [{ to: "aws_iam_user.cleo", id: "cleo" }]);
    await account.apply();
    expect(await account.settled()).toBe(true);
  });

  test("of CreateLoginProfile and CreateVirtualMFADevice: the same, and no password is reset", async () => {
    account.sandbox.setFaults({ lostResponse: { CreateLoginProfile: 1, CreateVirtualMFADevice: 1 } });
    await account.edit(cleo(console));
    expect(await account.failedApply()).toEqual([
      expect.stringMatching(
        /^aws_iam_user_login_profile\.cleo: .*EntityAlreadyExists: Login Profile for user cleo already exists\.$/,
      ),
      expect.stringMatching(
        /^aws_iam_virtual_mfa_device\.cleo--phone: .*cleo-phone.*EntityAlreadyExists: MFA device already exists\.$/,
      ),
    ]);
    const password = account.user("cleo").loginProfile?.passwordHash;
    await account.edit(cleo(console), [
      { to: "aws_iam_user_login_profile.cleo", id: "cleo" },
      { to: "aws_iam_virtual_mfa_device.cleo--phone", id: device },
    ]);
    await account.apply();
    expect(await account.settled()).toBe(true);
    expect(account.user("cleo").loginProfile?.passwordHash).toBe(password);
  });

  test("of CreateAccessKey: the retry makes a second key that no state knows; it is a leftover like any other", async () => {
    account.sandbox.setFaults({ lostResponse: { CreateAccessKey: 1 } });
    await account.edit(cleo(all));
    await account.apply();
    expect(await account.settled()).toBe(true);
    expect(account.user("cleo").accessKeys).toHaveLength(2);
    const known = (await account.resources()).get("aws_iam_access_key.cleo--laptop")?.values.id;
    const unknown = account.user("cleo").accessKeys.find(({ accessKeyId }) => accessKeyId !== known);
    await account.iam.send(new DeleteAccessKeyCommand({ UserName: "cleo", AccessKeyId: unknown?.accessKeyId }));
  });

  test("of any deletion: the next try finds nothing, which is what was wanted", async () => {
    await account.enableMfa("cleo");
    await account.refresh();
    account.sandbox.setFaults({
      lostResponse: { DeleteUser: 1, DeleteAccessKey: 1, DeleteLoginProfile: 1, DeleteVirtualMFADevice: 1 },
    });
    await account.edit(rosterOf(""));
    await account.apply();
    expect(await account.inhabitants()).toEqual([]);
  });

  test("of DeactivateMFADevice: the apply reports success, and the orphaned device is found", async () => {
    account.sandbox.setFaults({});
    await account.edit(cleo(console));
    await account.apply();
    await account.enableMfa("cleo");
    await account.refresh();
    account.sandbox.setFaults({ lostResponse: { DeactivateMFADevice: 1 } });
    await account.edit(rosterOf(""));
    await account.apply();
    expect(await account.inhabitants()).toEqual([device]);
  });
});
