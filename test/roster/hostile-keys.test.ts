import { guards, judge } from "../../src/guards/index";
import { whole } from "../whole";
import { load } from "./problems";

const words = ["constructor", "toString", "hasOwnProperty", "valueOf", "isPrototypeOf", "__defineGetter__"];

describe("names that JavaScript has a meaning for are names like others", () => {
  test.each(words)("does not report a user, group, policy and credentials called %s", async (word) => {
    const roster = whole(
      await load(`
version: 1
policies: { ${word}: { document: { Version: "2012-10-17", Statement: { Effect: Allow, Action: "s3:Get*", Resource: "*" } } } }
groups: { ${word}: { policies: [${word}] } }
users:
  ${word}:
    type: service
    owner: ${word}
    tags: { ${word}: x }
    groups: [${word}]
    mfaDevices: { ${word}: {} }
    accessKeys: { ${word}: { rotateBy: 2027-01-31 } }
    policies: { inline: { ${word}: { Statement: { Effect: Deny, Action: "*", Resource: "*", Condition: { Bool: { ${word}: true } } } } } }
removals: { ${word}-2: { justification: Left on bad terms and must be gone, approvedBy: ciso@example.com, ticket: HR-78, expires: 2027-01-31 } }
`),
    );
    const [user] = roster.users ?? [];
    expect([user?.name, user?.tags[word], user?.mfaDevices[0]?.name]).toEqual([word, "x", `${word}-${word}`]);
    const errors = judge(roster, "2026-11-21", guards).map(({ id }) => id);
    expect(errors.sort()).toEqual(["account-pinned", "direct-policies-justified", "plaintext-secrets-justified"]);
  });

  test.each(words)("fails when %s stands where the format has no such key", async (word) => {
    const { diagnostics } = await load(`
version: 1
${word}: 1
account: { ${word}: 1 }
backend: { ${word}: {} }
groups: { ${word}: 5, developers: { ${word}: 1 } }
policies: { ${word}: 5 }
users: { ${word}: 5, bob: { type: human, owner: hr, ${word}: 1, accessKeys: { ${word}: 5 }, tags: { ${word}: [] } } }
`);
    expect(diagnostics.map(({ line, message }) => `${line} ${message.replaceAll(word, "WORD")}`)).toEqual([
      '2 unknown key "WORD" in the roster',
      '3 unknown key "WORD" in account',
      '4 unknown key "WORD" in backend',
      "5 WORD is 5; a map of keys and values is expected",
      '5 unknown key "WORD" in developers',
      "6 WORD is 5; a map of keys and values is expected",
      "7 WORD is 5; a map of keys and values is expected",
      '7 unknown key "WORD" in bob',
      "7 WORD is 5; a map of keys and values is expected",
      "7 WORD is an empty list; text is expected",
    ]);
  });

  test("fails when __proto__ is a key, at any depth, and nothing is polluted", async () => {
    const { diagnostics } = await load(
      "version: 1\n__proto__: { polluted: yes }\nusers:\n  bob: { type: human, owner: hr, tags: { __proto__: { polluted: yes } } }\n",
    );
    expect(diagnostics.map(({ line, column, message }) => `${line}:${column} ${message}`)).toEqual([
      "2:1 the key __proto__ is not allowed in a roster",
      "4:42 the key __proto__ is not allowed in a roster",
    ]);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });
});
