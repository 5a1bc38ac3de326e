import type { Access, Coverage } from "./access";
import { type ActionClass, classesOf } from "./action-classes";
import type { ActionFacts } from "./actions";
import { type AllowedScope, AllowedScopes } from "./allowed-scopes";
import type { Held } from "./principal";
import { meeting, resourcesCover, type Scope, scopeCovers, scopesMeet, someCovers } from "./scope";

/** Actions of one service that somebody can newly do, or no longer, on what and when. */
export interface AccessChange extends Scope {
  readonly service: string;
  readonly actions: readonly ActionFacts[];
  /** What allows it allows all actions of the service. */
  readonly full: boolean;
  /** What a Deny takes away again. */
  readonly except: readonly Scope[];
  /** What allows it. */
  readonly held: Held;
  /** Of what was there on the other side: `condition` where it was allowed, but for a condition; `deny` where a Deny was in the way. */
  readonly over: "nothing" | "condition" | "deny" | "boundary";
}

export interface AccessChanges {
  readonly gained: readonly AccessChange[];
  readonly lost: readonly AccessChange[];
  /** Policies that are new and whose documents are not known. */
  readonly unknown: readonly Held[];
}

const none: AccessChanges = { gained: [], lost: [], unknown: [] };

/**
 * What somebody can do after a change and could not before, and the other way round. Statements are compared by what they
 * allow: the same policy on another way, or written in another way, changes nothing. Where a comparison cannot be decided,
 * what is after counts as new.
 * @param service asked about this one alone. @default - all
 */
export function compare(before: Access, after: Access, coverage: Coverage, service?: string): AccessChanges {
  return compareIn(classesOf(before, after, coverage, service), before, after, coverage);
}

/** The same, where it is known already which actions it is about: that does not depend on who has the policies. */
export function compareIn(
  classes: readonly ActionClass[],
  before: Access,
  after: Access,
  coverage: Coverage,
): AccessChanges {
  const was = new Set(before.unknown.map(({ id }) => id));
  const unknown = after.unknown.filter(({ id }) => !was.has(id));
  if (classes.length === 0) return unknown.length === 0 ? none : { ...none, unknown };
  const [one, other] = [new AllowedScopes(before, coverage), new AllowedScopes(after, coverage)];
  return {
    gained: classes.flatMap((each) => beyond(each, one, other)),
    lost: classes.flatMap((each) => beyond(each, other, one)),
    unknown,
  };
}

/** What one side allows of a class beyond the other. */
function beyond(each: ActionClass, other: AllowedScopes, side: AllowedScopes): AccessChange[] {
  const { service, actions } = each;
  const { within: mine } = side.allowed(each);
  if (mine.length === 0) return [];
  const [theirs, myDenies, theirDenies] = [other.allowed(each), side.denied(each), other.denied(each)];
  const changes: AccessChange[] = [];
  const add = (scope: Scope, allowed: AllowedScope, over: AccessChange["over"]) =>
    changes.push({
      ...{ service, actions, full: side.isFull(allowed, service), held: allowed.grant.held, over },
      ...{ terms: scope.terms, conditions: scope.conditions },
      except: myDenies.filter((deny) => scopesMeet(deny, scope)),
    });
  for (const scope of mine) {
    if (myDenies.some((deny) => scopeCovers(deny, scope))) continue;
    if (changes.some((change) => scopeCovers(change, scope))) continue;
    if (!someCovers(theirs.within, scope)) {
      const bare = { ...scope, conditions: [] };
      const over = theirs.own.some((allowed) => scopeCovers(allowed, scope))
        ? "boundary"
        : theirs.within.some((allowed) => resourcesCover(allowed, bare))
          ? "condition"
          : "nothing";
      add(scope, scope, over);
      continue;
    }
    for (const deny of theirDenies) {
      if (!scopesMeet(deny, scope)) continue;
      const part = meeting(scope, { ...deny, conditions: [] }) ?? scope;
      if (
        myDenies.some((mine) => scopeCovers(mine, deny) || scopeCovers(mine, { ...part, conditions: deny.conditions }))
      )
        continue;
      add({ terms: part.terms, conditions: [...scope.conditions, ...deny.conditions] }, scope, "deny");
    }
  }
  return changes;
}
