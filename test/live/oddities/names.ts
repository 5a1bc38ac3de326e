import { nameKey } from "../../../src/sandbox/state";
import type { Oddity } from "./oddity";

const named = (what: string, name: (n: string) => string): Oddity => ({
  ...{ what, room: "name" },
  person: (n) => ({ name: name(n) }),
});

const once = (name: string): Oddity => ({ ...named(`the name ${name}`, () => name), once: true });

const below = (what: string, path: (n: string) => string): Oddity => ({
  ...{ what, room: "path" },
  person: (n) => ({ path: path(n) }),
});

/** All that a path may hold: `!` to `~`. */
const PRINTABLE = Array.from({ length: 94 }, (_, at) => String.fromCharCode(33 + at)).join("");

export const names: readonly Oddity[] = [
  named("a name of 64 characters", (n) => `${n}-`.padEnd(64, "x")),
  {
    ...named("a name of 100 characters, from before AWS allowed 64", (n) => `${n}-`.padEnd(100, "x")),
    outside: ({ user }) => [`user ${user.userName}`],
  },
  named("a name with every sign", (n) => `a_b+c=d,e.f@g-h.${n}`),
  ...[..."-.=@+,_"].map((sign) => named(`a name that begins with ${sign}`, (n) => `${sign}${n}`)),
  ...[..."-.=@+,_"].map((sign) => named(`a name that ends with ${sign}`, (n) => `${n}${sign}`)),
  named("a name that begins with a digit", (n) => `0x${n}`),
  named("a name of digits", (n) => `9${[...n].map((one) => one.charCodeAt(0)).join("")}`),
  named("a name with two hyphens, as addresses have them", (n) => `a--b--${n}`),
  named("a name with the escape of an address", (n) => `jane_u2e_doe-${n}`),
  named("a name with the begin of an escape", (n) => `jane_u-${n}`),
  named("a name in capitals", (n) => n.toUpperCase()),
  named("a name that is an address", (n) => `jane.doe+${n}@example.com`),
  named("a name that looks like a number of YAML", (n) => `1e3-${n}`),
  named("a name that looks like an ARN", (n) => `arn=aws=iam=${n}`),
  ...["__proto__", "constructor", "toString", "hasOwnProperty", "valueOf", "prototype"].map(once),
  ...[
    "true",
    "null",
    "no",
    "on",
    "y",
    "1e3",
    "0x1f",
    "0o17",
    "2026-01-01",
    "1_000",
    "12",
    ".5",
    "-",
    "=",
    "+",
    "@",
  ].map(once),
  ...["count", "for_each", "each", "self", "var", "lifecycle", "provider", "resource", "users", "policies"].map(once),
  {
    ...named("two names that share an address in Terraform", (n) => `x_u2e.${n}`),
    put: ({ build, n }) => void build.user({ name: `x.u2e_${n}`, bornDaysAgo: 10 }),
  },
  {
    ...{ what: "a group and a policy with the name of the user", room: "name" },
    put: ({ build, user }) => {
      build.group(user.userName);
      build.policy(user.userName, "/", {
        Version: "2012-10-17",
        Statement: { Effect: "Allow", Action: "s3:*", Resource: "*" },
      });
      user.groups.push(nameKey(user.userName));
      user.attachedPolicies.push(`arn:aws:iam::${build.account.accountId}:policy/${user.userName}`);
    },
  },
  below("a path of 512 characters", () => `/${"p".repeat(510)}/`),
  below("a path with all characters that there are", () => `/${PRINTABLE}/`),
  below("a path with quotes", (n) => `/"the"/${n}'s/`),
  below("a path with templates of Terraform", (n) => `/\${path.module}/%{if}/$\${${n}/`),
  below("a path with empty steps", (n) => `//a///${n}//`),
  below("a path of three slashes", () => "///"),
  below("a path with stars", () => "/*/?/"),
  below("a path with backslashes", (n) => `/\\n\\u0041/${n}/`),
  below("a path with a comma and a quote", (n) => `/a,"b",${n}/`),
  below("a path with colons", (n) => `/arn:aws:iam::${n}/`),
  below("a path in capitals", () => "/PEOPLE/"),
  below("a path with markup", (n) => `/<script>${n}</script>/`),
  below("a path with a formula", (n) => `/=cmd|${n}/`),
];
