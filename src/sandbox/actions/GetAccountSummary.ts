import type { Action } from "../call";
import { Entries } from "../xml";

/** The quotas of an account that asked for no increase (recorded). */
const QUOTAS = [
  ["AccessKeysPerUserQuota", 2],
  ["AssumeRolePolicySizeQuota", 2048],
  ["AttachedPoliciesPerGroupQuota", 10],
  ["AttachedPoliciesPerRoleQuota", 10],
  ["AttachedPoliciesPerUserQuota", 10],
  ["GlobalEndpointTokenVersion", 1],
  ["GroupPolicySizeQuota", 5120],
  ["GroupsPerUserQuota", 10],
  ["GroupsQuota", 300],
  ["InstanceProfilesQuota", 1000],
  ["PoliciesQuota", 1500],
  ["PolicySizeQuota", 6144],
  ["PolicyVersionsInUseQuota", 10000],
  ["RolePolicySizeQuota", 10240],
  ["RolesQuota", 1000],
  ["ServerCertificatesQuota", 20],
  ["SigningCertificatesPerUserQuota", 2],
  ["UserPolicySizeQuota", 2048],
  ["UsersQuota", 5000],
  ["VersionsPerPolicyQuota", 5],
] as const;

const size = (entries: object) => Object.keys(entries).length;

export const GetAccountSummary: Action = {
  resource: () => ({ arn: "*" }),
  run({ account }) {
    const devices = Object.values(account.mfaDevices);
    const versions = Object.values(account.policies).reduce((sum, policy) => sum + policy.versions.length, 0);
    const counted = [
      ["AccountAccessKeysPresent", 0],
      ["AccountMFAEnabled", account.rootMfaActive ? 1 : 0],
      ["AccountPasswordPresent", 1],
      ["AccountSigningCertificatesPresent", 0],
      ["Groups", size(account.groups)],
      ["InstanceProfiles", 0],
      ["MFADevices", devices.length],
      ["MFADevicesInUse", devices.filter((device) => device.user !== undefined).length],
      ["Policies", size(account.policies)],
      ["PolicyVersionsInUse", versions],
      ["Providers", 0],
      ["Roles", size(account.roles)],
      ["ServerCertificates", 0],
      ["Users", size(account.users)],
    ] as const;
    return { SummaryMap: new Entries([...counted, ...QUOTAS]) };
  },
};
