import type { Origin, PartialRoster } from "../roster/roster";
import type { Path } from "../roster/yaml-tree";
import { at, type Guard, type GuardReport } from "./guard";

interface Named {
  readonly name: string;
  readonly of: string;
  readonly origin: Origin;
  readonly below?: Path;
}

export const namesDistinct: Guard = {
  id: "names-distinct",
  severity: "error",
  summary: "No two users, groups, policies or MFA devices have names that differ only by case.",
  why: "IAM does not distinguish names by case: the second CreateUser would fail with EntityAlreadyExists.",
  fix: "Change one of the two names.",
  check: ({ roster }) => kinds(roster).flatMap(([kind, named]) => clashes(kind, named)),
};

function kinds(roster: PartialRoster): [string, Named[]][] {
  const named = (list: readonly { name: string; key: string; origin: Origin }[]): Named[] =>
    list.map(({ name, key, origin }) => ({ name, of: key, origin }));
  const devices = roster.users.flatMap((user) =>
    user.mfaDevices.map((device) => ({
      name: `${device.path}${device.name}`,
      of: `${user.key}'s ${device.key}`,
      origin: user.origin,
      below: ["mfaDevices", device.key],
    })),
  );
  return [
    ["user", named(roster.users)],
    ["group", named(roster.groups)],
    ["policy", named(roster.policies)],
    ["MFA device", devices],
  ];
}

function clashes(kind: string, list: readonly Named[]): GuardReport[] {
  const first = new Map<string, Named>();
  return list.flatMap((entry) => {
    const folded = entry.name.toLowerCase();
    const known = first.get(folded);
    if (known === undefined) {
      first.set(folded, entry);
      return [];
    }
    const message =
      known.name === entry.name
        ? `${kind} ${entry.of} has the name ${entry.name}, which ${known.of} already has`
        : `${kind} names ${known.name} and ${entry.name} differ only by case; IAM does not distinguish them`;
    return [{ message, on: "key", ...at(entry.origin, ...(entry.below ?? [])) }];
  });
}
