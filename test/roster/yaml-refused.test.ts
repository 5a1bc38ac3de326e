import { alice, problems } from "./problems";

describe("YAML that a roster may not hold", () => {
  test("fails when there is an alias, but not what it leaves out", async () => {
    const found = await problems(`
version: 1
users:
  alice: &a { type: human, owner: hr }
  carol: *a
`);
    expect(found).toMatchInlineSnapshot(`
      "3:10 an anchor (&a) is not allowed in a roster [yaml]
        Write the value out where it is used.
      4:10 an alias (*a) is not allowed in a roster [yaml]
        Write the value out where it is used."
    `);
  });

  test("fails when there is a merge key, but not the keys that it would bring", async () => {
    const found = await problems(`
version: 1
users:
  alice:
    <<: *human
    owner: hr
`);
    expect(found).toMatchInlineSnapshot(`
      "4:5 a merge key (<<) is not allowed in a roster [yaml]
        Write the keys out, or put what all users share under \`defaults\`.
      4:9 an alias (*human) is not allowed in a roster [yaml]
        Write the value out where it is used."
    `);
  });

  test("fails when there is an alias in a list", async () => {
    const found = await problems(`
version: 1
users:
  alice:
    type: human
    owner: alice@example.com
    groups: [developers, *team, billing]
`);
    expect(found).toMatchInlineSnapshot(`
      "6:26 an alias (*team) is not allowed in a roster [yaml]
        Write the value out where it is used."
    `);
  });

  test("fails when there is a tag", async () => {
    const found = await problems(`
version: 1
users:
  alice:
    type: human
    owner: alice@example.com
    expires: !!timestamp "2027-01-31"
    tags: !!omap { Team: red }
`);
    expect(found).toMatchInlineSnapshot(`
      "6:14 a YAML tag (!!timestamp) is not allowed in a roster [yaml]
        Leave the tag out; put text in quotes.
      7:11 a YAML tag (!!omap) is not allowed in a roster [yaml]
        Leave the tag out; put text in quotes."
    `);
  });

  test("fails when there is a key a second time", async () => {
    const found = await problems(`
version: 1
users:
  alice: { type: human, owner: hr }
  alice: { type: service, owner: hr }
`);
    expect(found).toMatchInlineSnapshot(`
      "4:3 the key "alice" a second time is not allowed in a roster [yaml]
        Merge the two entries into one."
    `);
  });

  test("fails when there is a second document", async () => {
    const found = await problems(`
# ours
---
version: 1
users: {}
---
version: 1
users: {}
`);
    expect(found).toMatchInlineSnapshot(`
      "5:1 a second YAML document is not allowed in a roster [yaml]
        One file is one document: remove the --- line."
    `);
  });

  test("fails when there is a second document without ---", async () => {
    const found = await problems(`
version: 1
users: {}
...
version: 1
`);
    expect(found).toMatchInlineSnapshot(`
      "3:1 a second YAML document is not allowed in a roster [yaml]
        One file is one document: remove the --- line."
    `);
  });

  test("fails when there are keys that are no text", async () => {
    const found = await problems(`
version: 1
users:
  ? [alice, bob]
  : { type: human, owner: hr }
  ? { carol: 1 }
  : {}
`);
    expect(found).toMatchInlineSnapshot(`
      "3:5 a key that is not plain text is not allowed in a roster [yaml]
        Write the key as a word or in quotes.
      5:5 a key that is not plain text is not allowed in a roster [yaml]
        Write the key as a word or in quotes."
    `);
  });

  test("fails when there is the key __proto__", async () => {
    const found = await problems(`
version: 1
__proto__: {}
users:
  __proto__: { type: human, owner: hr }
`);
    expect(found).toMatchInlineSnapshot(`
      "2:1 the key __proto__ is not allowed in a roster [yaml]
        Choose another key; \`name:\` can still set any IAM name.
      4:3 the key __proto__ is not allowed in a roster [yaml]
        Choose another key; \`name:\` can still set any IAM name."
    `);
  });

  test("fails when there is an anchor on an empty value", async () => {
    const found = await problems(`
version: 1
users: &all
`);
    expect(found).toMatchInlineSnapshot(`
      "2:1 users is empty; a map of keys and values is expected [schema]
        Fill it in, or remove the key.
      2:8 an anchor (&all) is not allowed in a roster [yaml]
        Write the value out where it is used."
    `);
  });

  test("fails when there is an indentation by tabs", async () => {
    const found = await problems(`
version: 1
users:
	alice: {}
`);
    expect(found).toMatchInlineSnapshot(`
      "3:1 not readable as YAML: tab characters must not be used in indentation [yaml]
        Replace the tabs of this line by spaces. Fix this first: the rest of the file is read once its YAML is valid."
    `);
  });

  test("fails when there is a quote that is never closed", async () => {
    const found = await problems(`
version: 1
stack: "users
users: {}
`);
    expect(found).toMatchInlineSnapshot(`
      "3:1 not readable as YAML: deficient indentation [yaml]
        Fix this first: the rest of the file is read once its YAML is valid."
    `);
  });

  test("fails when there are keys without an entry", async () => {
    const found = await problems(`
version: 1
'': x
: y
users: {}
`);
    expect(found).toMatchInlineSnapshot(`
      "2:1 unknown key "" in the roster [schema]
        Allowed are: version, stack, account, backend, include, defaults, policies, groups, users, approvers, removals, guards.
      2:6 the key "" a second time is not allowed in a roster [yaml]
        Merge the two entries into one."
    `);
  });

  test("does not take words for values, as YAML 1.1 does", async () => {
    expect(await problems(alice("    tags: { Country: no, On: yes, Time: 12:30:45, Octal: 0o7x }\n"))).toBe("");
  });

  test("does not report keys that look like numbers or booleans: they are names", async () => {
    expect(
      await problems("version: 1\nusers:\n  007: { type: service, owner: mi6 }\n  true: { type: human, owner: hr }\n"),
    ).toBe("");
  });
});
