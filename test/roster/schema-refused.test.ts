import { problems } from "./problems";

const long = (length: number) => "x".repeat(length);

describe("what the schema refuses", () => {
  test("fails when there are unknown keys, with what was probably meant", async () => {
    const found = await problems(`
version: 1
users:
  alice:
    type: human
    owner: alice@example.com
    acessKeys: {}
    loginProfile: { passwordLenght: 24 }
    colour: red
`);
    expect(found).toMatchInlineSnapshot(`
      "6:5 unknown key "acessKeys" in alice [schema]
        Did you mean "accessKeys"?
      7:21 unknown key "passwordLenght" in loginProfile [schema]
        Did you mean "passwordLength"?
      8:5 unknown key "colour" in alice [schema]
        Allowed are: name, type, owner, path, tags, permissionsBoundary, groups, loginProfile, mfaDevices, accessKeys, policies, sshPublicKeys, signingCertificates, serviceSpecificCredentials, stage, suspended, expires, forceDestroy, plaintextSecrets, consoleWithoutMfa, administratorAccess, directPolicies, longLivedKeys."
    `);
  });

  test("fails when there is an unknown key of the roster", async () => {
    const found = await problems(`
version: 1
user: {}
users: {}
`);
    expect(found).toMatchInlineSnapshot(`
      "2:1 unknown key "user" in the roster [schema]
        Did you mean "users"?"
    `);
  });

  test("fails when there is no version, or another one", async () => {
    const found = await problems(`
users: {}
`);
    expect(found).toMatchInlineSnapshot(`
      "1:1 the roster has no version [schema]
        Add version: 1."
    `);
  });

  test("fails when there is a version of the future", async () => {
    const found = await problems(`
version: 2
users: {}
`);
    expect(found).toMatchInlineSnapshot(`"1:10 version must be 1, not 2 [schema]"`);
  });

  test("fails when there is no type and no owner", async () => {
    const found = await problems(`
version: 1
users:
  alice: { path: /people/ }
`);
    expect(found).toMatchInlineSnapshot(`
      "3:3 alice has no type [schema]
        Add type: human, service or break-glass.
      3:3 alice has no owner [schema]
        Add owner: the person or team that is responsible for it."
    `);
  });

  test("fails when there is an entry without content", async () => {
    const found = await problems(`
version: 1
users:
  alice:
  bob: { type: human, owner: hr }
`);
    expect(found).toMatchInlineSnapshot(`
      "3:3 alice is empty; a map of keys and values is expected [schema]
        Fill it in, or remove the key."
    `);
  });

  test("fails when there is a type that does not exist", async () => {
    const found = await problems(`
version: 1
users:
  alice: { type: humann, owner: hr }
  bob: { type: robot, owner: hr }
`);
    expect(found).toMatchInlineSnapshot(`
      "3:18 type is "humann"; allowed are human, service, break-glass [schema]
        Did you mean "human"?
      4:16 type is "robot"; allowed are human, service, break-glass [schema]"
    `);
  });

  test("fails when there are numbers where text belongs, quoted back as typed", async () => {
    const found = await problems(`
version: 1
account: { id: 012345678901 }
users:
  alice: { type: human, owner: hr, tags: { Cost: 042, Share: 1.10, On: true } }
`);
    expect(found).toMatchInlineSnapshot(`
      "2:16 id is 012345678901; twelve digits in quotes is expected [schema]
        Put it in quotes: "012345678901"
      4:50 Cost is 042; text is expected [schema]
        Put it in quotes: "042"
      4:62 Share is 1.10; text is expected [schema]
        Put it in quotes: "1.10"
      4:72 On is true; text is expected [schema]
        Put it in quotes: "true""
    `);
  });

  test("fails when there are dates that do not exist", async () => {
    const found = await problems(`
version: 1
users:
  alice:
    type: human
    owner: alice@example.com
    expires: 2027-02-29
    accessKeys: { a: { rotateBy: 2027-13-01 }, b: { rotateBy: soon } }
`);
    expect(found).toMatchInlineSnapshot(`
      "6:14 expires is "2027-02-29", a day that does not exist [schema]
        Write a date as YYYY-MM-DD.
      7:34 rotateBy is "2027-13-01", a day that does not exist [schema]
        Write a date as YYYY-MM-DD.
      7:63 rotateBy is "soon", which is not a date [schema]
        Write a date as YYYY-MM-DD."
    `);
  });

  test("fails when there are names outside IAM's pattern and length", async () => {
    const found = await problems(`
version: 1
groups: { "dev ops": {}, ${long(129)}: {} }
users:
  "jane doe": { type: human, owner: hr }
  ${long(65)}: { type: human, owner: hr }
  "": { type: human, owner: hr }
`);
    expect(found).toMatchInlineSnapshot(`
      "2:11 "dev ops" is not a name for groups [schema]
        Write 1 to 128 letters, digits and _ + = , . @ -.
      2:26 "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx..." is not a name for groups [schema]
        Write 1 to 128 letters, digits and _ + = , . @ -.
      4:3 "jane doe" is not a name for users [schema]
        Write 1 to 64 letters, digits and _ + = , . @ -.
      5:3 "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx..." is not a name for users [schema]
        Write 1 to 64 letters, digits and _ + = , . @ -.
      6:3 "" is not a name for users [schema]
        Write 1 to 64 letters, digits and _ + = , . @ -."
    `);
  });

  test("fails when there are paths outside IAM's pattern and length", async () => {
    const found = await problems(`
version: 1
defaults: { path: people }
users:
  alice: { type: human, owner: hr, path: /people }
  bob: { type: human, owner: hr, path: "/a b/" }
  carol: { type: human, owner: hr, path: "/${long(511)}/", mfaDevices: { phone: { path: /a-b/ } } }
`);
    expect(found).toMatchInlineSnapshot(`
      "2:19 path is "people", which is not allowed there [schema]
        Write an IAM path: / or /printable/ASCII/without/spaces/.
      4:42 path is "/people", which is not allowed there [schema]
        Write an IAM path: / or /printable/ASCII/without/spaces/.
      5:40 path is "/a b/", which is not allowed there [schema]
        Write an IAM path: / or /printable/ASCII/without/spaces/.
      6:42 path has 513 characters, 512 are allowed [schema]
        Write an IAM path: / or /printable/ASCII/without/spaces/.
      6:588 path is "/a-b/", which is not allowed there [schema]
        Write a path of letters and digits between slashes, such as /people/."
    `);
  });

  test("fails when there are tags that are AWS's, ours, or too long", async () => {
    const found = await problems(`
version: 1
users:
  alice:
    type: human
    owner: alice@example.com
    tags: { "aws:x": a, "Roster:y": b, "a?": c, ok: "${long(257)}" }
`);
    expect(found).toMatchInlineSnapshot(`
      "6:13 "aws:x" is not a name for tags [schema]
        Write 1 to 128 letters, digits, spaces and _ . : / = + - @, not beginning with aws: or roster:.
      6:25 "Roster:y" is not a name for tags [schema]
        Write 1 to 128 letters, digits, spaces and _ . : / = + - @, not beginning with aws: or roster:.
      6:40 "a?" is not a name for tags [schema]
        Write 1 to 128 letters, digits, spaces and _ . : / = + - @, not beginning with aws: or roster:.
      6:53 ok has 257 characters, 256 are allowed [schema]
        Write at most 256 letters, digits, spaces and _ . : / = + - @."
    `);
  });

  test("fails when there are values outside their range", async () => {
    const found = await problems(`
version: 1
guards: { maxRemovalShare: 1.5, soakDays: -1, maxRemovals: 2.5 }
users:
  alice:
    type: human
    owner: alice@example.com
    loginProfile: { passwordLength: 5 }
`);
    expect(found).toMatchInlineSnapshot(`
      "2:28 maxRemovalShare is 1.5; it must be at most 1 [schema]
      2:43 soakDays is -1; it must be at least 0 [schema]
      2:60 maxRemovals is 2.5; a whole number is expected [schema]
      7:37 passwordLength is 5; it must be at least 8 [schema]"
    `);
  });

  test("fails when there is the same group twice", async () => {
    const found = await problems(`
version: 1
users:
  alice:
    type: human
    owner: alice@example.com
    groups: [developers, billing, developers]
`);
    expect(found).toMatchInlineSnapshot(`
      "6:5 groups names "developers" twice [schema]
        Remove one of them."
    `);
  });

  test("fails when there is a principal in a policy", async () => {
    const found = await problems(`
version: 1
users:
  alice:
    type: human
    owner: alice@example.com
    policies: { inline: { push: { Statement: [{ Effect: allow, Principal: "*", Action: [] }] } } }
`);
    expect(found).toMatchInlineSnapshot(`
      "6:57 Effect is "allow"; allowed are Allow, Deny [schema]
        Did you mean "Allow"?
      6:64 unknown key "Principal" in an entry of Statement [schema]
        Allowed are: Sid, Effect, Action, NotAction, Resource, NotResource, Condition.
      6:80 Action is an empty list; a text, or a list of one or more texts is expected [schema]"
    `);
  });

  test("fails when an inline policy that stays as it is has more, or does not stay", async () => {
    const found = await problems(`
version: 1
users:
  alice:
    type: human
    owner: alice@example.com
    policies:
      inline:
        old: { existing: true, Statement: { Effect: Deny, Action: "*", Resource: "*" } }
        older: { existing: false }
        oldest: { exists: true }
`);
    expect(found).toMatchInlineSnapshot(`
      "8:32 unknown key "Statement" in old [schema]
        Allowed are: existing.
      9:28 existing must be true, not false [schema]
      10:9 oldest has no Statement [schema]
        Add the key "Statement".
      10:19 unknown key "exists" in oldest [schema]
        Allowed are: Version, Id, Statement."
    `);
  });

  test("fails when there are two backends", async () => {
    const found = await problems(`
version: 1
backend: { local: {}, s3: { bucket: a, key: b, region: c } }
users: {}
`);
    expect(found).toMatchInlineSnapshot(`
      "2:1 backend has local and s3; exactly one is allowed [schema]
        Remove the others."
    `);
  });

  test("fails when there is a backend that lacks its settings", async () => {
    const found = await problems(`
version: 1
backend: { s3: { bucket: acme } }
users: {}
`);
    expect(found).toMatchInlineSnapshot(`
      "2:12 s3 has no key [schema]
        Add the key "key".
      2:12 s3 has no region [schema]
        Add the key "region"."
    `);
  });

  test("fails when there is no backend in backend, no workspace in workspaces", async () => {
    const found = await problems(`
version: 1
backend: { cloud: { organization: acme, workspaces: {} } }
users: {}
`);
    expect(found).toMatchInlineSnapshot(`
      "2:41 workspaces is empty [schema]
        Add one of: name, tags, project."
    `);
  });

  test("fails when there is a session that lasts too long", async () => {
    const found = await problems(`
version: 1
account: { assumeRole: { roleArn: 'arn:aws:iam::123456789012:role/r', duration: 13h } }
users: {}
`);
    expect(found).toMatchInlineSnapshot(`
      "2:81 duration is "13h", which is not allowed there [schema]
        Write 15m to 12h, such as 1h or 30m."
    `);
  });

  test("fails when there is a scalar as file", async () => {
    const found = await problems(`
alice
`);
    expect(found).toMatchInlineSnapshot(`"1:1 the file is "alice"; a map of keys and values is expected [schema]"`);
  });

  test("fails when there is a list as file", async () => {
    const found = await problems(`
- alice
- bob
`);
    expect(found).toMatchInlineSnapshot(`"1:1 the file is a list; a map of keys and values is expected [schema]"`);
  });

  test("fails when there are lists where maps belong", async () => {
    const found = await problems(`
version: 1
users: [alice, bob]
groups: developers
`);
    expect(found).toMatchInlineSnapshot(`
      "2:1 users is a list; a map of keys and values is expected [schema]
      3:9 groups is "developers"; a map of keys and values is expected [schema]"
    `);
  });

  test("fails when there are control characters, direction overrides and what CDKTF would resolve", async () => {
    const found = await problems(`
version: 1
users:
  alice:
    type: human
    owner: alice@example.com
    suspended: { since: 2026-11-10, reason: "rings \\x07 and \\u202e turns", ticket: "\${TfToken[1]}" }
`);
    expect(found).toMatchInlineSnapshot(`
      "6:45 the text holds an invisible character, \\u{7} [literal-text]
        Remove it.
      6:84 the text holds TfToken[, which CDKTF takes for a reference of its own [literal-text]
        Remove it.
      6:84 ticket is "\${TfToken[1]}", which is not allowed there [schema]
        Write 1 to 100 letters, digits, spaces and _ . : / = + - @ (it becomes a tag)."
    `);
  });
});
