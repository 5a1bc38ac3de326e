import type { Oddity, Spot } from "./oddity";

const tagged = (
  what: string,
  tags: Readonly<Record<string, string>> | ((spot: Spot) => Readonly<Record<string, string>>),
  outside: readonly string[] | "user" = [],
): Oddity => ({
  ...{ what, room: "tags" },
  put: (spot) => {
    const list = typeof tags === "function" ? tags(spot) : tags;
    for (const Key of Object.getOwnPropertyNames(list)) spot.user.tags.push({ Key, Value: list[Key] ?? "" });
  },
  outside: ({ user }) =>
    outside === "user" ? [`user ${user.userName}`] : outside.map((key) => `tag ${key} of ${user.userName}`),
});

const many = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, at) => [`tag ${at}`, `value ${at}`]));

export const tags: readonly Oddity[] = [
  tagged("a tag with an empty value", { CostCenter: "" }),
  tagged("a tag with an empty value beside others", { Team: "platform", Empty: "", Stage: "prod" }),
  tagged("a tag whose key and value have every sign", { "a_b.c:d/e=f+g-h@i": "_.:/=+-@" }),
  tagged("a tag with blanks", { "cost center": "  two  blanks  " }),
  tagged("a tag of a blank", { blank: " " }),
  tagged("a tag with a line separator, which AWS counts among blanks", { separator: "a\u2028b\u2029c" }),
  tagged("a tag with a no-break space", { "no\u00a0break": "\u00a0" }),
  tagged("tags in other scripts", { Straße: "Zürich", 部署: "開発", Отдел: "разработка", عربي: "نعم" }),
  tagged("a tag of letters outside the basic plane", { 𝒜: "𠮷" }),
  tagged("a key of 128 characters and a value of 256", { ["k".repeat(128)]: "v".repeat(256) }),
  tagged("values that YAML takes for something else", {
    a: "true",
    b: "1",
    c: "null",
    d: "2026-01-01",
    e: "1e3",
    f: "=",
  }),
  tagged("keys that YAML takes for something else", {
    true: "a",
    "1": "b",
    null: "c",
    "2026-01-01": "d",
    "=": "e",
    "-": "f",
  }),
  tagged("a key that JavaScript has already", { constructor: "a", toString: "b", hasOwnProperty: "c" }),
  tagged("the key __proto__", JSON.parse('{ "__proto__": "polluted" }'), ["__proto__"]),
  tagged("41 tags, which leave room for all of the roster's", many(41)),
  tagged("50 tags, which leave no room for the roster's", many(50), "user"),
  tagged("48 tags, which leave no room for the roster's", many(48), "user"),
  tagged("a ManagedBy of another stack", { ManagedBy: "terraform" }, ["ManagedBy"]),
  tagged("a managedby in small letters", { managedby: "cloudformation" }, ["managedby"]),
  tagged("a ManagedBy of an earlier roster", { ManagedBy: "iam-roster" }),
  tagged("an owner of an earlier roster", { "roster:owner": "old.owner@example.com" }),
  tagged("a type of an earlier roster that there is no more", { "roster:type": "robot" }, ["roster:type"]),
  tagged("a suspension of an earlier roster", { "roster:suspended": "HR-7 since 2026-01-01" }, ["roster:suspended"]),
  tagged(
    "flags of an earlier roster",
    { "roster:force-destroy": "SEC-1 until 2026-01-01", "roster:expires": "2025-01-01" },
    ["roster:force-destroy", "roster:expires"],
  ),
  tagged("a tag that only looks like the roster's", { "Roster:Owner": "x" }, ["Roster:Owner"]),
  tagged("tags of AWS itself", { "aws:cloudformation:stack-name": "legacy" }, ["aws:cloudformation:stack-name"]),
  tagged("an owner of blanks", { Owner: "   " }),
  tagged("an owner who is nobody", { Owner: "N/A", Team: "tbd" }),
  tagged("an owner of 256 characters", { Owner: "o".repeat(256) }),
  tagged("a type that is a type", { Type: "break-glass" }),
  tagged("a type that is none", { type: "vip" }),
  tagged("a name of a tag in AWS's own service", { "AWS-Access": "yes" }),
  tagged("an access key that is named by a tag, as the console does", ({ n }) => ({
    [`AKIA${n.toUpperCase()}`]: "laptop",
  })),
];
