import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { load } from "js-yaml";
import { AuditLog } from "../../src/leaving/audit-log/audit-log";
import { root } from "../terminal";
import { testdir } from "../testdir";
import { parse } from "./workflow-files";

// Steps of the ready workflows, run as the system runs them, with the programs of others replaced.

/** A folder of programs, each a script of bash. */
function programs(scripts: Readonly<Record<string, string>>): string {
  const folder = testdir({});
  for (const [name, script] of Object.entries(scripts)) {
    writeFileSync(join(folder, name), `#!/bin/bash\n${script}\n`);
    chmodSync(join(folder, name), 0o755);
  }
  return folder;
}

interface Ran {
  readonly code: number | null;
  readonly said: string;
}

function run(shell: "bash" | "sh", script: string, cwd: string, env: Readonly<Record<string, string>> = {}): Ran {
  const words = shell === "bash" ? ["--noprofile", "--norc", "-eo", "pipefail", "-c"] : ["-e", "-c"];
  const { PATH = "", HOME = "" } = process.env;
  const all = { ...{ HOME, GIT_CONFIG_GLOBAL: "/dev/null" }, ...env, PATH: `${env.PATH ?? ""}:${PATH}` };
  const { status, stdout, stderr } = spawnSync(shell, [...words, script], { cwd, env: all, encoding: "utf8" });
  return { code: status, said: stdout + stderr };
}

interface Step {
  readonly name?: string;
  readonly run?: string;
}
const github = parse("github-actions.yml") as { jobs: Record<string, { steps: Step[] }> };
const step = (job: string, name: string) => {
  const script = github.jobs[job]?.steps.find((each) => each.name === name)?.run;
  if (script === undefined) throw new Error(`${job} has no step ${name}`);
  return script;
};
const gitlab = parse("gitlab-ci.yml") as Record<string, { script: string[] }>;

describe("who has approved", () => {
  const review = (login: string, state: string, commit_id = "head", author_association = "MEMBER") => ({
    user: { login },
    ...{ state, commit_id, author_association },
  });

  /** @param pages of GitHub's answer: `gh` gives each of them to jq by itself */
  function approvers(...pages: object[][]): string[] {
    const cwd = testdir(Object.fromEntries(pages.map((page, index) => [`page-${index}.json`, JSON.stringify(page)])));
    const gh = `[ "$*" = "api --paginate repos/acme/iam/pulls/7/reviews --jq \${!#}" ] && for page in page-*.json; do jq -r "\${!#}" "$page"; done`;
    const env = { GITHUB_REPOSITORY: "acme/iam", PULL_REQUEST: "7", HEAD: "head", RUNNER_TEMP: cwd };
    const { code, said } = run("bash", step("plan", "Who has approved"), cwd, { ...env, PATH: programs({ gh }) });
    expect({ code, said }).toEqual({ code: 0, said: "" });
    return readFileSync(join(cwd, "approvers.txt"), "utf8").split("\n").filter(Boolean).sort();
  }

  test("GitHub: of each reviewer the last word counts, also over two pages", () => {
    expect(approvers([])).toEqual([]);
    expect(approvers([review("olga", "APPROVED"), review("hubot", "COMMENTED")])).toEqual(["olga"]);
    expect(approvers([review("olga", "APPROVED"), review("olga", "COMMENTED")])).toEqual(["olga"]);
    expect(approvers([review("olga", "APPROVED")], [review("olga", "CHANGES_REQUESTED")])).toEqual([]);
    expect(approvers([review("olga", "DISMISSED")])).toEqual([]);
    expect(approvers([review("olga", "CHANGES_REQUESTED")], [review("olga", "APPROVED")])).toEqual(["olga"]);
  });

  test("the action of this repository asks in the same words", () => {
    const { runs } = load(readFileSync(join(root, "action.yml"), "utf8")) as { runs: { steps: Step[] } };
    const own = runs.steps.find(({ name }) => name === "Who has approved")?.run;
    expect(own?.replace("roster-approvers.txt", "approvers.txt")).toBe(step("plan", "Who has approved"));
  });

  test("GitHub: an approval of another commit, or of a stranger, does not count", () => {
    expect(approvers([review("olga", "APPROVED", "older")])).toEqual([]);
    expect(approvers([review("mallory", "APPROVED", "head", "CONTRIBUTOR")])).toEqual([]);
    expect(
      approvers([review("boss", "APPROVED", "head", "OWNER"), review("pat", "APPROVED", "head", "COLLABORATOR")]),
    ).toEqual(["boss", "pat"]);
    expect(approvers([{ ...review("", "APPROVED"), user: null }])).toEqual(["-"]);
  });

  test("GitHub: an approval runs the check of that commit again", () => {
    const cwd = testdir({});
    const asked = (found: string) => {
      const gh = `echo "$*" >> asked; case "$1 $2" in "run list") echo "${found}" ;; esac`;
      const env = { GITHUB_WORKFLOW: "iam-roster", HEAD: "head", PATH: programs({ gh }) };
      const { code } = run("bash", step("approved", "Run the check again"), cwd, env);
      return [code, readFileSync(join(cwd, "asked"), "utf8").split("\n").filter(Boolean).at(-1)];
    };
    expect(asked("42")).toEqual([0, "run rerun 42"]);
    expect(asked("")[0]).toBe(1);
  });

  test("GitLab: who has approved is a line each, and an answer that is none fails the job", () => {
    const cwd = testdir({});
    const script = gitlab.approvers?.script.join("\n") ?? "";
    const approved = (answer: string) => {
      writeFileSync(join(cwd, "answer"), answer);
      const path = programs({ apk: "true", curl: `cat ${cwd}/answer` });
      const { code } = run("sh", script.replaceAll("/tmp/", `${cwd}/`), cwd, { PATH: path });
      return [code, readFileSync(join(cwd, "approvers.txt"), "utf8")];
    };
    expect(
      approved('{ "approved_by": [{ "user": { "username": "olga" } }, { "user": { "username": "pat" } }] }'),
    ).toEqual([0, "olga\npat\n"]);
    expect(approved('{ "approved_by": [] }')).toEqual([0, ""]);
    expect(approved('{ "message": "404 Not found" }')[0]).not.toBe(0);
  });
});

describe("GitLab keeps the audit log, whatever becomes of the apply", () => {
  function apply(fails: string) {
    const cwd = testdir({});
    const script = (gitlab.apply?.script ?? []).filter((line) => typeof line === "string").join("\n");
    const all = `case "$0 $*" in *"${fails}"*) [ -z "${fails}" ] || exit 4 ;; esac; echo "$(basename "$0") $*" >> ${cwd}/asked`;
    const path = programs({ npm: all, aws: all, terraform: all, sha256sum: "cat > /dev/null" });
    const { code } = run("sh", script.replaceAll("/tmp/", `${cwd}/`), cwd, {
      PATH: path,
      STACK: "s",
      ROSTER_PLAN_BUCKET: "b",
    });
    const asked = existsSync(join(cwd, "asked")) ? readFileSync(join(cwd, "asked"), "utf8") : "";
    return { code, pushes: asked.match(/log push s3:\/\/b\/audit\/roster-audit\.jsonl/g)?.length ?? 0 };
  }

  test("it does before and after it", () => {
    expect(apply("nothing fails")).toEqual({ code: 0, pushes: 2 });
  });

  test("fails when the apply fails, or the proof, and keeps what was written", () => {
    expect(apply("apply plan.bin")).toEqual({ code: 4, pushes: 2 });
    expect(apply("--state")).toEqual({ code: 4, pushes: 2 });
  });

  test("fails when the log cannot be fetched, or cannot be kept", () => {
    expect(apply("log pull")).toEqual({ code: 4, pushes: 0 });
    expect(apply("log push").code).toBe(1);
    expect(apply("sync --no-progress --delete").code).toBe(1);
  });
});

describe("a branch keeps the audit log", () => {
  const page = readFileSync(join(root, "docs", "ci.md"), "utf8");
  const block = (name: string) => new RegExp(`<!-- run: ${name} -->\n\`\`\`sh\n([^]*?)\`\`\``).exec(page)?.[1] ?? "";
  const roster = `exec '${process.execPath}' '${join(root, "dist", "src", "cli", "index.js")}' "$@"`;
  let above: string;
  let origin: string;
  const identity = ["GIT_AUTHOR_NAME", "GIT_COMMITTER_NAME"].map((name) => [name, "ci"]);
  const mail = ["GIT_AUTHOR_EMAIL", "GIT_COMMITTER_EMAIL"].map((name) => [name, "ci@example.com"]);
  let env: Record<string, string>;

  beforeEach(() => {
    env = { ...Object.fromEntries([...identity, ...mail]), PATH: programs({ roster }) };
    above = testdir({});
    origin = join(above, "origin");
    const begin =
      "git init --quiet --bare origin && git clone --quiet origin first 2> log && cd first && echo x > users.yaml";
    expect(
      run(
        "bash",
        `${begin} && git add . && git commit --quiet -m begin && git push --quiet origin HEAD:main`,
        above,
        env,
      ),
    ).toEqual({
      code: 0,
      said: "",
    });
    run("bash", "git symbolic-ref HEAD refs/heads/main", origin);
    rmSync(join(above, "first"), { recursive: true });
  });

  /** A job: an empty checkout, and what happens in it between the two steps. */
  function job(name: string) {
    const cwd = join(above, name);
    execFileSync("git", ["clone", "--quiet", origin, cwd]);
    return {
      cwd,
      pull: () => run("bash", block("pull"), cwd, env).code,
      push: () => run("bash", block("push"), cwd, env).code,
      removed: (user: string) => {
        mkdirSync(join(cwd, ".audit"), { recursive: true });
        const log = AuditLog.open(join(cwd, ".audit", "roster-audit.jsonl"));
        log.append({ event: "resumed", note: `${user} is gone` });
        log.close();
      },
      entries: () => readFileSync(join(cwd, ".audit", "roster-audit.jsonl"), "utf8").split("\n").length - 1,
    };
  }

  test("each job goes on from the one before it", () => {
    const first = job("one");
    expect([first.pull(), first.push()]).toEqual([0, 0]);
    first.removed("alice");
    expect([first.push(), first.push()]).toEqual([0, 0]);
    first.removed("bob");
    expect(first.push()).toBe(0);
    const second = job("two");
    expect([second.pull(), second.entries()]).toEqual([0, 2]);
  });

  test("fails when another job was faster, and when the log was changed", () => {
    const [one, other] = [job("one"), job("two")];
    for (const each of [one, other]) expect(each.pull()).toBe(0);
    one.removed("alice");
    other.removed("bob");
    expect(one.push()).toBe(0);
    expect(other.push()).not.toBe(0);
    const file = join(one.cwd, ".audit", "roster-audit.jsonl");
    writeFileSync(file, readFileSync(file, "utf8").replace("alice", "malice"));
    expect(one.push()).toBe(3);
    run(
      "bash",
      "git -C .audit commit --quiet -am x && git -C .audit push --quiet origin HEAD:roster-audit",
      one.cwd,
      env,
    );
    expect(job("three").pull()).toBe(3);
  });
});
