import { chmodSync, lstatSync, readdirSync, readFileSync, statSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { audit } from "../../src/cli/commands/audit";
import { loadCommands } from "../../src/cli/commands/index";
import { validate } from "../../src/cli/commands/validate";
import { preflightFormats } from "../../src/leaving/preflight/formats";
import { formats } from "../../src/rules/formats";
import { writeCredentialReport } from "../../src/sandbox/credential-report";
import { addAccount, DEFAULT_ACCOUNT_ID } from "../../src/sandbox/index";
import { MESSY_TODAY, messyFew } from "../live/messy-account";
import { runCommand } from "../terminal";
import { testdir } from "../testdir";

const all = ["text", "json", "markdown", "html", "sarif", "junit", "github"];

test("each report says in its options which formats it has, and each format is one of the registry", async () => {
  const commands = await loadCommands();
  const having = commands.flatMap(({ name, options: { format, json } }) =>
    format?.type === "formats" ? [[name, [...format.choices].sort(), json?.type]] : [],
  );
  expect(having).toEqual([
    ["init", ["json", "text"], "boolean"],
    ["adopt", ["json", "text"], "boolean"],
    ["audit", [...all, "csv"].sort(), "boolean"],
    ["show", ["json", "text"], "boolean"],
    ["list", ["csv", "json", "text"], "boolean"],
    ["due", ["ics", "json", "markdown", "text"], "boolean"],
    ...["invite", "promote", "suspend", "resume", "leave", "rotate", "leavers"].map((name) => [
      name,
      ["json", "text"],
      "boolean",
    ]),
    ["validate", [...all].sort(), "boolean"],
    ["review", [...all].sort(), "boolean"],
    ["preflight", all.filter((name) => name !== "html").sort(), "boolean"],
    ["comment", ["json", "markdown", "text"], "boolean"],
    ["verify", ["json", "text"], "boolean"],
    ["doctor", ["json", "text"], "boolean"],
  ]);
  const known = new Set(having.flatMap(([, names]) => names as string[]));
  expect([...known].sort()).toEqual(Object.keys(formats).sort());
});

const wrong = `version: 1
account: { id: "123456789012" }
users:
  bob: { type: human, owner: bob@example.com, groups: ["</script>developers"] }
`;

const check = async (format: string) => {
  const { code, out, err } = await runCommand(validate, testdir({ "users.yaml": wrong }), ["--format", format]);
  expect([code, err]).toEqual([3, ""]);
  return out;
};

test("validate as JUnit: a test a rule, and what was found fails its own", async () => {
  const junit = await check("junit");
  expect(junit).toContain('<testsuite name="iam-roster validate" tests="');
  expect(junit).toContain('failures="1" errors="0">');
  expect(junit).toContain("users.yaml:4 group &lt;/script&gt;developers is not defined\n  Define groups");
  expect(junit).toMatch(/<testcase classname="validate" name="yaml: [^"]+"\/>/);
});

test("validate as Markdown: a comment that the next run finds again", async () => {
  expect((await check("markdown")).split("\n").slice(0, 9)).toEqual([
    "<!-- iam-roster validate -->",
    "### iam-roster validate",
    "",
    "**users.yaml: 1 error**",
    "",
    "⛔ **references-defined**: `users.yaml:4` `group </script>developers is not defined`",
    "",
    expect.stringMatching(/^- Why: /),
    expect.stringMatching(/^- To do: `Define groups/),
  ]);
});

test("validate as a page: text is text, and nothing else is let in", async () => {
  const page = await check("html");
  expect(page).toContain("<td>users.yaml:4</td><td>group &lt;/script&gt;developers is not defined</td>");
  expect(page).toContain(`content="default-src 'none'; style-src 'sha256-`);
  expect(page).not.toContain("<script");
});

test("fails when a file cannot be read, in every format, and says so", async () => {
  for (const format of all) {
    const { code, out, err } = await runCommand(validate, testdir({}), ["--format", format]);
    expect([format, code, err]).toEqual([format, 1, "roster: users.yaml: no such file; begin one with: roster init\n"]);
    if (format === "text") expect(out).toBe("");
    else expect(out).toContain("users.yaml: no such file");
  }
});

const nowhere = { AWS_ENDPOINT_URL: "http://127.0.0.1:9", AWS_ACCESS_KEY_ID: "test", AWS_SECRET_ACCESS_KEY: "test" };

test("audit for machines: findings of the account under the rules that found them", async () => {
  const cwd = testdir({ "report.csv": writeCredentialReport(addAccount(messyFew(["tmp_02"]), DEFAULT_ACCOUNT_ID)) });
  const words = ["--report", "report.csv", "--format", "github,sarif=audit.sarif,junit=audit.xml,markdown=audit.md"];
  const { code, out } = await runCommand(audit, { cwd, env: nowhere, today: MESSY_TODAY }, words);
  const read = (file: string) => readFileSync(join(cwd, file), "utf8");
  const [run] = JSON.parse(read("audit.sarif")).runs;
  expect(code).toBe(3);
  expect(run.tool.driver.name).toBe("iam-roster audit");
  const found: { ruleId: string; ruleIndex: number; level: string; message: { text: string } }[] = run.results;
  expect(found.length).toBeGreaterThan(0);
  for (const { ruleId, ruleIndex, level, message } of found) {
    if (ruleId !== "could-not-look") expect(run.tool.driver.rules[ruleIndex].id).toBe(ruleId);
    expect(out).toContain(`::${level === "note" ? "notice" : level} title=${ruleId}::`);
    expect(read("audit.md")).toContain(`**${ruleId}**`);
    expect(message.text).not.toBe("");
  }
  const failing = new Set(found.map(({ ruleId }) => ruleId)).size;
  expect(read("audit.xml")).toContain(`failures="${failing}" errors="0">\n    <testcase classname="audit"`);
});

test("what is told of two accounts is two comments, each found again by its own marker", async () => {
  const cwd = testdir({ "report.csv": writeCredentialReport(addAccount(messyFew(["tmp_02"]), DEFAULT_ACCOUNT_ID)) });
  const words = ["--report", "report.csv", "--format", "markdown"];
  const { out } = await runCommand(audit, { cwd, env: nowhere, today: MESSY_TODAY }, words);
  expect(out.split("\n")[0]).toBe(`<!-- iam-roster audit ${DEFAULT_ACCOUNT_ID} -->`);
  const preflight = (accountId: string) =>
    preflightFormats.markdown({
      ...{ schemaVersion: 1, checkedAt: "", accountId, runner: "arn", planSha256: "", regions: [] },
      ...{ findings: [], leavers: [], notLookedAt: [], calls: {} },
    });
  expect(["111122223333", "444455556666"].map((id) => preflight(id).split("\n")[0])).toEqual([
    "<!-- iam-roster preflight 111122223333 -->",
    "<!-- iam-roster preflight 444455556666 -->",
  ]);
});

test("a report takes the place of a file whole: a link stays one, and so does what is no file", async () => {
  const cwd = testdir({ "users.yaml": wrong, "kept/old.json": "old" });
  chmodSync(join(cwd, "kept/old.json"), 0o640);
  symlinkSync("kept/old.json", join(cwd, "link.json"));
  const { code } = await runCommand(validate, cwd, ["--format", "json=link.json,text=/dev/null"]);
  expect(code).toBe(3);
  expect(JSON.parse(readFileSync(join(cwd, "kept/old.json"), "utf8")).schemaVersion).toBe(1);
  expect(statSync(join(cwd, "kept/old.json")).mode & 0o777).toBe(0o640);
  expect(lstatSync(join(cwd, "link.json")).isSymbolicLink()).toBe(true);
  expect(statSync("/dev/null").isCharacterDevice()).toBe(true);
  expect(readdirSync(join(cwd, "kept"))).toEqual(["old.json"]);
});
