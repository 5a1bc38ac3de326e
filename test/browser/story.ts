import { alice, because, bot, emergency, policies, roster, suspendedBob } from "../review/rosters";
import type { Story } from "../review/stories";

/** A Friday in November: the change whose review stands in docs/review-page.png. */

const carol = `
  carol:
    type: human
    owner: carol@example.com
    groups: [developers, billing]
    loginProfile: {}
    mfaDevices: { phone: {}, yubikey: {} }
    accessKeys: { laptop: {} }
    longLivedKeys: ${because("Contractor whose build tool cannot assume a role")}`;

const dana = `
  dana:
    type: human
    owner: dana@example.com
    groups: [developers]
    loginProfile: {}
    mfaDevices: { phone: {} }`;

const erin = (more = "") => `
  erin:
    type: human
    owner: erin@example.com
    groups: [developers${more === "" ? "" : ", billing"}]
    loginProfile: {}
    mfaDevices: { phone: {} }${more}`;

const onCall = `
    policies: { managed: [arn:aws:iam::aws:policy/AdministratorAccess] }
    directPolicies: ${because("She is on call for the whole account in December")}
    administratorAccess: ${because("She is on call for the whole account in December", "2027-01-05")}`;

const frank = (suspended = "") => `
  frank:
    type: human
    owner: frank@example.com
    groups: [billing]
    loginProfile: {}
    mfaDevices: { phone: {} }
    accessKeys: { reports: {} }
    longLivedKeys: ${because("The reporting tool of finance knows no roles")}${suspended}`;

const backup = `
  backup-bot:
    type: service
    owner: platform-team
    permissionsBoundary: service-boundary
    accessKeys: { nightly: { rotateBy: 2026-12-31 } }`;

const groups = `
  developers: { policies: [arn:aws:iam::aws:policy/ReadOnlyAccess, deploy] }
  billing: { policies: [arn:aws:iam::aws:policy/job-function/Billing] }`;

export const story: Story = {
  applied: roster([alice, suspendedBob("2026-10-01"), carol, erin(), frank(), bot, backup, emergency], { groups }),
  after: roster(
    [
      alice,
      dana,
      erin(onCall),
      frank("\n    suspended: { since: 2026-11-21, reason: Moves to single sign-on, ticket: HR-91 }"),
      bot.replace("b: { status: Inactive }", "c: { rotateBy: 2027-05-31 }"),
      backup,
      emergency,
    ],
    {
      groups,
      policies: policies.replace('["s3:PutObject"]', '["s3:PutObject", "s3:GetObject", "lambda:UpdateFunctionCode"]'),
    },
  ),
  stack: (stack) => {
    stack.resource.aws_iam_role = { ci: { name: "ci", assume_role_policy: '{"Version":"2012-10-17","Statement":[]}' } };
    stack.output = { ci: { value: "ci" } };
  },
};

/** When AWS says that each key was made: the sandbox makes all of them on the day of the story. */
export const created: Readonly<Record<string, string>> = {
  "aws_iam_access_key.bob--laptop": "2025-02-11T09:12:00Z",
  "aws_iam_access_key.carol--laptop": "2026-06-02T08:40:00Z",
  "aws_iam_access_key.frank--reports": "2024-01-17T14:03:00Z",
  "aws_iam_access_key.deploy-bot--a": "2026-11-03T10:00:00Z",
  "aws_iam_access_key.deploy-bot--b": "2026-05-04T10:00:00Z",
  "aws_iam_access_key.backup-bot--nightly": "2026-09-30T10:00:00Z",
};
