import type { Denial, PolicyKind } from "./denial";
import type { Policy } from "./document";
import type { Coverage, Who } from "./principals";
import { type JudgedStatement, type Request, statementsAbout } from "./statements";
import { any, type Verdict } from "./verdict";

export interface PolicySet {
  readonly kind: PolicyKind;
  readonly policies: readonly Policy[];
}

/** All policies that speak about a request. */
export interface Policies {
  readonly identity: readonly Policy[];
  /** Each further set must allow as well: the boundary, and the policies of a session. */
  readonly limits: readonly PolicySet[];
  /** The policy on the thing itself. A role can be assumed only where its trust policy allows it. @default - it has none */
  readonly resource?: {
    readonly kind: "resource-based policy" | "role trust policy";
    readonly policy: Policy;
    readonly who: Who;
    /** Of another account the thing's policy is never enough. */
    readonly isSameAccount: boolean;
  };
}

export interface Decision {
  readonly verdict: "allowed" | "denied" | "not known";
  /** What denies, or would if what is not known holds. */
  readonly because?: Denial;
  /** Statements that are about the request, whether their conditions hold or not. */
  readonly statements: readonly JudgedStatement[];
}

/** What a set of policies of one kind says. */
interface Answer {
  readonly kind: PolicyKind;
  readonly statements: readonly JudgedStatement[];
  readonly deny: Verdict;
  readonly allow: Verdict;
}

/**
 * Whether policies allow a request: a Deny that covers it wins over everything; then each set that must allow has to
 * (IAM User Guide, "Policy evaluation logic"). Within one account a policy on the thing itself is enough where it names who
 * asks; where it names a role, the boundary and the session's policies still limit it.
 */
export function evaluate({ identity, limits, resource }: Policies, request: Request): Decision {
  const onThing = resource && answerOf(resource.kind, [resource.policy], request, resource.who);
  const own = answerOf("identity-based policy", identity, request);
  const further = limits.map(({ kind, policies }) => answerOf(kind, policies, request));
  const answers = [...(onThing === undefined ? [] : [onThing]), own, ...further];
  const statements = answers.flatMap((answer) => answer.statements);
  const denying = answers.find(({ deny }) => deny === "holds");
  if (denying !== undefined)
    return { verdict: "denied", because: { policy: denying.kind, explicit: true }, statements };
  const named = resource?.isSameAccount ? onThing : undefined;
  const needed = [...(onThing?.kind === "role trust policy" ? [onThing] : []), ...neededBeside(named, own, further)];
  const silent = needed.find(({ allow }) => allow === "fails");
  // Whether the thing's policy is enough may be what is not known.
  const mayBeEnough = silent !== onThing && allowBy(named, "name", "role") === "not known";
  if (silent !== undefined && !mayBeEnough)
    return { verdict: "denied", because: { policy: silent.kind, explicit: false }, statements };
  const doubt = answers.find(({ deny }) => deny === "not known");
  const unsure = needed.find(({ allow }) => allow !== "holds");
  if (doubt !== undefined) return { verdict: "not known", because: { policy: doubt.kind, explicit: true }, statements };
  if (unsure !== undefined)
    return { verdict: "not known", because: { policy: unsure.kind, explicit: false }, statements };
  return { verdict: "allowed", statements };
}

function neededBeside(onThing: Answer | undefined, own: Answer, limits: readonly Answer[]): readonly Answer[] {
  if (allowBy(onThing, "name") === "holds") return [];
  return allowBy(onThing, "role") === "holds" ? limits : [own, ...limits];
}

function allowBy(answer: Answer | undefined, ...by: readonly Coverage[]): Verdict {
  const allowing = (answer?.statements ?? []).filter(
    ({ statement, coverage }) => statement.effect === "Allow" && coverage !== undefined && by.includes(coverage),
  );
  return any(allowing.map(({ verdict }) => verdict));
}

function answerOf(kind: PolicyKind, policies: readonly Policy[], request: Request, who?: Who): Answer {
  const statements = policies.flatMap((policy) => statementsAbout(policy, request, who));
  const verdictOf = (effect: "Allow" | "Deny") =>
    any(statements.filter(({ statement }) => statement.effect === effect).map(({ verdict }) => verdict));
  return { kind, statements, deny: verdictOf("Deny"), allow: verdictOf("Allow") };
}
