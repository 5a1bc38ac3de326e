import { load, shown } from "./problems";

describe("where a finding stands", () => {
  test("counts columns in UTF-16 units, as editors do, and keeps the marks below what they mark", async () => {
    expect(
      await shown('version: 1\nusers:\n  "🧑‍🚀": { type: human, owner: hr }\n  bob: { owner: "🧑", typ: human }\n'),
    ).toMatchInlineSnapshot(`
      "users.yaml:3:3  error  "🧑\\u{200d}🚀" is not a name for users  [schema]
          1 | version: 1
          2 | users:
        > 3 |   "🧑\\u{200d}🚀": { type: human, owner: hr }
            |   ^^^^^^^
          Write 1 to 64 letters, digits and _ + = , . @ -.

      users.yaml:4:17  error  owner is "🧑", which is not allowed there  [schema]
          2 | users:
          3 |   "🧑\\u{200d}🚀": { type: human, owner: hr }
        > 4 |   bob: { owner: "🧑", typ: human }
            |                 ^^^^
          Write a name or an e-mail address of at most 256 letters, digits, spaces and _ . : / = + - @.

      users.yaml:4:23  error  unknown key "typ" in bob  [schema]
          2 | users:
          3 |   "🧑\\u{200d}🚀": { type: human, owner: hr }
        > 4 |   bob: { owner: "🧑", typ: human }
            |                       ^^^
          Did you mean "type"?"
    `);
  });

  test("counts lines with CRLF, CR and after a byte order mark", async () => {
    const yaml = "version: 1\nusers:\n  bob: { typ: human, owner: hr }\n";
    for (const text of [yaml, yaml.replaceAll("\n", "\r\n"), yaml.replaceAll("\n", "\r"), `\ufeff${yaml}`]) {
      const { diagnostics } = await load(text);
      expect(diagnostics.map(({ line, column, length }) => [line, column, length])).toEqual([[3, 10, 3]]);
      expect(diagnostics[0]?.frame).toEqual([
        { line: 1, text: "version: 1" },
        { line: 2, text: "users:" },
        { line: 3, text: "  bob: { typ: human, owner: hr }" },
      ]);
    }
  });

  test("marks one column a tab, and says when it is tabs that YAML does not take", async () => {
    const tabs = 'version: 1\nusers:\n  bob: { type: human, owner: "a\tb", colour: red }\n';
    expect(await shown(tabs)).toMatchInlineSnapshot(`
      "users.yaml:3:30  error  owner is "a\\tb", which is not allowed there  [schema]
          1 | version: 1
          2 | users:
        > 3 |   bob: { type: human, owner: "a b", colour: red }
            |                              ^^^^^
          Write a name or an e-mail address of at most 256 letters, digits, spaces and _ . : / = + - @.

      users.yaml:3:37  error  unknown key "colour" in bob  [schema]
          1 | version: 1
          2 | users:
        > 3 |   bob: { type: human, owner: "a b", colour: red }
            |                                     ^^^^^^
          Allowed are: name, type, owner, path, tags, permissionsBoundary, groups, loginProfile, mfaDevices, accessKeys, policies, sshPublicKeys, signingCertificates, serviceSpecificCredentials, stage, suspended, expires, forceDestroy, plaintextSecrets, consoleWithoutMfa, administratorAccess, directPolicies, longLivedKeys."
    `);
    expect(await shown("version: 1\nusers: {\talice: {} }\n")).toMatchInlineSnapshot(`
      "users.yaml:2:10  error  not readable as YAML: deficient indentation  [yaml]
          1 | version: 1
        > 2 | users: { alice: {} }
            |          ^
          Replace the tabs of this line by spaces. Fix this first: the rest of the file is read once its YAML is valid."
    `);
  });

  test("marks an empty value at its key, and a text of several lines at its first word", async () => {
    expect(
      await shown("version: 1\nstack: >\n\n    not a\n    stack name\naccount:\n\nusers: {}\n"),
    ).toMatchInlineSnapshot(`
      "users.yaml:4:5  error  stack is "\\nnot a stack name\\n", which is not allowed there  [schema]
          2 | stack: >
        > 4 |     not a
            |     ^^^^^
          Write 1 to 64 letters, digits, _ and -, beginning with a letter or digit.

      users.yaml:6:1  error  account is empty; a map of keys and values is expected  [schema]
          4 |     not a
          5 |     stack name
        > 6 | account:
            | ^^^^^^^
          Fill it in, or remove the key."
    `);
  });

  test("keeps long lines short, and shows what is invisible", async () => {
    const { diagnostics } = await load(`version: 1\nusers: { ${"alice: { type: human, owner: hr }, ".repeat(20)}}\n`);
    expect(diagnostics.at(0)?.frame.at(-1)?.text).toHaveLength(240);
    expect(await shown('version: 1\nstack: "a\\tb\u200b\u202e"\nusers: {}\n')).toMatchInlineSnapshot(`
      "users.yaml:2:8  error  the text holds an invisible character, \\u{202e}  [literal-text]
          1 | version: 1
        > 2 | stack: "a\\tb\\u{200b}\\u{202e}"
            |        ^^^^^^^^
          Remove it.

      users.yaml:2:8  error  stack is "a\\tb\\u{200b}\\u{202e}", which is not allowed there  [schema]
          1 | version: 1
        > 2 | stack: "a\\tb\\u{200b}\\u{202e}"
            |        ^^^^^^^^
          Write 1 to 64 letters, digits, _ and -, beginning with a letter or digit."
    `);
  });

  test("shows no line of a private key, wherever it stands", async () => {
    expect(
      await shown(`
version: 1
users:
  bob:
    type: human
    owner: hr
    loginProfile:
      pgpKey: |
        -----BEGIN PGP PRIVATE KEY BLOCK-----

        c2VjcmV0IHNlY3JldA==
        -----END PGP PRIVATE KEY BLOCK-----
    colour: red
`),
    ).toMatchInlineSnapshot(`
      "users.yaml:8:9  error  pgpKey is armored; the provider expects the base64 of the binary key  [pgp-key-usable]
          6 |     loginProfile:
          7 |       pgpKey: |
        > 8 | (this is a secret: remove it, and replace it where it is used)
          Export it with: gpg --export NAME | base64 -w0

      users.yaml:12:5  error  unknown key "colour" in bob  [schema]
          10 | (this is a secret: remove it, and replace it where it is used)
          11 | (this is a secret: remove it, and replace it where it is used)
        > 12 |     colour: red
             |     ^^^^^^
          Allowed are: name, type, owner, path, tags, permissionsBoundary, groups, loginProfile, mfaDevices, accessKeys, policies, sshPublicKeys, signingCertificates, serviceSpecificCredentials, stage, suspended, expires, forceDestroy, plaintextSecrets, consoleWithoutMfa, administratorAccess, directPolicies, longLivedKeys."
    `);
  });

  test("sorts the findings of a file by line, whatever found them", async () => {
    const { diagnostics } = await load(`
version: 1
include: [missing.yaml]
users:
  alice: { type: human, owner: "a\\u0007", groups: *team }
  bob: { typ: human, owner: hr, loginProfile: { pgpKey: "?" } }
stack: "a b"
`);
    expect(diagnostics.map(({ line, column, id }) => `${line}:${column} ${id}`)).toMatchInlineSnapshot(`
      [
        "2:11 include",
        "4:32 literal-text",
        "4:32 schema",
        "4:51 yaml",
        "5:10 schema",
        "5:57 pgp-key-usable",
        "6:8 schema",
      ]
    `);
  });
});
