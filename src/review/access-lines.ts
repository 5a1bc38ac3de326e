import type { Side } from "../plan/side";
import { type Access, accessOf, type Coverage, noAccess } from "../policy/access";
import { accessLevels } from "../policy/actions";
import { type AccessChange, type AccessChanges, compare } from "../policy/compare";
import type { Principal } from "../policy/principal";
import { type AccessPart, summarise } from "../policy/summary";
import { nameOfArn } from "../terms/arns";
import { defined } from "../text/defined";
import { once } from "../text/once";
import { type Account, assumable } from "./account";
import type { AccessGain, AccessLoss, PersonAccess } from "./model/access";

type Lines = Pick<PersonAccess, "gained" | "lost" | "unknown">;

/** What somebody can newly do, or no longer, service by service. */
export class AccessLines {
  private readonly known = new WeakMap<AccessChanges, Lines>();

  public constructor(private readonly coverage: () => Coverage) {}

  public of(account: Account, changes: AccessChanges, before: Principal | undefined, after: Principal | undefined) {
    const known = this.known.get(changes);
    if (known !== undefined) return known;
    const { gained, lost, unknown } = changes;
    const empty = gained.length + lost.length === 0;
    const parts = (some: readonly AccessChange[]) => (empty ? [] : summarise(some, this.coverage().actions));
    const isBoth = before !== undefined && after !== undefined;
    const accesses = (side: Side, who: Principal | undefined) =>
      once(() =>
        isBoth && who !== undefined
          ? [who, ...assumable(account, side, who).values()].map((each) => accessOf(each))
          : [],
      );
    const [had, has] = [accesses("before", before), accesses("after", after)];
    const all = new Set(gained.length === 0 ? [] : this.becomeWhole(account, before, after));
    const told = {
      gained: [
        ...[...all].map((role) => everything(gained, role)),
        ...parts(gained.filter(({ held }) => !all.has(held.role))).map(
          (part): AccessGain => ({ ...part, before: this.inService(part, had) }),
        ),
      ],
      // Whoever keeps some of a service has not lost it, whatever the old policy said.
      lost: parts(lost.map((change) => ({ ...change, full: false }))).map(
        (part): AccessLoss => ({ ...part, kept: this.inService(part, has) }),
      ),
      unknown: unknown.map(({ through }) => through),
    };
    this.known.set(changes, told);
    return told;
  }

  /** Who may now do everything and could not before: somebody herself (undefined), and roles that she may assume, by name. */
  private becomeWhole(
    account: Account,
    before: Principal | undefined,
    after: Principal | undefined,
  ): (string | undefined)[] {
    if (after === undefined) return [];
    const could = assumable(account, "before", before);
    const sides: [string | undefined, Principal | undefined, Principal][] = [
      [undefined, before, after],
      ...[...assumable(account, "after", after)].map(([arn, role]): [string, Principal | undefined, Principal] => [
        nameOfArn(arn),
        could.get(arn),
        role,
      ]),
    ];
    return sides.flatMap(([role, was, is]) => (allowsAll(is) && !(was !== undefined && allowsAll(was)) ? [role] : []));
  }

  /** What somebody can do on one side in the service of a part. */
  private inService({ services }: AccessPart, accesses: () => readonly Access[]): AccessGain["before"] {
    const [service] = services;
    if (service === undefined || services.length > 1) return [];
    const parts = summarise(
      accesses().flatMap((access) => compare(noAccess(access.who), access, this.coverage(), service).gained),
      this.coverage().actions,
    );
    return parts.map(({ levels, full, resources }) => ({ levels, full, resources }));
  }
}

/** Whether one statement allows everything, and nothing takes away from it: then nobody has to read what is new service by service. */
function allowsAll(who: Principal): boolean {
  const { allows, denies, limits } = accessOf(who);
  if (denies.length > 0 || limits !== undefined) return false;
  return allows.some(({ statement: { actions = [], resources = [], conditions } }) => {
    return (
      conditions.length === 0 &&
      resources.includes("*") &&
      actions.some((pattern) => /^\*{1,9}(?::\*{1,9})?$/.test(pattern))
    );
  });
}

function everything(gained: readonly AccessChange[], role: string | undefined): AccessGain {
  const own = gained.filter(({ held }) => held.role === role);
  const actions = new Set(own.flatMap((change) => change.actions.map(({ name }) => name)));
  return {
    ...{ services: [], levels: accessLevels, full: true, resources: ["*"], conditions: [], over: "nothing" },
    ...{ actions: actions.size, examples: [...actions].slice(0, 3), before: [] },
    through: [...new Set(own.map(({ held }) => held.through))],
    ...defined({ role }),
  };
}
