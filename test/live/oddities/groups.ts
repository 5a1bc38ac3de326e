import { nameKey } from "../../../src/sandbox/state";
import type { Oddity, Spot } from "./oddity";

/** Makes a group, and the user a member. */
function join({ build, user }: Spot, name: string) {
  build.group(name);
  user.groups.push(nameKey(name));
  return build.account.groups[nameKey(name)];
}

const member = (what: string, name: (n: string) => string, more: { path?: string; once?: true } = {}): Oddity => ({
  ...{ what, room: "groups" },
  ...(more.once === true ? { once: true } : {}),
  put: (spot) => {
    const group = join(spot, name(spot.n));
    if (group !== undefined && more.path !== undefined) group.path = more.path;
  },
});

export const groups: readonly Oddity[] = [
  member("a group with a name of 128 characters", (n) => `${n}-`.padEnd(128, "g")),
  member("a group with a name of every sign", (n) => `+=,.@-_${n}`),
  member("a group in capitals", (n) => `ADMINS-${n.toUpperCase()}`),
  member("a group that shares its address with the begin of an escape", (n) => `a_u2e.${n}`),
  member("a group below an odd path", (n) => `odd-${n}`, { path: '/"a"/${b}/!~/' }),
  member("a group called __proto__", () => "__proto__", { once: true }),
  member("a group called constructor", () => "constructor", { once: true }),
  member("a group called true", () => "true", { once: true }),
  {
    ...{ what: "ten groups", room: "groups" },
    put: (spot) => {
      for (let number = 1; number <= 10; number++) join(spot, `g${number}-${spot.n}`);
    },
  },
  {
    ...{ what: "two groups that share an address in Terraform", room: "groups" },
    put: (spot) => {
      join(spot, `y_u2e.${spot.n}`);
      join(spot, `y.u2e_${spot.n}`);
    },
  },
  {
    ...{ what: "a group with inline policies", room: "groups" },
    put: (spot) => {
      const group = join(spot, `inline-${spot.n}`);
      if (group !== undefined) group.inlinePolicies.odd = '{"Statement":[]}';
    },
    outside: ({ n }) => [`inline policy odd of group inline-${n}`],
  },
  {
    ...{ what: "a group with ten policies", room: "groups" },
    put: (spot) => {
      const group = join(spot, `ten-${spot.n}`);
      for (let number = 1; number < 10; number++) group?.attachedPolicies.push(`arn:aws:iam::aws:policy/Of${number}`);
    },
  },
  {
    ...{ what: "a group without members", room: "groups" },
    put: ({ build, n }) => build.group(`empty-${n}`),
    outside: ({ n }) => [`group empty-${n}`],
  },
];
