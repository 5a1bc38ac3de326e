import { readdirSync } from "node:fs";
import { join } from "node:path";
import { dangerRules } from "../../src/review/dangers/index";
import type { Review } from "../../src/review/model/review";
import { reviewOf, said } from "./fixture";
import { stories } from "./stories";

/** What each story of real Terraform comes to: exit code, people, and every danger (the seeds of MFA devices left out). */
const outcomes: Readonly<Record<string, readonly string[]>> = {
  joins: ["exit 0", "alice: joins", "deploy-bot: unchanged"],
  "leaves-after-soak": ["exit 0", "bob: leaves", "alice: unchanged"],
  suspended: ["exit 0", "bob: is suspended", "alice: unchanged", "deploy-bot: unchanged", "emergency: unchanged"],
  returns: ["exit 0", "bob: returns"],
  unchanged: ["exit 0", "alice: unchanged", "bob: unchanged", "deploy-bot: unchanged", "emergency: unchanged"],
  imported: [
    "exit 0",
    "deploy-bot: imported",
    // What is not in these lists is taken away from the user.
    "other: create aws_iam_user_policies_exclusive.deploy-bot",
    "other: create aws_iam_user_policy_attachments_exclusive.deploy-bot",
  ],
  "person-recreated": [
    "exit 0",
    "alice: replaced",
    "deploy-bot: unchanged",
    "warning person-recreated: alice is replaced, as -replace asks",
  ],
  "key-renamed": [
    "exit 3",
    "bob: leaves",
    "bob: joins",
    "error removal-without-soak: bob leaves and was never suspended",
    "error name-swap: bob is removed as aws_iam_user.bob and created again as aws_iam_user.robert",
  ],
  others: [
    "exit 0",
    "deploy-bot: unchanged",
    "other: create aws_iam_role.ci",
    "other: create aws_secretsmanager_secret_version.token",
    "output: create password",
    "output: create role",
    "warning secret-in-clear: password of output.password is in plain text in the plan",
  ],
  "change-not-understood": [
    "exit 0",
    "deploy-bot: unchanged",
    "other: create aws_iam_instance_profile.ci",
    "other: create aws_iam_security_token_service_preferences.all",
    "warning change-not-understood: aws_iam_security_token_service_preferences.all is created, and what that means for people is not known here",
  ],
  "sign-in-changed": [
    "exit 0",
    "deploy-bot: unchanged",
    "other: create aws_iam_openid_connect_provider.ci",
    "warning sign-in-changed: roles may newly trust whom https://token.actions.githubusercontent.com signs in",
  ],
  "permission-set-widened": [
    "exit 3",
    "deploy-bot: unchanged",
    "other: create aws_ssoadmin_account_assignment.alice",
    "other: create aws_ssoadmin_managed_policy_attachment.admins",
    "other: create aws_ssoadmin_permission_set.admins",
    "error permission-set-widened: the permission set admins can newly become administrator, through full access (policy AdministratorAccess)",
    "error permission-set-widened: user 11111111-2222-3333-4444-555555555555 newly gets the permission set admins in account 123456789012, and can become administrator there, through full access",
  ],
  "key-lost": [
    "exit 3",
    "bob: leaves",
    "alice: unchanged",
    "other: create aws_kms_key_policy.payroll",
    "error key-lost: without bob nobody may change the policy of aws_kms_key_policy.payroll, and nobody may decrypt with aws_kms_key_policy.payroll",
    "warning outsider-let-in: aws_kms_key_policy.payroll newly allows kms:* to the user bob",
  ],
  "code-as-others": [
    "exit 0",
    "alice: unchanged",
    "deploy-bot: unchanged",
    "warning code-as-others: alice can newly run code as the role of any Lambda function, through lambda:UpdateFunctionCode (group developers, policy deploy)",
  ],
  "credential-for-stranger": [
    "exit 3",
    "ceo: changes",
    "deploy-bot: unchanged",
    "error credential-for-stranger: ceo, who is not of this stack, gets access key stranger",
  ],
  "tag-decides": [
    "exit 0",
    "alice: changes",
    "deploy-bot: unchanged",
    "warning tag-decides: the tag Team of alice changes, and group developers, policy deploy depends on it",
  ],
  "outsider-let-in": [
    "exit 3",
    "deploy-bot: unchanged",
    "other: create aws_iam_role.batch",
    "other: create aws_iam_role.vendor",
    "other: create aws_s3_bucket_policy.payroll",
    "error outsider-let-in: account 999999999999 may newly assume the role vendor",
    "error outsider-let-in: aws_s3_bucket_policy.payroll newly allows s3:GetObject to anybody",
  ],
  "check-failed": ["exit 0", "alice: unchanged", "warning check-failed: check.everybody_has_two_devices fails"],
  "leaver-forgotten": [
    "exit 3",
    "bob: leaves",
    "alice: unchanged",
    "error leaver-forgotten: bob is no longer managed by Terraform and stays in the account with its access",
  ],
  "leftovers-block": [
    "exit 3",
    "bob: leaves",
    "alice: unchanged",
    "error leftovers-block: bob cannot be deleted while it holds the inline policy made-in-the-console",
    "warning person-drift: bob: inline policies made-in-the-console added, outside Terraform",
  ],
  "force-destroy-too-late": [
    "exit 3",
    "bob: leaves",
    "alice: unchanged",
    "error force-destroy-too-late: forceDestroy of bob is in users.yaml but was never applied: it has no effect",
  ],
  "stale-mfa-destroy": [
    "exit 3",
    "bob: leaves",
    "alice: unchanged",
    "error stale-mfa-destroy: MFA device phone of bob is enabled, and Terraform 1.11.4 would delete it as if it were not: the first apply fails",
  ],
  "mfa-deactivated": ["exit 0", "bob: leaves", "alice: unchanged"],
  "password-reset": [
    "exit 3",
    "alice: changes",
    "deploy-bot: unchanged",
    "error password-reset: the console password of alice is reset: password_length forces it, and users.yaml did not ask for it",
  ],
  "credential-replaced": [
    "exit 3",
    "deploy-bot: changes",
    "error credential-replaced: access key a …0001 of deploy-bot stops working and is replaced: pgp_key forces it, and users.yaml did not ask for it",
  ],
  "credential-replaced-as-asked": [
    "exit 0",
    "alice: changes",
    "warning credential-replaced: MFA device phone of alice stops working and is replaced: path forces it, and users.yaml asks for it",
  ],
  "plaintext-secret": [
    "exit 3",
    "alice: joins",
    "deploy-bot: unchanged",
    "error plaintext-secret: password of alice is created without a PGP key: its secret is in plain text in the state",
  ],
  "access-not-known": [
    "exit 3",
    "alice: changes",
    "deploy-bot: unchanged",
    "error access-not-known: alice newly gets access that is not known: group security, whose policies are not in this plan",
  ],
  "administrator-granted": [
    "exit 3",
    "alice: changes",
    "deploy-bot: unchanged",
    "error administrator-granted: alice can newly become administrator, through full access (policy AdministratorAccess)",
  ],
  "administrator-granted-justified": [
    "exit 0",
    "alice: changes",
    "deploy-bot: unchanged",
    "justified administrator-granted: alice can newly become administrator, through full access (policy AdministratorAccess)",
  ],
  "administrator-granted-to-group": [
    "exit 3",
    "alice: unchanged",
    "deploy-bot: unchanged",
    "error administrator-granted: alice can newly become administrator, through full access (group developers, policy AdministratorAccess)",
  ],
  "administrator-granted-by-policy": [
    "exit 3",
    "alice: unchanged",
    "deploy-bot: unchanged",
    "error administrator-granted: alice can newly become administrator, through full access (group developers, policy deploy)",
  ],
  "account-changed": [
    "exit 3",
    "alice: unchanged",
    "bob: unchanged",
    "deploy-bot: unchanged",
    "emergency: unchanged",
    "error account-changed: account.id is changed from 210987654321 to 123456789012",
  ],
  "backend-changed": [
    "exit 3",
    "alice: unchanged",
    "bob: unchanged",
    "deploy-bot: unchanged",
    "emergency: unchanged",
    "error backend-changed: backend (s3 before, local after) is changed, and carol is removed from users.yaml and not deleted by the plan",
  ],
  "owner-changed": [
    "exit 0",
    "deploy-bot: changes",
    "alice: unchanged",
    "bob: unchanged",
    "emergency: unchanged",
    "warning owner-changed: the owner of deploy-bot is search-team instead of platform-team",
  ],
  "expiry-postponed": [
    "exit 0",
    "bob: changes",
    "alice: unchanged",
    "deploy-bot: unchanged",
    "emergency: unchanged",
    "warning expiry-postponed: expires of bob is postponed from 2026-12-31 to 2027-06-30",
  ],
  "rotation-postponed": [
    "exit 0",
    "alice: unchanged",
    "bob: unchanged",
    "deploy-bot: unchanged",
    "emergency: unchanged",
    "warning rotation-postponed: rotateBy of access key a of deploy-bot is postponed from 2027-01-31 to 2027-02-15",
  ],
  "pgp-key-changed": [
    "exit 0",
    "bob: returns",
    "warning pgp-key-changed: password of bob is made for a PGP key that bob did not have before",
  ],
  "boundary-missing": [
    "exit 0",
    "alice: joins",
    "deploy-bot: unchanged",
    "warning boundary-missing: alice joins without the permissions boundary that defaults give, as users.yaml asks",
  ],
  "last-mfa-lost": [
    "exit 3",
    "alice: changes",
    "bob: unchanged",
    "deploy-bot: unchanged",
    "emergency: unchanged",
    "error last-mfa-lost: alice loses the last MFA device and keeps the password",
  ],
  "boundary-removed": [
    "exit 3",
    "deploy-bot: changes",
    "error boundary-removed: deploy-bot loses the permissions boundary service-boundary",
  ],
  "boundary-removed-as-asked": [
    "exit 0",
    "deploy-bot: changes",
    "warning boundary-removed: deploy-bot loses the permissions boundary service-boundary, as users.yaml asks",
  ],
  "boundary-changed": [
    "exit 0",
    "deploy-bot: unchanged",
    "warning boundary-changed: the policy service-boundary is rewritten; it is the permissions boundary of deploy-bot, and allows more",
  ],
  "force-destroy-unjustified": [
    "exit 3",
    "alice: changes",
    "error force-destroy-unjustified: alice has force_destroy without a justification",
  ],
  "justification-expired": [
    "exit 3",
    "bob: joins",
    "deploy-bot: unchanged",
    "error justification-expired: longLivedKeys of bob: the justification expired on 2026-11-20",
  ],
  "justification-expires-soon": [
    "exit 0",
    "bob: joins",
    "deploy-bot: unchanged",
    "warning justification-expires-soon: longLivedKeys of bob: the justification expires on 2026-12-01",
  ],
  "justification-unsound": [
    "exit 3",
    "bob: leaves",
    "alice: unchanged",
    "error removal-without-soak: bob leaves and was never suspended",
    "error justification-unsound: removal of bob: bob@example.com is the owner and cannot approve it",
  ],
  "removal-without-soak": [
    "exit 3",
    "bob: leaves",
    "alice: unchanged",
    "error removal-without-soak: bob leaves and was never suspended",
  ],
  "removal-without-soak-justified": [
    "exit 0",
    "bob: leaves",
    "alice: unchanged",
    "justified removal-without-soak: bob leaves and was never suspended",
  ],
  "removal-during-soak": [
    "exit 3",
    "bob: leaves",
    "alice: unchanged",
    "error removal-without-soak: bob leaves and is suspended for 5 of 14 days",
  ],
  "suspension-backdated": [
    "exit 3",
    "bob: is suspended",
    "alice: unchanged",
    "deploy-bot: unchanged",
    "emergency: unchanged",
    "error suspension-backdated: bob is suspended by this plan, and since says 2026-10-01: 51 days before it",
  ],
  "too-many-removals": [
    "exit 3",
    "dev-10: leaves",
    "dev-11: leaves",
    "dev-8: leaves",
    "dev-9: leaves",
    "error too-many-removals: 4 of 12 users would leave at once, 33 %; guards.maxRemovalShare is 0.25",
  ],
  "too-many-suspensions": [
    "exit 3",
    "dev-10: is suspended",
    "dev-11: is suspended",
    "dev-8: is suspended",
    "dev-9: is suspended",
    "error too-many-suspensions: 4 of 12 users would be cut off at once (4 suspended, 0 without a working key or password), 33 %; guards.maxRemovalShare is 0.25",
  ],
  "guards-weakened": [
    "exit 3",
    "bob: leaves",
    "alice: unchanged",
    "error removal-without-soak: bob leaves and is suspended for 5 of 14 days",
    "error guards-weakened: guards.soakDays is changed from 14 to 1, which is weaker, by a change that also removes users",
  ],
  "last-administrator": [
    "exit 3",
    "emergency: changes",
    "alice: unchanged",
    "error last-administrator: nobody is left who may do anything; previously it was emergency",
  ],
  "break-glass-leaves": [
    "exit 3",
    "emergency: leaves",
    "alice: unchanged",
    "error last-administrator: nobody is left who may do anything; previously it was emergency",
    "error break-glass-leaves: the break-glass user emergency leaves",
    "error removal-without-soak: emergency leaves and was never suspended",
  ],
  "runner-leaves": ["exit 0", "bob: leaves", "alice: unchanged"],
  renamed: [
    "exit 0",
    "robert: renamed",
    "alice: unchanged",
    "warning renamed: bob is renamed to robert; what stops working: MFA device phone, access key laptop …0001, password",
  ],
  "name-swap": [
    "exit 3",
    "alice: renamed",
    "deploy-bot: renamed",
    "error name-swap: deploy-bot is to be called alice, the name that aws_iam_user.alice still has",
    "error name-swap: alice is to be called deploy-bot, the name that aws_iam_user.deploy-bot still has",
    "warning renamed: deploy-bot is renamed to alice; what stops working: access key a …0001, access key b …0002",
    "warning renamed: alice is renamed to deploy-bot; what stops working: MFA device phone, password",
  ],
  "rename-with-tags": [
    "exit 3",
    "alicia: renamed",
    "error rename-with-tags: alice is renamed to alicia while its tags change: Team",
    "warning renamed: alice is renamed to alicia; what stops working: MFA device phone, password",
  ],
  "person-drift": [
    "exit 0",
    "deploy-bot: changes",
    "alice: unchanged",
    "warning person-drift: deploy-bot: access key a …0001 was made Inactive, outside Terraform",
  ],
  "deposed-object": [
    "exit 0",
    "deploy-bot: changes",
    "other: delete aws_iam_access_key.deploy-bot--a",
    "warning deposed-object: aws_iam_access_key.deploy-bot--a has an old object beside the current one",
  ],
  "plan-incomplete": [
    "exit 3",
    "alice: joins",
    "error plan-incomplete: the plan is incomplete, as with -target: another one must follow",
  ],
  "plan-incomplete-errored": [
    "exit 3",
    "alice: joins",
    "error plan-incomplete: planning ended with an error: the plan has only what came before it",
  ],
  "plan-outdated": ["exit 0", "alice: joins", "deploy-bot: unchanged"],
  "secret-in-clear": ["exit 0", "alice: unchanged"],
  "collateral-damage": [
    "exit 3",
    "alice: changes",
    "deploy-bot: changes",
    "error collateral-damage: aws_iam_access_key.deploy-bot--a of deploy-bot is deleted, and users.yaml did not ask for it",
    "error access-not-known: alice newly gets access that is not known: group security, whose policies are not in this plan",
  ],
  ghosts: [
    "exit 3",
    "bob: leaves",
    "alice: unchanged",
    "deploy-bot: unchanged",
    "error removal-without-soak: bob leaves and was never suspended",
    "error collateral-damage: aws_iam_user.bob of bob is deleted, and users.yaml did not have the user before the change either",
  ],
};

function outcome(review: Review): string[] {
  const people = review.people
    .map(({ name, change }) => `${name}: ${change}`)
    .filter((line) => !/^dev-\d+: unchanged/.test(line));
  const others = review.others.map(({ action, address }) => `other: ${action} ${address}`);
  const outputs = review.outputs.map(({ action, name }) => `output: ${action} ${name}`);
  const dangers = said(review).filter((line) => !line.startsWith("note secret-in-clear"));
  return [`exit ${review.gate.exitCode}`, ...people, ...others, ...outputs, ...dangers];
}

test.each(Object.keys(outcomes))("%s", async (story) => {
  expect(outcome(await reviewOf(story))).toEqual(outcomes[story]);
});

test("every story has its fixture and its outcome", () => {
  expect(readdirSync(join(__dirname, "fixtures")).sort()).toEqual(Object.keys(stories).sort());
  expect(Object.keys(outcomes).sort()).toEqual(Object.keys(stories).sort());
});

test("every rule has a story of its own, but those that no plan can tell", () => {
  const storyless = dangerRules.map(({ id }) => id).filter((id) => stories[id] === undefined);
  expect(storyless).toEqual([
    "account-says",
    "finding-of-others",
    "organization-limit-removed",
    "approval-missing",
    "action-runs",
  ]);
});

test("what a plan cannot show needs more than the plan", async () => {
  const deactivated = [{ user: "bob", what: "MFA device bob-phone", deactivatedDevice: "bob-phone" }];
  expect(outcome(await reviewOf("mfa-deactivated", { leftovers: deactivated })).slice(3)).toEqual([
    "error mfa-deactivated: MFA device phone of bob was deactivated by hand: the apply says deleted, and the device stays",
  ]);
  expect(outcome(await reviewOf("runner-leaves", { runner: "bob" })).slice(3)).toEqual([
    "error runner-leaves: bob runs this plan and is removed by it",
  ]);
  const later = new Date("2026-11-23T12:00:00Z");
  expect(outcome(await reviewOf("plan-outdated", { now: later })).slice(3)).toEqual([
    "error plan-outdated: the plan was made 50 hours ago, on 2026-11-21T10:00:00Z",
  ]);
});

test("the seeds of MFA devices are noted", async () => {
  expect(said(await reviewOf("secret-in-clear"))).toEqual([
    "note secret-in-clear: base_32_string_seed, qr_code_png of aws_iam_virtual_mfa_device.alice--phone are in plain text in the plan",
  ]);
});
