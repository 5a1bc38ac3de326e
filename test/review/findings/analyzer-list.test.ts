import { reviewWith, told } from "./sarif";

const finding = (findingType: string | undefined, resource: string, more: object = {}) => ({
  ...{ id: "f1", findingType, resource: `arn:aws:iam::123456789012:${resource}`, resourceType: "AWS::IAM::User" },
  ...{ resourceOwnerAccount: "123456789012", status: "ACTIVE", analyzedAt: "2026-11-20T10:00:00Z", ...more },
});
const list = (findings: readonly object[], more: object = {}) => JSON.stringify({ findings, ...more });

test("what Access Analyzer lists is told by person; what is archived is accepted, what is resolved is gone", async () => {
  const findings = [
    finding("UnusedIAMUserAccessKey", "user/people/alice"),
    finding("UnusedIAMUserPassword", "user/people/alice", { status: "ARCHIVED" }),
    finding("UnusedPermission", "user/people/deploy-bot", { status: "RESOLVED" }),
    finding("UnusedIAMRole", "role/ci"),
    finding("UnusedSomethingNew", "user/people/deploy-bot"),
    finding("UnusedPermission", "user/people/deploy-bot", { error: "ACCESS_DENIED" }),
    finding(undefined, "role/ci", { isPublic: true }),
  ];
  expect(await told({ "analyzer.sarif": list(findings) })).toEqual([
    "error nobody named (arn:aws:iam::123456789012:role/ci): IAM Access Analyzer ExternalAccess error: somebody outside of the zone of trust has access",
    "warning [alice] alice: IAM Access Analyzer UnusedIAMUserAccessKey warning: an access key is not used",
    "warning [deploy-bot] deploy-bot: IAM Access Analyzer UnusedPermission warning: it could not be analyzed (ACCESS_DENIED)",
    "warning [deploy-bot] deploy-bot: IAM Access Analyzer UnusedSomethingNew warning: it says no more",
    "warning nobody named (arn:aws:iam::123456789012:role/ci): IAM Access Analyzer UnusedIAMRole warning: the role is not used",
    "justified [alice] alice: IAM Access Analyzer UnusedIAMUserPassword warning: the password is not used",
  ]);
});

test("a list that has another page says so", async () => {
  expect(await told({ "analyzer.sarif": list([], { NextToken: "abc" }) })).toEqual([
    "warning analyzer.sarif: has the first page of the findings only: there is a nextToken",
  ]);
  expect(await told({ "analyzer.sarif": list([]) })).toEqual([]);
});

test("fails when a finding has no status that is known: it would close nothing", async () => {
  const open = list([finding("UnusedIAMRole", "role/ci", { status: "OPEN" })]);
  await expect(reviewWith({ "analyzer.sarif": open })).rejects.toThrow(
    "analyzer.sarif: is not a list of findings of IAM Access Analyzer: findings[0].status must be ACTIVE, ARCHIVED or RESOLVED",
  );
});
