import type { LiveAccount } from "../../src/aws/account";
import { readBuckets } from "../../src/leaving/preflight/buckets";
import { readKeys } from "../../src/leaving/preflight/kms";
import { referenceFindings } from "../../src/leaving/preflight/references";

// A policy that cannot be read is not one that names nobody.

/** An account whose policies are all cut off. */
function accountWith(answers: Readonly<Record<string, object>>): LiveAccount {
  return { region: "eu-central-1", call: async (action: string) => answers[action] as never };
}

const CUT = '{"Version":"2012-10-17","Statement":[{"Effect":"De';

test.each([CUT, "", undefined, "null"])("a bucket's: %j is one that we could not see", async (Policy) => {
  const { policies, blind } = await readBuckets(
    accountWith({ "s3:ListBuckets": { Buckets: [{ Name: "ledger" }] }, "s3:GetBucketPolicy": { Policy } }),
  );
  expect(policies).toEqual([]);
  expect(blind.map(({ bucket, failure }) => [bucket, failure.message])).toEqual([
    ["ledger", "s3:GetBucketPolicy failed: UnreadablePolicy: the policy of bucket ledger is not a policy document"],
  ]);
});

test("a key's ends the question", async () => {
  const account = accountWith({
    "kms:ListKeys": { Keys: [{ KeyId: "k1", KeyArn: "arn:k1" }], Truncated: false },
    "kms:ListAliases": { Aliases: [], Truncated: false },
    "kms:GetKeyPolicy": { Policy: CUT },
    "kms:ListGrants": { Grants: [], Truncated: false },
  });
  await expect(readKeys(account, "eu-central-1")).rejects.toThrow(
    "kms:GetKeyPolicy failed: UnreadablePolicy: the key policy of arn:k1 is not a policy document",
  );
});

test("one of IAM's ends the question", () => {
  const policies = [{ kind: "trust policy", where: "the trust policy of role deploy", document: CUT }] as const;
  expect(() => referenceFindings(policies, [{ name: "alice", arn: "arn:aws:iam::123456789012:user/alice" }])).toThrow(
    "iam:GetAccountAuthorizationDetails failed: UnreadablePolicy: the trust policy of role deploy is not a policy document",
  );
});
