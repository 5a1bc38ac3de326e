import { cpSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { UsageError } from "../../src/cli/command";
import { review } from "../../src/cli/commands/review";
import { markerOf } from "../../src/rules/formats/markdown";
import { runCommand } from "../terminal";
import { testdir } from "../testdir";
import { now } from "./fixture";

const run = (cwd: string, ...words: string[]) => runCommand(review, { cwd, today: now, env: {} }, words);

function story(name: string): string {
  const folder = testdir({});
  cpSync(join(__dirname, "fixtures", name), folder, { recursive: true });
  renameSync(join(folder, "plan.golden.json"), join(folder, "plan.json"));
  return folder;
}

async function failure(cwd: string, ...args: string[]): Promise<string> {
  const error = await run(cwd, ...args).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(UsageError);
  return (error as UsageError).message;
}

const rosters = ["--before", "before.yaml", "--after", "users.yaml"];

test("prints the review as text, with the lines of users.yaml; a closed gate is exit code 3", async () => {
  const { code, out, err } = await run(story("removal-without-soak"), "plan.json", ...rosters);
  expect([code, err]).toEqual([3, ""]);
  expect(out).toBe(`1 person leaves, 1 person stays as is.
Credentials: 3 deleted.
Terraform 1.11.4, planned 2026-11-21T10:00:00Z; resources: 7 delete.
The gate is CLOSED: removal-without-soak
  Somebody other than the owner can accept it in users.yaml, with justification, approvedBy, ticket and expires: removal-without-soak.

error [removal-without-soak] While it is suspended, whatever still depends on a user fails in a way that one line can undo; a deletion cannot be undone.
  before.yaml:18 (before)  bob leaves and was never suspended
  -> Write suspended: { since, reason, ticket } first and remove the entry after the soak, or say under removals: why it cannot wait.

note [secret-in-clear] Whatever prints the plan prints them too: terraform show, logs of pipelines, other reviewers.
  base_32_string_seed, qr_code_png of aws_iam_virtual_mfa_device.alice--phone, aws_iam_virtual_mfa_device.bob--phone are in plain text in the plan
  -> Treat the plan and its JSON as secrets: no artefact that others can read, no log; delete them after the apply.

Leaves: 1
  before.yaml:18 (before)  bob (human, owner bob@example.com)
    MFA device is deleted: phone
    access key is deleted: laptop (…0001)
    password is deleted
    had group developers

Groups and policies
  users.yaml:10  group developers: - bob; touches alice
`);
});

test("the current roster is a word, --file or --after: all three say the same", async () => {
  const folder = story("removal-without-soak");
  const [, , ...after] = rosters;
  const said = await run(folder, "plan.json", ...after);
  expect(said.out).toContain("users.yaml:10  group developers");
  expect(await run(folder, "users.yaml", "plan.json")).toEqual(said);
  expect(await run(folder, "plan.json", "--file", "users.yaml")).toEqual(said);
  expect(await failure(folder, "plan.json", "users.yaml", ...after)).toBe(
    "the roster, --file and --after are the same, the current users.yaml: give one of them",
  );
});

test("an open gate is exit code 0, and 2 with changes when --detailed-exitcode asks", async () => {
  const joins = story("joins");
  expect((await run(joins, "plan.json", ...rosters)).code).toBe(0);
  expect((await run(joins, "plan.json", "--detailed-exitcode", ...rosters)).code).toBe(2);
  expect((await run(story("unchanged"), "plan.json", "--detailed-exitcode", ...rosters)).code).toBe(0);
  expect((await run(story("removal-without-soak"), "plan.json", "--detailed-exitcode")).code).toBe(3);
});

test("--fail-on warn closes the gate at a warning, and a note closes nothing", async () => {
  const renamed = story("renamed");
  expect((await run(renamed, "plan.json", ...rosters)).code).toBe(0);
  expect((await run(renamed, "plan.json", "--fail-on", "warn", ...rosters)).code).toBe(3);
  expect((await run(story("leaves-after-soak"), "plan.json", "--fail-on", "warn", ...rosters)).code).toBe(0);
});

test("--drift closes the gate at drift on a person", async () => {
  const drift = story("person-drift");
  expect((await run(drift, "plan.json", ...rosters)).code).toBe(0);
  expect((await run(drift, "plan.json", "--drift", ...rosters)).code).toBe(3);
});

test("--runner must survive the plan, as a name or as an ARN", async () => {
  const leaves = story("runner-leaves");
  expect((await run(leaves, "plan.json", ...rosters)).code).toBe(0);
  expect((await run(leaves, "plan.json", "--runner", "bob", ...rosters)).code).toBe(3);
  const arn = "arn:aws:iam::123456789012:user/people/bob";
  expect((await run(leaves, "plan.json", "--runner", arn, ...rosters)).code).toBe(3);
  const role = "arn:aws:sts::123456789012:assumed-role/ci/bob";
  expect((await run(leaves, "plan.json", "--runner", role, ...rosters)).code).toBe(0);
});

test("in CI the commit is named, and a line leads to the file there; the same review says nothing of it elsewhere", async () => {
  const folder = story("suspended");
  const commit = "3f2a1bc0d1e2f3a4b5c6d7e8f9a0b1c2d3e4f5a6";
  const env = {
    ...{ GITHUB_ACTIONS: "true", GITHUB_SERVER_URL: "https://github.com", GITHUB_REPOSITORY: "acme/iam" },
    ...{ GITHUB_SHA: commit, GITHUB_WORKSPACE: folder },
  };
  const asked = ["plan.json", "--format", "markdown", ...rosters];
  const { out } = await runCommand(review, { cwd: folder, today: now, env }, asked);
  expect(out).toContain("commit `3f2a1bc0d1e2`: the gate is open");
  expect(out).toContain(`[\`users.yaml:18\`](<https://github.com/acme/iam/blob/${commit}/users.yaml#L18>)`);
  const { out: elsewhere } = await run(folder, ...asked);
  expect(elsewhere).not.toMatch(/commit|https:/);
});

test("writes several formats at once", async () => {
  const folder = story("joins");
  const formats = "text,markdown=comment.md,json=review.json,sarif=review.sarif,junit=review.xml";
  const { code, out } = await run(folder, "plan.json", "--format", formats, ...rosters);
  const read = (file: string) => readFileSync(join(folder, file), "utf8");
  expect(code).toBe(0);
  expect(out).toMatch(/^Access\n {2}alice gains .*\n\n1 person joins/);
  expect(read("comment.md").split("\n")[0]).toBe(markerOf("review", JSON.parse(read("review.json")).plan.stack));
  expect(JSON.parse(read("review.json")).plan.stack).toBe("users");
  expect(JSON.parse(read("review.json")).summary.people.joins).toBe(1);
  expect(JSON.parse(read("review.sarif")).runs[0].results).toEqual([]);
  expect(read("review.xml")).toMatch(/<testsuite name="iam-roster review" tests="\d+" failures="0" errors="0">/);
});

test("--json is one document on standard output", async () => {
  const { out } = await run(story("joins"), "plan.json", "--json");
  expect(JSON.parse(out).schemaVersion).toBe(1);
});

test("a roster with errors is read as far as it goes, and said to be", async () => {
  const folder = story("joins");
  writeFileSync(join(folder, "before.yaml"), `${readFileSync(join(folder, "before.yaml"), "utf8")}    oops: 1\n`);
  const { code, err } = await run(folder, "plan.json", ...rosters);
  expect(code).toBe(0);
  expect(err).toBe(
    "roster: before.yaml has an error and is read as far as it goes; run: roster validate before.yaml\n",
  );
});

describe("fails with one line", () => {
  const one = (message: string) => expect(message).not.toContain("\n");

  test("without a plan", async () => {
    const message = await failure(story("joins"));
    expect(message).toMatch(/^PLAN\.json is missing\nusage: roster review PLAN\.json \[FILE\.yaml\.\.\] /);
  });

  test("for a file that is not there", async () => {
    expect(await failure(story("joins"), "plan.jsn")).toBe(
      "plan.jsn: no such file; run: terraform show -json PLAN > plan.json",
    );
  });

  test("for a binary plan", async () => {
    const folder = testdir({ "plan.bin": Buffer.from("PK\u0003\u0004") });
    const message = await failure(folder, "plan.bin");
    expect(message).toMatch(/^plan\.bin: this is the binary plan; run: terraform show -json PLAN > plan\.json/);
    one(message);
  });

  test("for a format that there is not", async () => {
    expect(await failure(story("joins"), "plan.json", "--format", "pdf")).toBe(
      "--format takes text, markdown, html, json, sarif, junit or github: pdf",
    );
  });

  test("for two formats on standard output", async () => {
    expect(await failure(story("joins"), "plan.json", "--format", "text,json")).toBe(
      "only one format can go to standard output; give the others a file: --format text,json=review.json",
    );
  });

  test("for --fail-on with another word", async () => {
    expect(await failure(story("joins"), "plan.json", "--fail-on", "all")).toBe(
      "--fail-on takes error, warn or warning: all",
    );
  });

  test("for a roster that is none", async () => {
    const folder = story("joins");
    writeFileSync(join(folder, "before.yaml"), "- a\n");
    one(await failure(folder, "plan.json", "--before", "before.yaml"));
    expect(await failure(folder, "plan.json", "--after", "gone.yaml")).toBe("gone.yaml: no such file");
  });
});

test("--approvers reads a list of logins, and refuses what is none", async () => {
  const cwd = story("unchanged");
  const approved = (text: string) => {
    writeFileSync(join(cwd, "approvers.txt"), text);
    return run(cwd, "plan.json", ...rosters, "--approvers", "approvers.txt", "--json");
  };
  expect((await approved("octocat\r\n\n@hubot\nsecops@example.com\n")).code).toBe(0);
  expect((await approved("")).code).toBe(0);
  const none = "approvers.txt is no list of approvers: one login or address a line, and nothing else";
  for (const text of ['[{"user": {"login": "octocat"}}]', "octocat APPROVED\n", "a\u001bb"])
    await expect(approved(text)).rejects.toThrow(new UsageError(none));
  expect(await failure(cwd, "plan.json", "--approvers", "nowhere", "--after", "users.yaml")).toBe(
    "nowhere: no such file; write one login a line; an empty file is nobody",
  );
  expect(await failure(cwd, "plan.json", "--approvers", "approvers.txt")).toMatch(/^approvers.txt is no list/);
  writeFileSync(join(cwd, "approvers.txt"), "octocat\n");
  expect(await failure(cwd, "plan.json", "--approvers", "approvers.txt")).toBe(
    "--approvers needs the current users.yaml, which has the justifications: add --after FILE",
  );
});
