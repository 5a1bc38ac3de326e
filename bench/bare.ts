/*
 * What a user would write without iam-roster: a loop over a users.yaml, no checks, no escaping, no tree. It makes the
 * same resources with the same arguments as `roster synth`; bench/synth.ts compares the two stacks.
 *
 *     node bare.js USERS.yaml OUT
 */
import { mkdirSync, readFileSync } from "node:fs";
import { IamAccessKey } from "@cdktf/provider-aws/lib/iam-access-key";
import { IamUser } from "@cdktf/provider-aws/lib/iam-user";
import { IamUserGroupMembership } from "@cdktf/provider-aws/lib/iam-user-group-membership";
import { IamUserLoginProfile } from "@cdktf/provider-aws/lib/iam-user-login-profile";
import { IamUserPoliciesExclusive } from "@cdktf/provider-aws/lib/iam-user-policies-exclusive";
import { IamUserPolicyAttachmentsExclusive } from "@cdktf/provider-aws/lib/iam-user-policy-attachments-exclusive";
import { IamVirtualMfaDevice } from "@cdktf/provider-aws/lib/iam-virtual-mfa-device";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { App, TerraformStack } from "cdktf";
import { load } from "js-yaml";

interface UsersFile {
  readonly account: { readonly id: string; readonly region: string };
  readonly defaults: { readonly path: string; readonly tags: Record<string, string>; readonly pgpKey: string };
  readonly users: Readonly<Record<string, BareUser>>;
}

interface BareUser {
  readonly type: string;
  readonly owner: string;
  readonly groups: string[];
  readonly loginProfile?: { readonly passwordLength: number };
  readonly mfaDevices?: Readonly<Record<string, object>>;
  readonly accessKeys?: Readonly<Record<string, { readonly status: string }>>;
}

const [file = "", out = ""] = process.argv.slice(2);
const { account, defaults, users } = load(readFileSync(file, "utf8")) as UsersFile;
mkdirSync(out, { recursive: true });
const app = new App({ outdir: out });
const stack = new TerraformStack(app, "bare");
const defaultTags = [{ tags: { ManagedBy: "iam-roster" } }];
new AwsProvider(stack, "aws", { region: account.region, allowedAccountIds: [account.id], defaultTags });

for (const [key, { type, owner, groups, loginProfile, mfaDevices = {}, accessKeys = {} }] of Object.entries(users)) {
  const tags = { ...defaults.tags, "roster:type": type, "roster:owner": owner };
  const user = new IamUser(stack, key, { name: key, path: defaults.path, tags });
  if (loginProfile) {
    new IamUserLoginProfile(stack, `${key}-login`, {
      user: user.name,
      passwordLength: loginProfile.passwordLength,
      passwordResetRequired: true,
      pgpKey: defaults.pgpKey,
      lifecycle: { ignoreChanges: ["password_length", "password_reset_required", "pgp_key"] },
    });
  }
  for (const device of Object.keys(mfaDevices)) {
    const config = { virtualMfaDeviceName: `${key}-${device}`, path: "/", dependsOn: [user] };
    new IamVirtualMfaDevice(stack, `${key}-mfa-${device}`, config);
  }
  for (const [slot, { status }] of Object.entries(accessKeys)) {
    const lifecycle = { ignoreChanges: ["pgp_key"] };
    new IamAccessKey(stack, `${key}-key-${slot}`, { user: user.name, status, pgpKey: defaults.pgpKey, lifecycle });
  }
  new IamUserGroupMembership(stack, `${key}-groups`, { user: user.name, groups });
  new IamUserPoliciesExclusive(stack, `${key}-inline`, { userName: user.name, policyNames: [] });
  new IamUserPolicyAttachmentsExclusive(stack, `${key}-managed`, { userName: user.name, policyArns: [] });
}
app.synth();
