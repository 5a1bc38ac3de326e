import { symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { loadRoster } from "../../src/roster/index";
import { testdir } from "../testdir";
import { whole } from "../whole";
import { load, problems, today } from "./problems";

const main = (include: string) => `version: 1\ninclude: ${include}\nusers:\n  alice: { type: human, owner: hr }\n`;
const bob = "users:\n  bob: { type: human, owner: hr }\n";

describe("include", () => {
  test("reads users, groups and policies of other files, in the order of their names", async () => {
    const roster = whole(
      await load({
        "users.yaml": main("[teams/*.yaml, extra/more.yaml]"),
        "teams/b.yaml": bob,
        "teams/a.yaml":
          "groups: { developers: {} }\nusers:\n  carol: { type: human, owner: hr, groups: [developers] }\n",
        "teams/notes.txt": "not read",
        "extra/more.yaml": "include: [deeper/*.yaml]\n",
        "extra/deeper/x.yaml": "users:\n  dana: { type: human, owner: hr }\n",
        "teams/node_modules/c.yaml": "not read",
      }),
    );
    expect(roster.users.map(({ key, origin }) => [key, origin.file])).toEqual([
      ["alice", "users.yaml"],
      ["carol", "teams/a.yaml"],
      ["bob", "teams/b.yaml"],
      ["dana", "extra/deeper/x.yaml"],
    ]);
    expect(roster.groups.map(({ key }) => key)).toEqual(["developers"]);
  });

  test("reads a file once, however many globs match it", async () => {
    const roster = whole(
      await load({
        "users.yaml": main("['teams/*.yaml', teams/b.yaml]"),
        "teams/b.yaml": bob,
      }),
    );
    expect(roster.users).toHaveLength(2);
  });

  test("fails when a glob matches nothing, a file is missing, or an entry is no path", async () => {
    const found = await problems(main("[5, teams/*.yml, teams/missing.yaml, '']"));
    expect(found).toMatchInlineSnapshot(`
      "2:11 an entry of include is 5; text is expected [schema]
        Put it in quotes: "5"
      2:14 include matches no file: "teams/*.yml" [include]
        Paths are relative to the file that includes, users.yaml.
      2:27 include points to no file: "teams/missing.yaml" [include]
        Paths are relative to the file that includes, users.yaml.
      2:47 an entry of include is empty [schema]"
    `);
  });

  test("fails when a path or a glob leads out of the project", async () => {
    const outside = ["../other/users.yaml", "/etc/hostname", "../**/*.yaml", "/**/*.yaml", "/etc/{a,b}.yaml"];
    const { diagnostics } = await load(main(JSON.stringify(outside)));
    expect(diagnostics.map(({ message }) => message)).toEqual(
      outside.map((path) => `include points outside the project: "${path}"`),
    );
    expect(diagnostics[0]?.fix).toMatch(/^Move the file into \/.*\.$/);
  });

  test("fails when a symbolic link leads out", async () => {
    const outside = testdir({ "users.yaml": bob });
    const folder = testdir({
      "users.yaml": main("[team.yaml, linked/*.yaml]"),
    });
    symlinkSync(join(outside, "users.yaml"), join(folder, "team.yaml"));
    symlinkSync(outside, join(folder, "linked"));
    const { diagnostics } = await loadRoster(join(folder, "users.yaml"), {
      today,
    });
    expect(diagnostics.map(({ message }) => message)).toEqual([
      'include points outside the project: "team.yaml"',
      'include points outside the project: "linked/*.yaml"',
    ]);
  });

  test("does not report a folder whose name only begins with two dots", async () => {
    expect(
      await problems({
        "users.yaml": main("[..teams/a.yaml]"),
        "..teams/a.yaml": bob,
      }),
    ).toBe("");
  });

  test("fails when files include each other, or a file itself", async () => {
    const found = await problems({
      "users.yaml": main("[a.yaml, users.yaml]"),
      "a.yaml": "include: [b.yaml]\n",
      "b.yaml": "include: [a.yaml]\n",
    });
    expect(found).toMatchInlineSnapshot(`
      "b.yaml:1:11 include points back to a file that is being read: "a.yaml" [include]
        Remove one of the two includes.
      2:19 include points back to a file that is being read: "users.yaml" [include]
        Remove one of the two includes."
    `);
  });

  test("fails when an entry stands in two files", async () => {
    const found = await problems({
      "users.yaml": main("[a.yaml, b.yaml]"),
      "a.yaml": bob,
      "b.yaml": `${bob}  alice: { type: human, owner: hr }\n`,
    });
    expect(found).toMatchInlineSnapshot(`
      "b.yaml:2:3 users.bob is already in a.yaml [duplicate]
        Remove one of the two.
      b.yaml:3:3 users.alice is already in users.yaml [duplicate]
        Remove one of the two."
    `);
  });

  test("fails when an included file holds what belongs to the roster, or cannot be read", async () => {
    const found = await problems({
      "users.yaml": main("[a.yaml, b.yaml, c.yaml]"),
      "a.yaml": 'account: { id: "123456789012" }\nguards: { soakDays: 0 }\n',
      "b.yaml": Buffer.from([0, 1, 2]),
      "c.yaml": "# nobody yet\n",
    });
    expect(found).toMatchInlineSnapshot(`
      "b.yaml: is not text (it holds a NUL byte); a roster is YAML in UTF-8
      a.yaml:1:1 account is not allowed in an included file [schema]
        Move it into the roster that includes it.
      a.yaml:2:1 guards is not allowed in an included file [schema]
        Move it into the roster that includes it.
      c.yaml:1:1 the file is empty; that is not the same as no users [empty]
        Write users: {} if that is meant."
    `);
  });

  test("fails when there are more files than an account needs", async () => {
    const folder = testdir({
      "users.yaml": main("['t/*.yaml']"),
      "t/0.yaml": "groups: {}\n",
    });
    for (let index = 1; index <= 1000; index += 1) writeFileSync(join(folder, `t/${index}.yaml`), "groups: {}\n");
    const { diagnostics } = await loadRoster(join(folder, "users.yaml"), {
      today,
    });
    expect(diagnostics.map(({ message }) => message)).toEqual(["include matches 1001 files, 1000 are allowed"]);
  });
});
