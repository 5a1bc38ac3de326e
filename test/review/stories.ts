import type { Account } from "../../src/sandbox/state";
import { alice, because, bob, bot, emergency, groups, otherPgpKey, policies, roster, suspendedBob } from "./rosters";

/** What happened, up to the plan that is reviewed. */
export interface Story {
  /** Applied first; also users.yaml before the change unless `before` says otherwise. @default - an empty account */
  readonly applied?: string;
  /** users.yaml before the change. @default - what was applied */
  readonly before?: string;
  /** users.yaml after the change: what is planned. */
  readonly after: string;
  /** What people do by hand between the apply and the plan. */
  readonly byHand?: (account: Account) => void;
  /** Saves what they did into the state, as an apply of something else would. */
  readonly refreshed?: boolean;
  /** Changes cdk.tf.json before the apply, and before the plan: what users.yaml cannot say. */
  readonly appliedStack?: (stack: Stack) => void;
  readonly stack?: (stack: Stack) => void;
  /** Applied in between, with a fault that lets it fail half way. */
  readonly interrupted?: { readonly stack: (stack: Stack) => void; readonly action: string };
  readonly arguments?: readonly string[];
  /** An action that fails while planning. */
  readonly broken?: string;
}

// biome-ignore lint/suspicious/noExplicitAny: JSON of Terraform, in the hands of a test
export type Stack = any;

const team = [alice, bob, bot, emergency];
const with_ = (users: readonly string[], parts = {}) => roster(users, parts);
const crowd = Array.from(
  { length: 12 },
  (_, index) => `
  dev-${index}: { type: human, owner: dev-${index}@example.com, suspended: { since: 2026-10-01, reason: Team closed, ticket: HR-9 } }`,
);
const active = Array.from(
  { length: 12 },
  (_, index) => `
  dev-${index}: { type: human, owner: dev-${index}@example.com, groups: [developers] }`,
);
const suspended = (entry: string) =>
  entry.replace(" }", ", suspended: { since: 2026-11-21, reason: Team closed, ticket: HR-9 } }");
const enable = (account: Account, device: string, user: string): void => {
  for (const mfa of Object.values(account.mfaDevices)) {
    if (!mfa.serialNumber.endsWith(`/${device}`)) continue;
    mfa.user = user;
    mfa.enableDate = "2026-11-01T09:00:00Z";
  }
};
const admin = `
    policies: { managed: [arn:aws:iam::aws:policy/AdministratorAccess] }
    directPolicies: ${because("She is on call for the whole account")}`;

const tagged = {
  groups: groups.replace("arn:aws:iam::aws:policy/ReadOnlyAccess", "deploy"),
  policies: policies.replace(
    'Action: ["s3:PutObject"], Resource: "*"',
    'Action: ["s3:PutObject"], Resource: "*", Condition: { StringEquals: { "aws:PrincipalTag/Team": payroll } }',
  ),
};

export const stories: Readonly<Record<string, Story>> = {
  joins: { applied: with_([bot]), after: with_([bot, alice]) },
  "leaves-after-soak": {
    applied: with_([alice, suspendedBob("2026-10-01")]),
    after: with_([alice]),
  },
  suspended: { applied: with_(team), after: with_([alice, suspendedBob("2026-11-21"), bot, emergency]) },
  returns: { applied: with_([suspendedBob("2026-10-01")]), after: with_([bob]) },
  unchanged: { applied: with_(team), after: with_(team) },
  imported: {
    after: with_([bot]),
    byHand: (account) => {
      account.users["deploy-bot"] = {
        userName: "deploy-bot",
        userId: "AIDAIMPORTEDUSER00001",
        path: "/people/",
        createDate: "2026-01-01T00:00:00Z",
        attachedPolicies: [],
        inlinePolicies: {},
        tags: [],
        groups: [],
        accessKeys: [],
        sshPublicKeys: [],
        signingCertificates: [],
        serviceSpecificCredentials: [],
      };
    },
    stack: (stack) => {
      stack.import = [{ to: "aws_iam_user.deploy-bot", id: "deploy-bot" }];
    },
  },
  "person-recreated": {
    applied: with_([alice, bot]),
    after: with_([alice, bot]),
    arguments: ["-replace=aws_iam_user.alice"],
  },
  "key-renamed": {
    applied: with_([bob]),
    after: with_([bob.replace("  bob:", "  robert:\n    name: bob")]),
  },
  others: {
    applied: with_([bot]),
    after: with_([bot]),
    stack: (stack) => {
      stack.resource.aws_secretsmanager_secret_version = {
        token: { secret_id: "token", secret_string: "CANARY-secret-string" },
      };
      stack.resource.aws_iam_role = { ci: { name: "ci", assume_role_policy: '{"Statement":[]}' } };
      stack.output = { password: { value: "CANARY-output-password" }, role: { value: "ci" } };
    },
  },
  "change-not-understood": {
    applied: with_([bot]),
    after: with_([bot]),
    stack: (stack) => {
      stack.resource.aws_iam_security_token_service_preferences = { all: { global_endpoint_token_version: "v2Token" } };
      stack.resource.aws_iam_instance_profile = { ci: { name: "ci" } };
    },
  },
  "check-failed": {
    applied: with_([alice]),
    after: with_([alice]),
    stack: (stack) => {
      stack.check = {
        everybody_has_two_devices: {
          assert: { condition: '${aws_iam_user.alice.name == "nobody"}', error_message: "CANARY-check" },
        },
      };
    },
  },
  "leaver-forgotten": {
    applied: with_([alice, suspendedBob("2026-10-01")]),
    after: with_([alice]),
    stack: (stack) => {
      stack.removed = [{ from: "aws_iam_user.bob", lifecycle: { destroy: false } }];
    },
  },
  "leftovers-block": {
    applied: with_([alice, suspendedBob("2026-10-01")]),
    after: with_([alice]),
    byHand: ({ users }) => {
      const { bob: user } = users;
      if (user !== undefined) user.inlinePolicies["made-in-the-console"] = '{"Version":"2012-10-17","Statement":[]}';
    },
  },
  "force-destroy-too-late": {
    applied: with_([alice, suspendedBob("2026-10-01")]),
    before: with_([
      alice,
      `${suspendedBob("2026-10-01")}\n    forceDestroy: ${because("Holds keys that nobody knows of")}`,
    ]),
    after: with_([alice]),
  },
  "stale-mfa-destroy": {
    applied: with_([alice, suspendedBob("2026-10-01")]),
    after: with_([alice]),
    byHand: (account) => enable(account, "bob-phone", "bob"),
  },
  "mfa-deactivated": {
    applied: with_([alice, suspendedBob("2026-10-01")]),
    after: with_([alice]),
    byHand: (account) => enable(account, "bob-phone", "bob"),
    refreshed: true,
  },
  "password-reset": {
    applied: with_([alice, bot]),
    after: with_([alice, bot]),
    stack: (stack) => {
      const profile = stack.resource.aws_iam_user_login_profile.alice;
      delete profile.lifecycle;
      profile.password_length = 40;
    },
  },
  "credential-replaced": {
    applied: with_([bot]),
    after: with_([bot]),
    stack: (stack) => {
      const key = stack.resource.aws_iam_access_key["deploy-bot--a"];
      delete key.lifecycle;
      key.pgp_key = otherPgpKey;
    },
  },
  "credential-replaced-as-asked": {
    applied: with_([alice]),
    after: with_([alice.replace("phone: {}", "phone: { path: /phones/ }")]),
  },
  "plaintext-secret": {
    applied: with_([bot]),
    after: with_([bot, alice.replace("loginProfile: {}", "loginProfile: { pgpKey: null }")]),
  },
  "administrator-granted": { applied: with_([alice, bot]), after: with_([`${alice}${admin}`, bot]) },
  "access-not-known": {
    applied: with_([alice, bot]),
    after: with_([alice, bot]),
    stack: (stack) => {
      stack.resource.aws_iam_user_group_membership.alice.groups = ["developers", "security"];
    },
  },
  "outsider-let-in": {
    applied: with_([bot]),
    after: with_([bot]),
    stack: (stack) => {
      const statement = (Action: string, Principal: unknown, Resource?: string) =>
        JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action, Principal, Resource }] });
      const vendor = { AWS: "arn:aws:iam::999999999999:root" };
      stack.resource.aws_iam_role = {
        vendor: { name: "vendor", assume_role_policy: statement("sts:AssumeRole", vendor) },
        batch: { name: "batch", assume_role_policy: statement("sts:AssumeRole", { Service: "batch.amazonaws.com" }) },
      };
      const policy = statement("s3:GetObject", "*", "arn:aws:s3:::acme-payroll/*");
      stack.resource.aws_s3_bucket_policy = { payroll: { bucket: "acme-payroll", policy } };
    },
  },
  "sign-in-changed": {
    applied: with_([bot]),
    after: with_([bot]),
    stack: (stack) => {
      const url = "https://token.actions.githubusercontent.com";
      stack.resource.aws_iam_openid_connect_provider = { ci: { url, client_id_list: ["sts.amazonaws.com"] } };
    },
  },
  "permission-set-widened": {
    applied: with_([bot]),
    after: with_([bot]),
    stack: (stack) => {
      const instance_arn = "arn:aws:sso:::instance/ssoins-1111111111111111";
      const set = { instance_arn, permission_set_arn: "${aws_ssoadmin_permission_set.admins.arn}" };
      const managed_policy_arn = "arn:aws:iam::aws:policy/AdministratorAccess";
      stack.resource.aws_ssoadmin_permission_set = { admins: { instance_arn, name: "admins" } };
      stack.resource.aws_ssoadmin_managed_policy_attachment = { admins: { ...set, managed_policy_arn } };
      const principal = { principal_type: "USER", principal_id: "11111111-2222-3333-4444-555555555555" };
      const target = { target_type: "AWS_ACCOUNT", target_id: "123456789012" };
      stack.resource.aws_ssoadmin_account_assignment = { alice: { ...set, ...principal, ...target } };
    },
  },
  "key-lost": {
    applied: with_([alice, suspendedBob("2026-10-01")]),
    after: with_([alice]),
    stack: (stack) => {
      const Principal = { AWS: "arn:aws:iam::123456789012:user/people/bob" };
      const statement = { Effect: "Allow", Action: "kms:*", Resource: "*", Principal };
      const policy = JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
      stack.resource.aws_kms_key_policy = { payroll: { key_id: "1234abcd-12ab-34cd-56ef-1234567890ab", policy } };
    },
  },
  "code-as-others": {
    applied: with_([alice, bot], { groups: groups.replace("arn:aws:iam::aws:policy/ReadOnlyAccess", "deploy") }),
    after: with_([alice, bot], {
      groups: groups.replace("arn:aws:iam::aws:policy/ReadOnlyAccess", "deploy"),
      policies: policies.replace('["s3:PutObject"]', '["s3:PutObject", "lambda:UpdateFunctionCode"]'),
    }),
  },
  "credential-for-stranger": {
    applied: with_([bot]),
    after: with_([bot]),
    stack: (stack) => {
      stack.resource.aws_iam_access_key.stranger = { user: "ceo", pgp_key: otherPgpKey };
    },
  },
  "tag-decides": {
    applied: with_([`${alice}\n    tags: { Team: web }`, bot], tagged),
    after: with_([`${alice}\n    tags: { Team: payroll }`, bot], tagged),
  },
  "administrator-granted-justified": {
    applied: with_([alice, bot]),
    after: with_([
      `${alice}${admin}\n    administratorAccess: ${because("She is on call for the whole account")}`,
      bot,
    ]),
  },
  "administrator-granted-to-group": {
    applied: with_([alice, bot]),
    after: with_([alice, bot], { groups: groups.replace("ReadOnlyAccess", "AdministratorAccess") }),
  },
  "administrator-granted-by-policy": {
    applied: with_([alice, bot], { groups: groups.replace("arn:aws:iam::aws:policy/ReadOnlyAccess", "deploy") }),
    after: with_([alice, bot], {
      groups: groups.replace("arn:aws:iam::aws:policy/ReadOnlyAccess", "deploy"),
      policies: policies.replace('["s3:PutObject"]', '"*"'),
    }),
  },
  "justification-unsound": {
    applied: with_([alice, bob]),
    after: with_([alice], {
      more: `removals:\n  bob: ${because("His laptop was stolen, he must be gone today", "2027-06-30", "bob@example.com")}\n`,
    }),
  },
  "account-changed": {
    applied: with_(team),
    before: with_(team, { account: '{ id: "210987654321", region: us-east-1 }' }),
    after: with_(team),
  },
  "backend-changed": {
    applied: with_(team),
    before: with_([...team, bob.replaceAll("bob", "carol")], {
      more: "backend: { s3: { bucket: acme-state, key: iam.tfstate, region: us-east-1 } }\n",
    }),
    after: with_(team),
  },
  "owner-changed": {
    applied: with_(team),
    after: with_([alice, bob, bot.replace("platform-team", "search-team"), emergency]),
  },
  "expiry-postponed": {
    applied: with_([alice, `${bob}\n    expires: 2026-12-31`, bot, emergency]),
    after: with_([alice, `${bob}\n    expires: 2027-06-30`, bot, emergency]),
  },
  "rotation-postponed": {
    applied: with_(team),
    after: with_([alice, bob, bot.replace("2027-01-31", "2027-02-15"), emergency]),
  },
  "pgp-key-changed": {
    applied: with_([suspendedBob("2026-10-01")]),
    after: with_([bob.replace("loginProfile: {}", `loginProfile: { pgpKey: "${otherPgpKey}" }`)]),
  },
  "boundary-missing": {
    applied: with_([bot], { defaults: ", permissionsBoundary: service-boundary" }),
    after: with_([bot, `${alice}\n    permissionsBoundary: null`], {
      defaults: ", permissionsBoundary: service-boundary",
    }),
  },
  "last-mfa-lost": {
    applied: with_(team),
    after: with_([alice.replace("\n    mfaDevices: { phone: {} }", ""), bob, bot, emergency]),
  },
  "boundary-removed": {
    applied: with_([bot]),
    after: with_([bot]),
    stack: (stack) => {
      delete stack.resource.aws_iam_user["deploy-bot"].permissions_boundary;
    },
  },
  "boundary-removed-as-asked": {
    applied: with_([bot]),
    after: with_([bot.replace("    permissionsBoundary: service-boundary\n", "")]),
  },
  "boundary-changed": {
    applied: with_([bot]),
    after: with_([bot], { policies: policies.replace('["iam:*"]', '["organizations:*"]') }),
  },
  "force-destroy-unjustified": {
    applied: with_([alice]),
    after: with_([alice]),
    stack: (stack) => {
      stack.resource.aws_iam_user.alice.force_destroy = true;
    },
  },
  "justification-expired": {
    applied: with_([bot]),
    after: with_([bot, bob.replace("2027-06-30", "2026-11-20")]),
  },
  "justification-expires-soon": {
    applied: with_([bot]),
    after: with_([bot, bob.replace("2027-06-30", "2026-12-01")]),
  },
  "removal-without-soak": { applied: with_([alice, bob]), after: with_([alice]) },
  "removal-without-soak-justified": {
    applied: with_([alice, bob]),
    after: with_([alice], { more: `removals:\n  bob: ${because("His laptop was stolen, he must be gone today")}\n` }),
  },
  "removal-during-soak": { applied: with_([alice, suspendedBob("2026-11-16")]), after: with_([alice]) },
  "suspension-backdated": {
    applied: with_(team),
    after: with_([alice, suspendedBob("2026-10-01"), bot, emergency]),
  },
  "too-many-removals": { applied: with_(crowd), after: with_(crowd.slice(0, 8)) },
  "too-many-suspensions": {
    applied: with_(active),
    after: with_([...active.slice(0, 8), ...active.slice(8).map(suspended)]),
  },
  "guards-weakened": {
    applied: with_([alice, suspendedBob("2026-11-16")]),
    after: with_([alice], { more: "guards: { soakDays: 1 }\n" }),
  },
  "last-administrator": {
    applied: with_([alice, emergency]),
    after: with_([alice, emergency.replace("AdministratorAccess]", "ReadOnlyAccess]")]),
  },
  "break-glass-leaves": { applied: with_([alice, emergency]), after: with_([alice]) },
  "runner-leaves": { applied: with_([alice, suspendedBob("2026-10-01")]), after: with_([alice]) },
  renamed: { applied: with_([alice, bob]), after: with_([alice, bob.replace("  bob:", "  bob:\n    name: robert")]) },
  "name-swap": {
    applied: with_([alice, bot]),
    after: with_([
      alice.replace("  alice:", "  alice:\n    name: deploy-bot"),
      bot.replace("-bot:", "-bot:\n    name: alice"),
    ]),
  },
  "rename-with-tags": {
    applied: with_([alice]),
    after: with_([`${alice.replace("  alice:", "  alice:\n    name: alicia")}\n    tags: { Team: search }`]),
  },
  "person-drift": {
    applied: with_([alice, bot]),
    after: with_([alice, bot]),
    byHand: ({ users }) => {
      for (const key of users["deploy-bot"]?.accessKeys ?? []) key.status = "Inactive";
    },
  },
  "deposed-object": {
    applied: with_([bot]),
    after: with_([bot]),
    appliedStack: (stack) => {
      delete stack.resource.aws_iam_access_key["deploy-bot--b"];
      stack.resource.aws_iam_access_key["deploy-bot--a"].lifecycle = { create_before_destroy: true };
    },
    interrupted: {
      action: "DeleteAccessKey",
      stack: (stack) => {
        delete stack.resource.aws_iam_access_key["deploy-bot--b"];
        stack.resource.aws_iam_access_key["deploy-bot--a"].lifecycle = { create_before_destroy: true };
        stack.resource.aws_iam_access_key["deploy-bot--a"].pgp_key = otherPgpKey;
      },
    },
    stack: (stack) => {
      delete stack.resource.aws_iam_access_key["deploy-bot--b"];
      stack.resource.aws_iam_access_key["deploy-bot--a"].lifecycle = { create_before_destroy: true };
      stack.resource.aws_iam_access_key["deploy-bot--a"].pgp_key = otherPgpKey;
    },
  },
  "plan-incomplete": { applied: with_([bot]), after: with_([bot, alice]), arguments: ["-target=aws_iam_user.alice"] },
  "plan-incomplete-errored": { applied: with_([bot]), after: with_([bot, alice]), broken: "GetUser" },
  "plan-outdated": { applied: with_([bot]), after: with_([bot, alice]) },
  "secret-in-clear": { applied: with_([alice]), after: with_([alice]) },
  "collateral-damage": {
    applied: with_([alice, bot]),
    after: with_([alice, bot]),
    stack: (stack) => {
      delete stack.resource.aws_iam_access_key["deploy-bot--a"];
      stack.resource.aws_iam_user_group_membership.alice.groups = ["security"];
      stack.resource.aws_iam_user_group_membership.alice.user = "alice";
    },
  },
  ghosts: {
    applied: with_([alice, bob, bot]),
    before: with_([alice, bot]),
    after: with_([alice, bot]),
  },
};
