import { symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { validate } from "../../src/cli/commands/validate";
import { runCommand } from "../terminal";
import { testdir } from "../testdir";

const sound = `version: 1
account: { id: "123456789012" }
users:
  alice: { type: human, owner: alice@example.com }
`;

const wrong = `version: 1
account: { id: "123456789012" }
users:
  bob:
    type: human
    owner: bob@example.com
    forceDestroy: true
  carol: { type: humn, owner: carol@example.com, groups: [developers] }
`;

test("a sound roster is summed up in one line", async () => {
  const ran = await runCommand(validate, testdir({ "users.yaml": sound }));
  expect(ran).toEqual({ code: 0, out: "users.yaml: 1 user, 0 groups, 0 policies; no findings\n", err: "" });
});

test("every error of a file comes out in one run, sorted by line, with exit code 3", async () => {
  const ran = await runCommand(validate, testdir({ "users.yaml": wrong }));
  expect(ran.code).toBe(3);
  expect(ran.out).toBe(`users.yaml:7:19  error  forceDestroy needs a justification  [force-destroy-justified]
    5 |     type: human
    6 |     owner: bob@example.com
  > 7 |     forceDestroy: true
      |                   ^^^^
    Write it as an object: forceDestroy: { justification: ..., approvedBy: ..., ticket: ..., expires: 2027-01-31 }

users.yaml:8:18  error  type is "humn"; allowed are human, service, break-glass  [schema]
    6 |     owner: bob@example.com
    7 |     forceDestroy: true
  > 8 |   carol: { type: humn, owner: carol@example.com, groups: [developers] }
      |                  ^^^^
    Did you mean "human"?

users.yaml:8:59  error  group developers is not defined  [references-defined]
    6 |     owner: bob@example.com
    7 |     forceDestroy: true
  > 8 |   carol: { type: humn, owner: carol@example.com, groups: [developers] }
      |                                                           ^^^^^^^^^^
    Define groups.developers; if it is managed elsewhere: groups: { developers: { existing: true } }

users.yaml: 3 errors
See docs/guards.md#force-destroy-justified, docs/guards.md#schema, docs/guards.md#references-defined
`);
});

test("json is one document with a schema version", async () => {
  const ran = await runCommand(validate, testdir({ "users.yaml": wrong }), ["--json"]);
  const document = JSON.parse(ran.out);
  expect(document.schemaVersion).toBe(1);
  expect(document.summary).toEqual({ errors: 3, warnings: 0, users: 0, groups: 0, policies: 0, acceptedRisks: {} });
  expect(document.diagnostics[0]).toEqual({
    id: "force-destroy-justified",
    flag: "forceDestroy",
    documentation: "docs/guards.md#force-destroy-justified",
    severity: "error",
    message: "forceDestroy needs a justification",
    fix: "Write it as an object: forceDestroy: { justification: ..., approvedBy: ..., ticket: ..., expires: 2027-01-31 }",
    file: "users.yaml",
    line: 7,
    column: 19,
    length: 4,
  });
});

test("github gets annotations, and text from YAML cannot become another command", async () => {
  const hostile =
    'version: 1\naccount: { id: "123456789012" }\nusers:\n  "a\\n::error::x": { type: service, owner: x }\n';
  const ran = await runCommand(validate, testdir({ "users.yaml": hostile }), ["--format", "github"]);
  expect(ran.code).toBe(3);
  expect(ran.out.split("\n")).toEqual([
    '::error file=users.yaml,line=4,col=3,endColumn=18,title=schema::"a\\n::error::x" is not a name for users%0AWrite 1 to 64 letters, digits and _ + = , . @ -.%0ASee docs/guards.md#schema',
    "",
  ]);
});

test("sarif names every rule and points to the line", async () => {
  const ran = await runCommand(validate, testdir({ "users.yaml": wrong }), ["--format", "sarif"]);
  const [run] = JSON.parse(ran.out).runs;
  const [first] = run.results;
  expect(run.tool.driver.rules[first.ruleIndex].id).toBe("force-destroy-justified");
  expect(first.level).toBe("error");
  expect(first.locations[0].physicalLocation).toEqual({
    artifactLocation: { uri: "users.yaml" },
    region: { startLine: 7, startColumn: 19, endColumn: 23 },
  });
});

test("fails when the file is not there, in one line", async () => {
  const ran = await runCommand(validate, testdir({}));
  expect(ran).toEqual({ code: 1, out: "", err: "roster: users.yaml: no such file; begin one with: roster init\n" });
});

test("fails when the format is not known", async () => {
  const run = runCommand(validate, testdir({ "users.yaml": sound }), ["--format", "xml"]);
  await expect(run).rejects.toThrow("--format takes text, json, markdown, html, sarif, junit or github: xml");
});

test("several rosters are those of cdktf.json", async () => {
  const folder = testdir({
    "cdktf.json": JSON.stringify({ context: { rosters: ["accounts/*.yaml"] } }),
    "accounts/prod.yaml": sound,
    "accounts/dev.yaml": sound.replace("123456789012", "210987654321"),
  });
  const ran = await runCommand(validate, folder);
  expect(ran.out).toBe("accounts/dev.yaml, accounts/prod.yaml: 2 users, 0 groups, 0 policies; no findings\n");
});

describe("between the rosters of a project", () => {
  const project = {
    "cdktf.json": JSON.stringify({ context: { rosters: ["accounts/*.yaml"] } }),
    "accounts/prod.yaml": sound,
  };

  test("what is wrong is found at both places, and in each format", async () => {
    const folder = testdir({ ...project, "accounts/dev.yaml": sound.replace("alice:", "Alice:") });
    const ran = await runCommand(validate, folder, ["--format", "github"]);
    expect(ran.code).toBe(3);
    expect(ran.out.split("\n").filter((line) => line.startsWith("::error"))).toEqual([
      expect.stringContaining("file=accounts/dev.yaml,line=4,col=3"),
      expect.stringContaining("file=accounts/prod.yaml,line=4,col=3"),
    ]);
  });

  test("the others are read too when one is named", async () => {
    const folder = testdir({ ...project, "accounts/dev.yaml": sound });
    const ran = await runCommand(validate, folder, ["accounts/prod.yaml"]);
    expect(ran.code).toBe(3);
    expect(ran.out).toContain(
      "accounts/prod.yaml:4:3  error  the user alice is also in accounts/dev.yaml:4:3, for the same account 123456789012  [users-in-one-roster]\n",
    );
    expect(ran.out).not.toContain("accounts/dev.yaml:4:3  error");
  });

  test("one that cannot be read is a warning for the others", async () => {
    const folder = testdir({ ...project, "accounts/dev.yaml": Buffer.from([0xff, 0xfe, 0]) });
    const ran = await runCommand(validate, folder, ["accounts/prod.yaml"]);
    expect(ran.code).toBe(0);
    expect(ran.out).toContain(
      "accounts/prod.yaml:1:1  warning  not compared, or not as a whole, with accounts/dev.yaml: is UTF-16; save it as UTF-8  [rosters-compared]\n",
    );
  });

  test("one with errors is compared as far as it could be read", async () => {
    const folder = testdir({ ...project, "accounts/dev.yaml": `${sound}  bob: { type: humn }\n` });
    const ran = await runCommand(validate, folder, ["accounts/prod.yaml"]);
    expect(ran.out).toContain("the user alice is also in accounts/dev.yaml:4:3");
    const warning = "warning  not compared, or not as a whole, with accounts/dev.yaml: it has errors";
    expect(ran.out).toContain(`${warning}, and was read as far as it goes  [rosters-compared]`);
    writeFileSync(join(folder, "accounts/dev.yaml"), `${sound}    admin: true\n`);
    const again = await runCommand(validate, folder, ["accounts/prod.yaml"]);
    expect([again.code, again.out]).toEqual([0, expect.stringContaining(`${warning}  [rosters-compared]`)]);
  });

  test("a draft that is none of them is not compared with them", async () => {
    const folder = testdir({ ...project, "draft.yaml": sound });
    expect(await runCommand(validate, folder, ["draft.yaml"])).toMatchObject({ code: 0, err: "" });
  });

  test("the same file by a link is the same roster", async () => {
    const folder = testdir(project);
    symlinkSync(join(folder, "accounts", "prod.yaml"), join(folder, "link.yaml"));
    expect((await runCommand(validate, folder, ["link.yaml"])).code).toBe(0);
  });
});

test("fails when the globs of cdktf.json match nothing: that is not the same as no users", async () => {
  const folder = testdir({ "cdktf.json": JSON.stringify({ context: { rosters: ["accounts/*.yaml"] } }) });
  await expect(runCommand(validate, folder)).rejects.toThrow(
    'rosters in cdktf.json matches no file: "accounts/*.yaml"',
  );
});
