import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { due } from "../../src/cli/commands/due";
import { leave } from "../../src/cli/commands/leave";
import { leavers } from "../../src/cli/commands/leavers";
import { list } from "../../src/cli/commands/list";
import { resume } from "../../src/cli/commands/resume";
import { show } from "../../src/cli/commands/show";
import { suspend } from "../../src/cli/commands/suspend";
import { editRoster } from "../../src/cli/edit-roster";
import { suspend as suspension } from "../../src/lifecycle/suspend";
import { documented } from "../documented-json";
import { optionWords, recordingTerminal, runCommand } from "../terminal";
import { testdir } from "../testdir";

const users = `version: 1
account: { id: "123456789012" }
groups: { developers: {} }
users:
  # A developer.
  alice: # she
    type: human
    owner: alice@example.com
    groups: [ 'developers' ]

  # Her contract ended.
  bob:
    type: human
    owner: "bob@example.com"
    suspended: { since: 2026-11-01, reason: Contract ended, ticket: HR-77 }
`;
const today = new Date("2026-11-25T12:00:00Z");
const begin = (files: Record<string, string> = {}) => testdir({ "users.yaml": users, ...files });
const textIn = (cwd: string, name = "users.yaml") => readFileSync(join(cwd, name), "utf8");
const why = { reason: "Contract ended", ticket: "HR-78" };

test("suspend changes the one line that it means, and shows it", async () => {
  const cwd = begin();
  const ran = await runCommand(suspend, { cwd, today }, ["alice", ...optionWords(why)]);
  expect(ran).toEqual({
    code: 0,
    err: "",
    out: `--- users.yaml
+++ users.yaml
@@ -8,4 +8,5 @@
     owner: alice@example.com
     groups: [ 'developers' ]
+    suspended: { since: 2026-11-25, reason: Contract ended, ticket: HR-78 }
 
   # Her contract ended.

alice is suspended: the password is deleted, every other credential Inactive, every call denied
not ended: sessions of roles that were assumed before, for up to 12 hours
Next: roster leave alice, when the soak is over
Next: roster resume alice, if it was wrong
`,
  });
  const line = "    suspended: { since: 2026-11-25, reason: Contract ended, ticket: HR-78 }\n";
  expect(textIn(cwd)).toBe(users.replace("'developers' ]\n", `'developers' ]\n${line}`));
  await runCommand(resume, { cwd, today }, ["alice"]);
  expect(textIn(cwd)).toBe(users);
});

test("with --dry-run nothing is written; with --json it is one document", async () => {
  const cwd = begin();
  const { out, err, code } = await runCommand(leave, { cwd, today }, ["bob", "--offline", "--dry-run", "--json"]);
  expect(code).toBe(0);
  expect(err).toBe("Nothing was written (--dry-run).\n");
  expect(documented("leave", out)).toMatchObject({
    result: "would edit",
    users: ["bob"],
    files: ["users.yaml"],
  });
  expect(textIn(cwd)).toBe(users);
});

test("an entry of another file is edited there, and of several rosters the one that has the user", async () => {
  const team = "users:\n  carol: { type: human, owner: carol@example.com }\n";
  const cwd = testdir({
    "cdktf.json": '{ "language": "typescript", "app": "true", "context": { "rosters": ["a/*.yaml"] } }',
    "a/dev.yaml": `${users.replace("version: 1\n", "version: 1\ninclude: [../teams/*.yml]\n")}`,
    "a/prod.yaml":
      'version: 1\naccount: { id: "210987654321" }\nusers:\n  dan: { type: human, owner: d@example.com }\n',
    "teams/one.yml": team,
  });
  const { code, err } = await runCommand(suspend, { cwd, today }, ["carol", ...optionWords(why)]);
  expect([code, err]).toEqual([0, ""]);
  expect(textIn(cwd, "teams/one.yml")).toBe(
    "users:\n  carol: { type: human, owner: carol@example.com, suspended: { since: 2026-11-25, reason: Contract ended, ticket: HR-78 } }\n",
  );
  expect(textIn(cwd, "a/dev.yaml")).toContain("teams/*.yml");
});

test("a private key in the file is in no diff", async () => {
  const key =
    "-----BEGIN OPENSSH PRIVATE KEY-----\n          c2VjcmV0IGNhbmFyeQ==\n          -----END OPENSSH PRIVATE KEY-----";
  const held = `    sshPublicKeys:\n      ci:\n        publicKey: |\n          ${key}\n`;
  const cwd = begin({ "users.yaml": users.replace("groups: [ 'developers' ]\n", `groups: [ 'developers' ]\n${held}`) });
  const { out, err } = await runCommand(suspend, { cwd, today }, ["alice", ...optionWords(why)]);
  expect(out + err).not.toContain("c2VjcmV0IGNhbmFyeQ==");
  expect(out).toContain("+    suspended: { since: 2026-11-25");
});

describe("nothing is written, and the reason is said", () => {
  test("when nobody has that name", async () => {
    const cwd = begin();
    await expect(runCommand(suspend, { cwd, today }, ["alic", ...optionWords(why)])).rejects.toThrow(
      new Error('users.yaml has no user "alic"; did you mean alice?'),
    );
    await expect(runCommand(show, { cwd, today }, ["zoe\u001b[2J"])).rejects.toThrow(
      new Error('users.yaml has no user "zoe\\u001b[2J"; roster list shows everybody'),
    );
  });

  test("when the soak is not over", async () => {
    const cwd = begin();
    const ran = await runCommand(leave, { cwd, today: new Date("2026-11-10T12:00:00Z") }, ["bob", "--offline"]);
    expect(ran).toEqual({
      code: 3,
      out: "",
      err: "roster: nothing is written: bob is suspended for 9 of 14 days: may leave on 2026-11-15\n",
    });
    expect(textIn(cwd)).toBe(users);
  });

  test("when the roster would have an error that it has not now", async () => {
    const cwd = begin();
    const { code, err } = await runCommand(suspend, { cwd, today }, ["alice", "--reason", "x", "--ticket", "HR-1"]);
    expect(code).toBe(3);
    expect(err).toContain("nothing is written: users.yaml would not be valid any more:\n");
    expect(err).toContain("[schema]");
    expect(textIn(cwd)).toBe(users);
  });

  test("when the file has changed meanwhile", async () => {
    const cwd = begin();
    const path = join(cwd, "users.yaml");
    const edited = users.replace("she", "she, of the platform team");
    const { terminal } = recordingTerminal();
    const values = { "dry-run": false, format: [], json: false };
    const editing = editRoster(
      { path, name: "users.yaml" },
      { terminal, cwd, env: {}, today, values },
      ({ users: [alice] }) => {
        writeFileSync(path, edited);
        if (alice === undefined) throw new Error("nobody");
        return suspension(alice, { today: "2026-11-25", ...why });
      },
    );
    await expect(editing).rejects.toThrow(
      new Error("users.yaml was changed meanwhile: nothing is written; run it again"),
    );
    expect(textIn(cwd)).toBe(edited);
  });

  test("when everybody would leave", async () => {
    const only = users.replace(/ {2}# A developer[\s\S]*?(?= {2}# Her)/, "");
    const cwd = begin({ "users.yaml": only });
    const { code, err } = await runCommand(leave, { cwd, today }, ["--offline"]);
    expect([code, err]).toEqual([
      3,
      "roster: nothing is written: everybody would leave: a roster without users is no change for this command\n",
    ]);
  });
});

describe("leavers", () => {
  const run = (cwd: string, ...words: string[]) =>
    runCommand(leavers, { cwd, today }, ["--from", "hr.csv", "--ticket", "HR-99", ...words]);

  test("suspends of whom the feed says that they left, and names what it did not understand", async () => {
    const cwd = begin({ "hr.csv": "email,status,lastDay\nalice@example.com,terminated,2026-11-20\n\u001b[2J,left,\n" });
    const { code, err, out } = await run(cwd);
    expect(code).toBe(0);
    expect(err).toContain('not understood: row 3: "\\u001b[2J" is no e-mail address\n');
    expect(out).toContain("alice is suspended: alice@example.com left\n");
    expect(textIn(cwd)).toContain(
      'since: 2026-11-25, reason: "Left on 2026-11-20, by the feed of people", ticket: HR-99',
    );
    // A second run finds it done.
    expect(await run(cwd)).toMatchObject({ code: 3, out: "" });
  });

  test.each([
    ["empty", "", "hr.csv is empty: an empty feed says nothing about anybody"],
    [
      "no feed",
      "alice,left\n",
      "hr.csv needs a first line with the columns email and status, such as: email,status,lastDay",
    ],
  ])("fails when the file is %s", async (_what, text, message) => {
    const cwd = begin({ "hr.csv": text });
    await expect(run(cwd)).rejects.toThrow(new Error(message));
    expect(textIn(cwd)).toBe(users);
  });

  test("fails when it would suspend more than may leave at once", async () => {
    const many = ["a", "b", "c"].map((key) => `  ${key}: { type: human, owner: ${key}@example.com }\n`).join("");
    const cwd = begin({
      "users.yaml": users + many,
      "hr.csv": "email,status\na@example.com,left\nb@example.com,left\nc@example.com,left\n",
    });
    expect(await run(cwd)).toMatchObject({
      code: 3,
      err: expect.stringContaining("3 users would be suspended at once; guards allow 1: is this the right file?"),
    });
  });
});

describe("show, list and due", () => {
  test("show says what the roster says", async () => {
    const { out } = await runCommand(show, { cwd: begin(), today }, ["bob"]);
    expect(out).toBe(
      "bob  human, bob@example.com\n     managed policy AWSDenyAll\n     suspended since 2026-11-01 (HR-77): Contract ended\nin users.yaml: users.yaml\n",
    );
  });

  test.each([
    [[], ["alice", "bob"]],
    [["--suspended"], ["bob"]],
    [["--group", "developers"], ["alice"]],
    [["--owner", "BOB@example.com"], ["bob"]],
    [["--type", "service"], []],
    [["--flag", "forceDestroy"], []],
    [["--due-by", "2026-11-30"], ["bob"]],
  ])("list %j", async (words, keys) => {
    const { out } = await runCommand(list, { cwd: begin(), today }, [...words, "--json"]);
    expect(JSON.parse(out).users.map(({ key }: { key: string }) => key)).toEqual(keys);
  });

  test("due lists what is late and what comes, and fails only when something other than a soak is late", async () => {
    const { code, out } = await runCommand(due, { cwd: begin(), today }, ["--days", "3"]);
    expect(code).toBe(0);
    expect(out).toMatch(
      /^users\.yaml\n.*\n-.*\n2026-11-15 {2}late {2}the soak of bob ends \(HR-77\) {2}bob@example\.com {2}roster leave bob\n$/,
    );
    const expired = begin({
      "users.yaml": users.replace("owner: alice@example.com", "owner: alice@example.com\n    expires: 2026-11-24"),
    });
    expect(await runCommand(due, { cwd: expired, today }, ["--format", "markdown"])).toMatchObject({
      code: 3,
      out: expect.stringContaining(
        "- 2026-11-24, **late**: alice expires (`alice@example.com`). Next: `roster suspend alice, or a later date in expires`\n",
      ),
    });
  });
});
