import type { UserAdoption } from "../../adopt/adoption";
import type { HeldUser } from "../../adopt/held-user";
import type { User } from "../../roster/index";
import { lower } from "./entries";

/** Memberships that the entry does not say are no business of an apply that was cut short. */
export function withinEntry(user: HeldUser, entry: User | undefined, groupKeys: ReadonlyMap<string, string>): HeldUser {
  const said = (name: string) => entry?.groups.includes(groupKeys.get(lower(name)) ?? name) === true;
  return { ...user, groups: user.groups.filter(said) };
}

/** Only what the stack has a place for already; the roster stays as it is. */
export function withoutAdditions(user: UserAdoption, addresses: ReadonlySet<string>): UserAdoption {
  const others = user.imports.filter(({ to }) => !addresses.has(to));
  return {
    ...user,
    patch: {},
    amended: [],
    parts: [],
    imports: user.imports.filter(({ to }) => addresses.has(to)),
    left: [
      ...user.left,
      ...others.map(({ to, id }) => ({
        ...{ kind: to.slice(0, to.indexOf(".")), name: id },
        reason: `the entry of ${user.name} has no place for it`,
      })),
    ],
  };
}
