/** What a new kind of credential touches, its own tests and sandbox actions aside. */
export const kindPlaces = {
  /** Where it begins: one entry of the table, what is written in users.yaml, and the construct, named after the kind. */
  first: ["src/terms/kinds.ts", "roster/users.schema.json", "constructs/<kind>.ts"],
  /** The compiler refuses to go on until these say what they do with it. */
  compiler: [
    "constructs/credentials.ts",
    "constructs/managed-user.ts",
    "src/adopt/credentials.ts",
    "src/adopt/read-account.ts",
    "src/audit/rules/credential-not-in-roster.ts",
    "src/aws/holdings.ts",
    "src/leaving/sweep/removals.ts",
    "src/roster/normalise-user.ts",
    "src/sandbox/actions/CreateUser.ts",
  ],
  /** A test fails until these have it: test/review/schema.test.ts, test/live/permissions.real.test.ts. */
  tests: ["docs/review.schema.json", "src/aws/permissions.ts"],
} as const;
