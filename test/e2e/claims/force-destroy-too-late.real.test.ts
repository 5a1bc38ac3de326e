import { CreateAccessKeyCommand } from "@aws-sdk/client-iam";
import { Account } from "../account";
import { withTerraform } from "../harness";
import { because, rosterOf } from "../rosters";

jest.setTimeout(180_000);

const wim = "  wim: { type: human, owner: wim@example.com";
const forced = `${wim}, forceDestroy: ${because("Made a key in the console that nobody can bring under management")} }`;
const refused = [
  expect.stringMatching(/^deleting IAM User \(wim\): .* DeleteConflict: .*must delete access keys first\.$/),
];

withTerraform("claim 4: forceDestroy in the change that removes the user has no effect", (terraform) => {
  let account: Account;
  beforeAll(async () => {
    account = await Account.open(terraform, rosterOf(`${wim} }`));
    await account.apply();
    await account.iam.send(new CreateAccessKeyCommand({ UserName: "wim" }));
  });
  afterAll(() => account.close());

  test("fails when the flag is written and the entry deleted before any apply", async () => {
    await account.edit(rosterOf(forced));
    await account.edit(rosterOf(""));
    expect(await account.failedApply()).toEqual(refused);
  });

  test("fails when the flag is only written, and the user destroyed", async () => {
    await account.edit(rosterOf(forced));
    expect(await account.failedApply({ destroy: true })).toEqual(refused);
  });

  test("is read from the state: once it was applied the same removal is clean", async () => {
    await account.edit(rosterOf(forced));
    await account.apply();
    expect((await account.resources()).get("aws_iam_user.wim")?.values.force_destroy).toBe(true);
    await account.edit(rosterOf(""));
    await account.apply();
    expect(await account.inhabitants()).toEqual([]);
  });
});
