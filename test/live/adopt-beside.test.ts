import { readFileSync } from "node:fs";
import { join } from "node:path";
import { managedElsewhere } from "../../src/cli/adopt/beside";
import { adopt } from "../../src/cli/commands/adopt";
import { runCommand } from "../terminal";
import { testdir } from "../testdir";

const today = new Date("2026-11-21T12:00:00Z");
const account = (id: string) => `account: { id: "${id}" }\n`;
const people = (...names: string[]) =>
  `users:\n${names.map((name) => `  ${name}: { type: human, owner: ${name}@example.com }\n`).join("")}`;
const project = {
  "cdktf.json": JSON.stringify({ context: { rosters: ["accounts/*.yaml"] } }),
  "accounts/a.yaml": `version: 1\n${account("123456789012")}${people("alice")}`,
};

test("fails when another roster of the project has the same user: nothing is asked and nothing is written", async () => {
  const b = `version: 1\n${account("123456789012")}${people("bob", "Alice")}`;
  const cwd = testdir({ ...project, "accounts/b.yaml": b });
  const ran = await runCommand(adopt, { cwd, env: {}, today }, ["accounts/a.yaml"]);
  expect(ran).toMatchObject({ code: 3, out: "" });
  expect(ran.err).toContain(
    "accounts/a.yaml:4:3  error  the user alice is also in accounts/b.yaml:5:3, for the same account 123456789012  [users-in-one-roster]\n",
  );
  expect(readFileSync(join(cwd, "accounts", "a.yaml"), "utf8")).toBe(project["accounts/a.yaml"]);
});

test("what others manage is known by the account; a group that lives elsewhere is managed by nobody of them", async () => {
  const groups = "groups: { staff: {}, billing: { existing: true } }\n";
  const cwd = testdir({
    ...project,
    "accounts/same.yaml": `version: 1\n${account("123456789012")}${groups}${people("Bob")}`,
    "accounts/other.yaml": `version: 1\n${account("210987654321")}${people("carol")}`,
    "accounts/any.yaml": `version: 1\n${people("dave")}`,
  });
  const file = { path: join(cwd, "accounts", "a.yaml"), name: "accounts/a.yaml" };
  const found = await managedElsewhere(file, "123456789012", { cwd, today });
  const same = "it is in accounts/same.yaml, another roster of this project, for the same account";
  const any = "it is in accounts/any.yaml, another roster of this project, which does not say for which account it is";
  expect([...found.users].sort()).toEqual([
    ["bob", same],
    ["dave", any],
  ]);
  expect([...found.groups]).toEqual([["staff", same]]);
});
