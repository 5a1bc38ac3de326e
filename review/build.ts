import { defaultGuardSettings } from "../roster/normalise";
import { isoDate } from "../text/iso-date";
import { acceptedRisks } from "./acceptance";
import { Access } from "./access";
import { isKnownType } from "./attributes";
import type { AccountFinding, Context, Leftover } from "./danger";
import { findDangers } from "./dangers/index";
import { driftOf } from "./drift";
import { type Fact, factsOf } from "./facts";
import { type GateOptions, gateOf } from "./gate";
import { Owners } from "./owners";
import { isChange, personOf } from "./person";
import { planFacts, type WholePlan } from "./plan-facts";
import { Powers } from "./powers";
import { isObject, type RawPlan } from "./read-plan";
import { referencesOf } from "./references";
import { type OtherChange, type OutputChange, type Person, personChanges, type Review } from "./review";
import { type RosterSide, Rosters } from "./roster-side";
import { clearSecrets } from "./secrets";
import { actionOf, summarise } from "./summary";
import { groupsOf, policiesOf } from "./things";

export interface ReviewOptions extends GateOptions {
  /** users.yaml before the change. @default - what the change asked for cannot be told */
  readonly before?: RosterSide;
  /** users.yaml after the change. @default - no lines, and the default thresholds */
  readonly after?: RosterSide;
  /** @default - now */
  readonly now?: Date;
  /** IAM name or ARN of whoever runs the plan. @default - what the plan tells, if anything */
  readonly runner?: string;
  /** Drift on a person closes the gate. @default false */
  readonly refuseDrift?: boolean;
  /** What the account holds beside the plan. @default - only what the plan itself shows */
  readonly leftovers?: readonly Leftover[];
  /** What the account says against the plan. @default - it was not asked */
  readonly account?: readonly AccountFinding[];
}

/** What a plan means for people, and whether it may go on. */
export function reviewPlan(plan: RawPlan, options: ReviewOptions = {}): Review {
  const rosters = new Rosters(options.before, options.after);
  const facts = factsOf(plan.resource_changes);
  const driftFacts = factsOf(plan.resource_drift, true);
  const references = referencesOf(plan.configuration);
  const powers = new Powers(facts, references);
  const owners = new Owners(facts, references);
  const belongings = new Map(
    owners.all().map((each) => {
      const person = personOf(each, powers, rosters);
      return [person, each.user === undefined ? each.facts : [each.user, ...each.facts]] as const;
    }),
  );
  const people = [...belongings.keys()].sort(byWeight);
  const groups = groupsOf(facts, people, powers, rosters);
  const policies = policiesOf(people, facts, powers, rosters);
  const drift = driftOf(driftFacts, owners, rosters);
  const outputs = outputsOf(plan.output_changes);
  const whole = planFacts(plan, facts, outputs, rosters);
  const now = options.now ?? new Date();
  const context: Context = {
    ...{ facts, people, groups, policies, drift, driftFacts, rosters },
    plan: whole,
    access: new Access(facts, powers),
    secrets: clearSecrets(plan),
    leftovers: options.leftovers ?? [],
    account: options.account ?? [],
    settings: options.after?.roster.guards ?? options.before?.roster.guards ?? defaultGuardSettings,
    runner: options.runner ?? whole.runner,
    today: isoDate(now),
    now: now.getTime(),
    refuseDrift: options.refuseDrift ?? false,
    factsOf: (person) => belongings.get(person) ?? [],
  };
  const dangers = findDangers(context);
  return {
    schemaVersion: 1,
    plan: shown(whole),
    gate: gateOf(dangers, whole.changes, options),
    summary: summarise(people, facts, dangers),
    dangers,
    people,
    groups,
    policies,
    others: facts.flatMap(otherOf),
    outputs,
    drift,
    acceptedRisks: acceptedRisks(people, rosters),
  };
}

function shown({ engine, version, formatVersion, timestamp, roster, compared }: WholePlan): Review["plan"] {
  return {
    ...{ engine, formatVersion, compared },
    ...(version === undefined ? {} : { version }),
    ...(timestamp === undefined ? {} : { timestamp }),
    ...(roster === undefined ? {} : { roster }),
  };
}

const weights = new Map(personChanges.map((change, index) => [change, index]));

function byWeight(first: Person, second: Person): number {
  const weight = (weights.get(first.change) ?? 0) - (weights.get(second.change) ?? 0);
  return weight !== 0 ? weight : first.name < second.name ? -1 : first.name > second.name ? 1 : 0;
}

/** Never hidden: whatever is no part of a person, a group or a policy. */
function otherOf(fact: Fact): OtherChange[] {
  if (!isChange(fact) || (isKnownType(fact.type) && !fact.deposed)) return [];
  return [{ address: fact.address, type: fact.type, action: actionOf(fact) }];
}

/** Names and actions; the values of outputs are nobody's business here. */
function outputsOf(changes: unknown): OutputChange[] {
  return Object.entries(isObject(changes) ? changes : {}).flatMap(([name, change]) => {
    const actions = isObject(change) && Array.isArray(change.actions) ? change.actions : [];
    const action = actions
      .filter((each): each is string => typeof each === "string" && /^[a-z-]{1,20}$/.test(each))
      .join(", ");
    return action === "no-op" || action === "" ? [] : [{ name, action }];
  });
}
