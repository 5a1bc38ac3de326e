import type { FaultSpec } from "../../../src/sandbox/index";
import { Account } from "../account";
import { withTerraform } from "../harness";
import { because, rosterOf } from "../rosters";

jest.setTimeout(240_000);

const policy = '{ Version: "2012-10-17", Statement: [{ Effect: Allow, Action: "s3:Get*", Resource: "*" }] }';
const more = `policies: { read: { document: ${policy} } }\ngroups: { readers: { policies: [read] } }`;
const person = (name: string) => `  ${name}:
    type: human
    owner: ${name}@example.com
    groups: [readers]
    loginProfile: {}
    mfaDevices: { phone: {} }
    accessKeys: { laptop: {} }
    longLivedKeys: ${because("Works outside AWS, where no role can be assumed")}
    policies: { managed: [read], inline: { list: ${policy} } }
    directPolicies: ${because("Everything that can be attached at once is the point")}`;
const people = ["kim", "lou"];

const faults: Readonly<Record<string, { join: FaultSpec; leave: FaultSpec }>> = {
  throttling: { join: { throttle: 0.15 }, leave: { throttle: 0.15, seed: 7 } },
  EntityTemporarilyUnmodifiable: { join: { loginProfileTemporary: 2 }, leave: {} },
  ConcurrentModification: { join: { concurrentModification: { CreateUser: 2 } }, leave: {} },
  "slow propagation": { join: { propagationMs: 1500 }, leave: { propagationMs: 1500 } },
};

withTerraform("claim 9: AWS is having a bad day", (terraform) => {
  let account: Account;
  beforeAll(async () => {
    account = await Account.open(terraform, rosterOf(people.map(person).join("\n"), { more }));
  });
  afterAll(() => account.close());

  test.each(Object.entries(faults))("%s: they join and leave cleanly", async (name, { join, leave }) => {
    account.sandbox.resetCounts();
    account.sandbox.setFaults(join);
    await account.edit(rosterOf(people.map(person).join("\n"), { more }));
    await account.apply();
    expect(Object.keys(account.memory.users).sort()).toEqual(people);
    // The count of refusals lives with the login profile: the faults of the join go on.
    if (name !== "EntityTemporarilyUnmodifiable") account.sandbox.setFaults(leave);
    await account.edit(rosterOf("", { more }));
    await account.apply();
    expect(await account.inhabitants()).toEqual([]);
    const { "iam:CreateUser": created = 0, "iam:DeleteLoginProfile": deleted = 0 } = account.sandbox.counts();
    if (name === "ConcurrentModification") expect(created).toBe(people.length + 2);
    if (name === "EntityTemporarilyUnmodifiable") expect(deleted).toBe(people.length * 3);
    account.sandbox.setFaults({});
  });

  test("where the provider gives up on ConcurrentModification, the next apply is clean", async () => {
    account.sandbox.setFaults({ concurrentModification: { AttachUserPolicy: 1 } });
    await account.edit(rosterOf(person("mia"), { more }));
    expect(await account.failedApply()).toEqual([
      expect.stringMatching(
        /^aws_iam_user_policy_attachment\.mia--read: .*ConcurrentModification: The request was rejected/,
      ),
    ]);
    await account.apply();
    expect(account.user("mia").attachedPolicies).toEqual(["arn:aws:iam::123456789012:policy/read"]);
    account.sandbox.setFaults({ concurrentModification: { DeleteUser: 1 } });
    await account.edit(rosterOf("", { more }));
    expect(await account.failedApply()).toEqual([
      expect.stringMatching(/^deleting IAM User \(mia\): .*ConcurrentModification: The request was rejected/),
    ]);
    await account.apply();
    expect(await account.inhabitants()).toEqual([]);
  });
});
