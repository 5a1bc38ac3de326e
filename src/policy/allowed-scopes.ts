import { groupBy } from "../text/group-by";
import type { Access, Coverage, Grant } from "./access";
import type { ActionClass } from "./action-classes";
import type { Context } from "./context";
import { contextOfPrincipal } from "./principal";
import { meeting, type Scope, scopesOf } from "./scope";

/** A scope of a statement, with the grant that it is of. */
export interface AllowedScope extends Scope {
  readonly grant: Grant;
  /** What of the boundary allows it. @default - the person has no boundary */
  readonly limit?: Grant;
}

/** On what and when somebody may do something: scopes are worked out once, and only where they are asked for. */
export class AllowedScopes {
  private readonly context: Context;
  private readonly allows: ReadonlyMap<Grant["statement"], Grant[]>;
  private readonly denies: ReadonlyMap<Grant["statement"], Grant[]>;
  private readonly limits: ReadonlyMap<Grant["statement"], Grant[]> | undefined;
  private readonly scopes = new Map<Grant, AllowedScope[]>();

  public constructor(
    access: Access,
    private readonly coverage: Coverage,
  ) {
    const byStatement = (grants: readonly Grant[]) => groupBy(grants, (grant) => coverage.same(grant));
    this.context = contextOfPrincipal(access.who);
    this.allows = byStatement(access.allows);
    this.denies = byStatement(access.denies);
    this.limits = access.limits && byStatement(access.limits);
  }

  /** What is allowed of a class, before what is denied; and whether it would be more without the boundary. */
  public allowed(each: ActionClass): { readonly within: AllowedScope[]; readonly own: AllowedScope[] } {
    const own = this.of(this.allows, each);
    if (this.limits === undefined) return { within: own, own };
    const limits = this.of(this.limits, each);
    const within = own.flatMap((scope) =>
      limits.flatMap((limit) => {
        const both = meeting(scope, limit);
        return both === undefined ? [] : [{ ...both, grant: scope.grant, limit: limit.grant }];
      }),
    );
    return { within, own };
  }

  /** Whether all actions of a service are allowed with it. */
  public isFull({ grant, limit }: AllowedScope, service: string): boolean {
    return [grant, ...(limit === undefined ? [] : [limit])].every(({ statement }) =>
      this.coverage.isFull(statement, service),
    );
  }

  public denied(each: ActionClass): AllowedScope[] {
    return this.of(this.denies, each);
  }

  private of(some: ReadonlyMap<Grant["statement"], Grant[]>, { grants, service }: ActionClass): AllowedScope[] {
    const arns = this.coverage.actions.service(service)?.arns ?? [];
    const found: AllowedScope[] = [];
    for (const statement of grants)
      for (const grant of some.get(statement) ?? [])
        for (const scope of this.scopesOf(grant)) if (concerns(scope, arns)) found.push(scope);
    return found;
  }

  private scopesOf(grant: Grant): readonly AllowedScope[] {
    let known = this.scopes.get(grant);
    if (known === undefined) {
      known = scopesOf(grant.statement, grant.version, this.context).map((scope) => ({ ...scope, grant }));
      this.scopes.set(grant, known);
    }
    return known;
  }
}

/** Whether a scope can be about a service: one statement often lists actions and resources of several. */
function concerns({ terms }: Scope, arns: readonly string[]): boolean {
  return terms.every((term) => {
    if (!("pattern" in term)) return true;
    const [, service] = /^arn:[^:]*:([a-z0-9-]+):/.exec(term.pattern) ?? [];
    return service === undefined || arns.length === 0 || arns.includes(service);
  });
}
