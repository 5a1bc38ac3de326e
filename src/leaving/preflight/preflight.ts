import type { OpenAccount } from "../../aws/account";
import { requireAccount } from "../../aws/caller";
import { mapLimited } from "../../aws/concurrency";
import { virtualDevices } from "../../aws/devices";
import type { FetchOptions } from "../../aws/fetch-report";
import { look } from "../../aws/outcome";
import { listAll } from "../../aws/paging";
import type { PlanPeople } from "../../plan/people";
import { by } from "../../text/by";
import { defined } from "../../text/defined";
import { bucketFindings } from "./bucket-policies";
import { readBuckets } from "./buckets";
import { deletedGroupFindings } from "./deleted-groups";
import { joinerFindings } from "./joiners";
import { keyFindings } from "./keys";
import { readKeys } from "./kms";
import { askAboutLeaver, identityOf } from "./leaver";
import { strayDeviceFindings } from "./leftovers";
import { Listings } from "./listings";
import { madeAlreadyFindings } from "./made-already";
import { membershipFindings } from "./memberships";
import { notLookedAt } from "./not-looked-at";
import { outsideFindings } from "./outside";
import { keyQuotaFindings, quotaFindings } from "./quotas";
import { accountPolicies, referenceFindings } from "./references";
import { couldNotLook, findingIds, type PreflightFinding, type PreflightReport } from "./report";
import { suspendedFindings } from "./suspended";
import { unseenBucketFindings } from "./unseen-buckets";

export interface PreflightOptions {
  readonly plan: PlanPeople;
  /** Of the file that the plan came from. */
  readonly planSha256: string;
  /** Where KMS keys and CloudTrail are asked. @default - the account's region */
  readonly regions?: readonly string[] | undefined;
  /** How many days back counts as still in use. @default 30 */
  readonly recentDays?: number | undefined;
  /** @default - now */
  readonly now?: Date | undefined;
  /** Whether an apply of this stack did not get to its end: what is there may be what it made. @default false */
  readonly interrupted?: boolean;
  /** How long the credential report may take. */
  readonly report?: FetchOptions | undefined;
  /** How many of those who leave have been looked at. @default - nobody is told */
  readonly onLeaver?: ((done: number, of: number) => void) | undefined;
}

/**
 * Checks in the account what would make a plan fail or cause damage. What the plan does not touch is not asked for.
 * @throws WrongAccount when the credentials are not of the plan's account; ListingFailed; CallFailed
 */
export async function preflight(account: OpenAccount, options: PreflightOptions): Promise<PreflightReport> {
  const { plan, now = new Date(), regions = [account.region], recentDays = 30 } = options;
  const runner = await requireAccount(account, plan.accountIds);
  const { accountId } = runner;
  const leaving = plan.leavers.map((user) => identityOf(user, accountId, plan));
  const listings = new Listings(account);
  const [alias, shared, leavers, ...others] = await Promise.all([
    look("account alias", () => listAll(account, "iam:ListAccountAliases", {}, "AccountAliases")),
    leaving.length === 0 ? { findings: [], regions: [] } : aboutReferences(account, leaving, regions),
    aboutLeavers(account, plan, { regions, now, recentDays, accountId, onLeaver: options.onLeaver }),
    joinerFindings(account, plan, listings),
    madeAlreadyFindings(account, plan, options.interrupted ?? false),
    outsideFindings(plan, listings),
    deletedGroupFindings(account, plan),
    membershipFindings(account, plan),
    quotaFindings(account, plan),
    keyQuotaFindings(account, plan, (_, UserName) =>
      look(`access keys of ${UserName}`, async () => {
        const keys = await listAll(account, "iam:ListAccessKeys", { UserName }, "AccessKeyMetadata");
        return keys.map(({ AccessKeyId }) => AccessKeyId ?? "");
      }),
    ),
    suspendedFindings(account, plan.stayers, options.report),
  ]);
  return {
    schemaVersion: 1,
    checkedAt: now.toISOString(),
    accountId,
    // Only a name: whoever may not ask for it misses nothing.
    ...defined({ accountAlias: alias.kind === "found" ? alias.value[0] : undefined }),
    runner: runner.arn,
    planSha256: options.planSha256,
    regions,
    findings: distinct([...shared.findings, ...leavers.findings, ...others.flat()]).sort(byWeight),
    leavers: leavers.facts,
    notLookedAt: notLookedAt({ regions, bucketRegions: shared.regions, leavers: leavers.facts, runner: runner.arn }),
    calls: account.counts(),
  };
}

async function aboutReferences(
  account: OpenAccount,
  leaving: ReturnType<typeof identityOf>[],
  regions: readonly string[],
) {
  const [policies, buckets, ...keys] = await Promise.all([
    accountPolicies(account),
    readBuckets(account),
    ...regions.map((region) => readKeys(account, region)),
  ]);
  const findings = [
    ...(policies.kind === "could not check" ? [couldNotLook(policies, "warning")] : []),
    ...(policies.kind === "found" ? referenceFindings(policies.value, leaving) : []),
    ...unseenBucketFindings(buckets.blind),
    ...bucketFindings(buckets.policies, leaving),
    // A key that cannot be read may be the one whose data is lost.
    ...keys.flatMap(({ blind }) => blind.map((each) => couldNotLook(each, "error"))),
    ...keys.flatMap((read) => keyFindings(read.keys, leaving)),
  ];
  return { findings, regions: buckets.regions };
}

async function aboutLeavers(
  account: OpenAccount,
  plan: PlanPeople,
  {
    onLeaver,
    ...options
  }: { regions: readonly string[]; now: Date; recentDays: number; accountId: string } & Pick<
    PreflightOptions,
    "onLeaver"
  >,
) {
  if (plan.leavers.length === 0 && plan.deletedDevices.length === 0) return { facts: [], findings: [] };
  const seen = await virtualDevices(account);
  const devices = seen.kind === "found" ? seen.value : [];
  let done = 0;
  const asked = await mapLimited(plan.leavers, 16, async (user) => {
    const answered = await askAboutLeaver(account, user, { plan, devices, ...options });
    onLeaver?.(++done, plan.leavers.length);
    return answered;
  });
  return {
    facts: asked.map(({ facts }) => facts),
    findings: [
      ...(seen.kind === "could not check" ? [couldNotLook(seen, "error")] : []),
      ...strayDeviceFindings(devices, plan),
      ...asked.flatMap(({ findings }) => findings),
    ],
  };
}

/** Two questions may need the same look: that it was denied is said once. */
function distinct(findings: readonly PreflightFinding[]): PreflightFinding[] {
  return [...new Map(findings.map((finding) => [JSON.stringify(finding), finding])).values()];
}

const byWeight = by<PreflightFinding>(
  ({ severity }) => (severity === "error" ? 0 : 1),
  ({ user = "" }) => user,
  ({ id }) => findingIds.indexOf(id),
  ({ message }) => message,
);
