import { spawnSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { deploy } from "../../src/cli/commands/deploy";
import { hcl } from "../../src/cli/commands/hcl";
import { synth } from "../../src/cli/commands/synth";
import { validate } from "../../src/cli/commands/validate";
import { addDays, isoDate } from "../../src/text/iso-date";
import { clockAt } from "../clock-at";
import { sampleFiles } from "../sample";
import { root, runCommand } from "../terminal";
import { testdir } from "../testdir";

const trial = `version: 1
account: { id: "123456789012" }
users: { alice: { type: human, owner: alice@example.com, expires: 2027-06-30 } }
`;

test.each([
  ["2027-01-01", "users.yaml: 1 user, 0 groups, 0 policies; no findings\n", 0],
  ["2027-07-01", expect.stringContaining("error  alice expired on 2027-06-30  [user-expired]\n"), 3],
])("--today %s judges a roster as of that day, and says so", async (day, out, code) => {
  const ran = await runCommand(validate, testdir({ "users.yaml": trial }), ["--today", day]);
  expect(ran).toEqual({ code, out, err: `roster: judged as of ${day} (--today)\n` });
});

test.each([
  ["synth", synth],
  ["hcl", hcl],
])("%s --today is refused the day after, and writes nothing", async (_, command) => {
  const { code, out } = await runCommand(command, testdir({ "users.yaml": trial }), ["--today=2027-07-01"]);
  expect([code, out]).toEqual([3, ""]);
});

test("fails when it is not a day", async () => {
  await expect(runCommand(validate, testdir({ "users.yaml": trial }), ["--today", "2027-02-30"])).rejects.toThrow(
    new Error("--today takes a date such as 2031-03-01: 2027-02-30"),
  );
});

test("fails when it is given to deploy, which must not be talked out of the date", async () => {
  await expect(runCommand(deploy, testdir({ "users.yaml": trial }), ["--today", "2027-01-01"])).rejects.toThrow(
    /^there is no option --today/,
  );
});

test.each(["2026-11-24", "2027-02-02", "2027-11-02", "2031-03-01", "2031-12-31"])(
  "the day that is printed on %s is accepted on that day",
  async (day) => {
    const flagged = (flag: string) => `version: 1
account: { id: "123456789012" }
users: { bob: { type: human, owner: bob@example.com, forceDestroy: ${flag} } }
`;
    const refused = await runCommand(validate, testdir({ "users.yaml": flagged("true") }), ["--today", day]);
    const [, printed = ""] = /forceDestroy: (\{ .* \})\n/.exec(refused.out) ?? [];
    expect(printed).toMatch(/^\{ justification: \.\.\., approvedBy: \.\.\., ticket: \.\.\., expires: [\d-]+ \}$/);
    const filled = printed
      .replace("justification: ...", "justification: Enrols hardware keys that nobody can list")
      .replace("approvedBy: ...", "approvedBy: secops@example.com")
      .replace("ticket: ...", "ticket: SEC-1");
    const accepted = await runCommand(validate, testdir({ "users.yaml": flagged(filled) }), ["--today", day]);
    expect(accepted.out).toBe(
      "users.yaml: 1 user, 0 groups, 0 policies; no findings; accepted risks: forceDestroy 1\n",
    );
  },
);

const sample = sampleFiles["users.yaml"];

/** What `npm start` runs, without a terraform: it checks, synthesizes, and says that the rest is left out. */
function start(yaml: string, day: string): { status: number | null; stdout: string } {
  const cwd = testdir({ ...sampleFiles, "users.yaml": yaml });
  mkdirSync(join(cwd, "bin"));
  const env = { ...process.env, ...clockAt(day), PATH: join(cwd, "bin") };
  return spawnSync(process.execPath, [join(root, "scripts", "start.mjs")], { cwd, env, encoding: "utf8" });
}

describe("npm start", () => {
  const later = addDays(isoDate(new Date()), 1500);

  test("shows the sample at work in four years", () => {
    const { status, stdout } = start(sample, later);
    expect(stdout).toMatch(/^users\.yaml: 7 users, 3 groups, 2 policies; no findings; accepted risks: /);
    expect(status).toBe(0);
  });

  test("fails when the people are somebody's own, and their dates have passed", () => {
    const own = sample.replace(/^# As of .*\n/m, "");
    const { status, stdout } = start(own, later);
    expect(stdout).toMatch(/\nusers\.yaml: \d+ errors, 1 warning\n/);
    expect(status).toBe(3);
  });
});
