import type { ActionInvocation } from "../plan/action-invocation";
import type { Change } from "../plan/change";
import { NamedPolicies } from "../plan/named-policies";
import { namesOf } from "../plan/names";
import { Owners } from "../plan/owners";
import { versionOf } from "../plan/provider-version";
import type { Plan } from "../plan/read";
import { by } from "../text/by";
import { defined } from "../text/defined";
import { isoDate } from "../text/iso-date";
import { once } from "../text/once";
import { acceptedRisks } from "./acceptance";
import { apart } from "./apart";
import { asStored } from "./as-stored";
import type { AccountFinding, Context, Leftover } from "./danger";
import { findDangers } from "./dangers/index";
import { driftOf } from "./drift";
import type { OthersFindings } from "./findings/finding";
import { type GateOptions, gateOf } from "./gate";
import { Holdings } from "./holdings";
import { limitsOf } from "./limits";
import type { OtherChange } from "./model/other";
import { type Person, personChanges } from "./model/person";
import type { PlanSource, Review } from "./model/review";
import { personOf } from "./person";
import { PeoplesAccess } from "./person-access";
import { planFacts } from "./plan-facts";
import { PolicyDocuments } from "./policy-documents";
import { Powers } from "./powers";
import { type RosterSide, Rosters } from "./roster-side";
import { actionOf, summarise } from "./summary";
import { groupsOf, policiesOf } from "./things";
import { untold } from "./told";

export interface ReviewOptions extends GateOptions {
  /** users.yaml before the change. @default - what the change asked for cannot be told */
  readonly before?: RosterSide;
  /** users.yaml after the change. @default - no lines, and the default thresholds */
  readonly after?: RosterSide;
  /** @default - now */
  readonly now?: Date;
  /** IAM name or ARN of whoever runs the plan. @default - what the plan tells, if anything */
  readonly runner?: string;
  /** Version of the AWS provider that applies the plan: `6.40.0`. @default - the oldest that can have made the plan */
  readonly provider?: string;
  /** Drift on a person closes the gate. @default false */
  readonly refuseDrift?: boolean;
  /** What people call the account. @default - not known */
  readonly accountAlias?: string;
  /** The commit that is reviewed. @default - not known */
  readonly source?: PlanSource;
  /** What the account holds beside the plan. @default - only what the plan itself shows */
  readonly leftovers?: readonly Leftover[];
  /** What the account says against the plan. @default - it was not asked */
  readonly account?: readonly AccountFinding[];
  /** Who has approved the change: logins and addresses. @default - nobody asked, and no justification needs it */
  readonly approvers?: readonly string[];
  /** What other tools have found. @default - none was asked */
  readonly others?: OthersFindings;
}

/** What a plan means for people, and whether it may go on. */
export function reviewPlan(plan: Plan, options: ReviewOptions = {}): Review {
  const rosters = new Rosters(options.before, options.after);
  const { changes, drift: driftChanges, references, realms } = plan;
  const documents = new PolicyDocuments();
  const powers = new Powers(changes, new NamedPolicies(plan), documents);
  const owners = new Owners(changes, references, realms);
  const names = namesOf(plan);
  const holdings = new Holdings(changes, owners, powers, names, realms);
  const access = new PeoplesAccess(plan, owners, names, documents);
  const stored = asStored(plan);
  const accessBefore = stored && once(() => new PeoplesAccess(stored, owners, names, documents));
  const everybody = owners.all();
  const within = apart(everybody, ({ name, realm, user }) => ({ name, realm, module: user?.module ?? "" }));
  const belongings = new Map(
    everybody
      .map((each) => [personOf(each, { powers, holdings, rosters, access, within }), each] as const)
      .sort(([one], [other]) => byWeight(one, other)),
  );
  const changesOf = (person: Person): readonly Change[] => {
    const { user, changes: own = [] } = belongings.get(person) ?? {};
    return user === undefined ? own : [user, ...own];
  };
  const people = [...belongings.keys()];
  const things = { changes, holdings, powers, rosters, realms };
  const groupKeys = groupsOf(things);
  const groups = [...groupKeys.keys()];
  const policies = policiesOf(belongings, things);
  const owner = new Map<Change, Person>();
  for (const person of people) for (const change of changesOf(person)) owner.set(change, person);
  const lines = { personOf: (change: Change) => owner.get(change), groups: groupKeys, policies, powers, names };
  const others = untold(changes, lines);
  const drift = driftOf(driftChanges, owners, rosters);
  const whole = planFacts(plan, rosters);
  const now = options.now ?? new Date();
  const context: Context = {
    ...{ changes, people, groups, policies, drift, driftChanges, rosters },
    ...{ actions: plan.actions, failedChecks: plan.failedChecks },
    plan: whole,
    provider: versionOf(options.provider ?? "") ?? plan.oldestProvider,
    access,
    secrets: plan.clearSecrets,
    leftovers: options.leftovers ?? [],
    account: options.account ?? [],
    approvers: options.approvers,
    others: options.others ?? { findings: [], gaps: [] },
    failOn: options.failOn ?? "error",
    settings: limitsOf(rosters),
    runner: options.runner ?? plan.runner,
    today: isoDate(now),
    now: now.getTime(),
    refuseDrift: options.refuseDrift ?? false,
    changesOf,
    realmOf: (person) => belongings.get(person)?.realm ?? "",
    boundaryAllows: (person) => access.boundaryAllows(belongings.get(person) ?? { realm: "", key: "" }),
    policyAllows: (address) => {
      const { before, after } = powers.policy(address) ?? {};
      return access.allows(documents.of(before?.policy), documents.of(after?.policy));
    },
    takeoversOf: (person, side) => access.takeovers(belongings.get(person) ?? { realm: "", key: "" }, side),
    taggedOf: (person, tag) => access.tagged(belongings.get(person) ?? { realm: "", key: "" }, tag),
    references,
    documentOf: (text) => documents.of(text),
    accountOf: (change) => access.accountIdOf(realms(change)),
    becamePowerful: (person) => {
      const key = belongings.get(person);
      return accessBefore !== undefined && key !== undefined && accessBefore().power(key, "before").length === 0;
    },
    powerOfGroup: (group, side) => {
      const key = groupKeys.get(group);
      return key === undefined ? [] : access.groupPower(key, side);
    },
  };
  const dangers = findDangers(context);
  return {
    schemaVersion: 1,
    plan: { ...shown(whole), ...defined({ accountAlias: options.accountAlias, source: options.source }) },
    gate: gateOf(dangers, whole.changes, options),
    summary: summarise(people, plan, dangers),
    dangers,
    people,
    groups,
    policies,
    others: [...others.map(otherOf), ...plan.actions.map(invoked)],
    outputs: plan.outputs,
    drift,
    acceptedRisks: acceptedRisks(people, rosters),
  };
}

function shown({
  engine,
  version,
  formatVersion,
  timestamp,
  roster,
  stack,
  account,
  compared,
}: Context["plan"]): Review["plan"] {
  return {
    ...{ engine, formatVersion, compared },
    ...defined({ version, timestamp, roster, stack, account }),
  };
}

const weights = new Map(personChanges.map((change, index) => [change, index]));

const byWeight = by<Person>(
  ({ change }) => weights.get(change) ?? 0,
  ({ name }) => name,
);

function otherOf(change: Change): OtherChange {
  const { address, resourceType, reason } = change;
  return { address, type: resourceType, action: actionOf(change), ...defined({ reason }) };
}

function invoked({ address, type }: ActionInvocation): OtherChange {
  return { address, type, action: "invoke" };
}
