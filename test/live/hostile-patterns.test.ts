import type { CallerFacts, DoctorFacts } from "../../src/doctor/facts";
import { readTrust } from "../../src/doctor/trust-policy";
import { bucketFindings } from "../../src/leaving/preflight/bucket-policies";
import { readPolicy } from "../../src/policy/document";
import { lossOf } from "../../src/policy/key-loss";

// Patterns that others wrote: turned into a regular expression each of these took minutes.

const account = "123456789012";
const alice = { name: "alice", arn: `arn:aws:iam::${account}:user/alice` };
const stars = "*".repeat(30);

const policyWith = (...Statement: object[]) => readPolicy({ Version: "2012-10-17", Statement });

test("preflight: a key policy that only seems to let others administer and decrypt", () => {
  const policy = policyWith(
    { Effect: "Allow", Principal: { AWS: alice.arn }, Action: "kms:*", Resource: "*" },
    { Effect: "Allow", Principal: { AWS: `arn:aws:iam::${account}:root` }, Action: `kms:${stars}x`, Resource: "*" },
  );
  const key = { arn: `arn:aws:kms:us-east-1:${account}:key/k1`, grants: [], ...(policy && { policy }) };
  expect(lossOf(key, alice, [alice])).toEqual({ named: ["as principal"], administrator: true, user: true });
});

test("preflight: a bucket policy whose Deny covers no action that matters", () => {
  const Deny = { Effect: "Deny", NotPrincipal: { AWS: alice.arn }, Action: `s3:${stars}x`, Resource: "*" };
  const policy = policyWith(Deny);
  if (policy === undefined) throw new Error("the policy is readable");
  expect(bucketFindings([{ bucket: "ledger", policy }], [alice]).map(({ id }) => id)).toEqual([
    "bucket-policy-names-leaver",
  ]);
});

test.each([`kms:${stars}x`, `sts:${stars}x`, `${"*a".repeat(1000)}x`])(
  "doctor: a trust policy that allows %s trusts nobody to assume the role",
  (Action) => {
    const trust = { Version: "2012-10-17", Statement: { Effect: "Allow", Principal: { AWS: account }, Action } };
    expect(readTrust(JSON.stringify(trust), facts, caller)).toEqual({ kind: "not named", principals: [] });
  },
);

test("doctor: a condition of many stars fails", () => {
  const Condition = { StringLike: { "aws:username": `${stars}${"a*".repeat(500)}x` } };
  const trust = {
    Version: "2012-10-17",
    Statement: { Effect: "Allow", Principal: { AWS: account }, Action: "sts:AssumeRole", Condition },
  };
  expect(readTrust(JSON.stringify(trust), facts, caller)).toMatchObject({
    kind: "named",
    by: "account",
    conditions: [{ verdict: "fails", given: ["alice"] }],
  });
});

const caller: CallerFacts = {
  arn: alice.arn,
  accountId: account,
  userId: "AIDAEXAMPLE",
  principalArn: alice.arn,
  pathKnown: true,
  kind: "user",
  mfaPresent: "absent",
};
const facts: DoctorFacts = {
  wanted: {
    ...{ roleArn: `arn:aws:iam::${account}:role/deploy`, externalId: undefined, sessionName: "iam-roster" },
    ...{ durationSeconds: undefined, region: "us-east-1", accountId: account, mfa: undefined },
  },
  now: new Date(0),
  caller,
  ...{ attempt: undefined, role: undefined, permission: undefined, roleArns: [], tags: undefined, devices: undefined },
};
