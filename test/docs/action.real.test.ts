import { execFile, execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { load } from "js-yaml";
import { sandboxEnvironment } from "../../src/sandbox/index";
import { e2eEnvironment, prepare, withTerraform } from "../e2e/harness";
import { instantInit } from "../kills/instant-init";
import { openWorld } from "../live/people";
import { testdir } from "../testdir";

jest.setTimeout(180_000);

const root = join(__dirname, "..", "..");

interface Step {
  readonly name: string;
  readonly id?: string;
  readonly if?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly run: string;
}
const { inputs, runs } = load(readFileSync(join(root, "action.yml"), "utf8")) as {
  readonly inputs: Readonly<Record<string, { readonly default: string }>>;
  readonly runs: { readonly steps: readonly Step[] };
};

const roster = (users: string) => `version: 1\naccount: { id: "123456789012" }\nusers:\n${users}`;
const user = (name: string) => `  ${name}: { type: human, owner: ${name}@example.com }\n`;

// As GitHub's runner runs it, in what counts here: the steps in their order, expressions of inputs and outputs, bash -e.
withTerraform("action.yml, each of its steps on a pull request", () => {
  const tools = mkdtempSync(join(tmpdir(), "roster-action-"));
  afterAll(() => rmSync(tools, { recursive: true, force: true }));
  let terraform: string;

  beforeAll(async () => {
    const prepared = await prepare();
    if (typeof prepared === "string") throw new Error(prepared);
    terraform = instantInit(tools, prepared.binary.path, prepared.directory);
  });

  test.each([
    ["open", [], 0],
    ["closed", ["bob"], 3],
  ])("the gate is %s, and the comment is written once and then kept up to date", async (gate, there, code) => {
    const world = await openWorld();
    for (const UserName of there) await world.admin.call("iam:CreateUser", { UserName });
    try {
      const project = testdir({
        "cdktf.json": "{}",
        "package.json": "{}",
        "users.yaml": roster(user("alice")),
        ".gitignore": "node_modules\ncdktf.out\n",
      });
      const git = (...words: string[]) =>
        execFileSync("git", ["-c", "user.name=t", "-c", "user.email=t@example.com", ...words], { cwd: project });
      git("init", "--quiet");
      git("add", ".");
      git("commit", "--quiet", "-m", "before");
      writeFileSync(join(project, "users.yaml"), roster(user("alice") + user("bob")));
      git("commit", "--quiet", "-am", "after");
      const programs = programsIn(project, terraform);
      const env = {
        ...e2eEnvironment(),
        ...sandboxEnvironment(world.env.AWS_ENDPOINT_URL ?? ""),
        PATH: `${programs}:${process.env.PATH}`,
        GITHUB_REPOSITORY: "acme/iam",
      };
      const first = await run(project, env);
      expect([first.gate, first.code]).toEqual([gate, code]);
      expect(first.log).not.toMatch(/\$\{\{/);
      expect(readFileSync(join(project, "comments"), "utf8")).toMatch(
        /^POST repos\/acme\/iam\/issues\/7\/comments\n<!-- iam-roster review users -->\n/,
      );
      rmSync(join(project, ".temp"), { recursive: true });
      git("worktree", "prune");
      writeFileSync(join(project, "old"), "41\n");
      expect((await run(project, env)).gate).toBe(gate);
      expect(readFileSync(join(project, "comments"), "utf8")).toMatch(
        /^PATCH repos\/acme\/iam\/issues\/comments\/41\n/m,
      );
    } finally {
      await world.close();
    }
  });
});

/** `npx --no-install roster`, and `gh api`, which writes down what it is asked to. */
function programsIn(project: string, terraform: string): string {
  const folder = join(project, "node_modules", ".bin");
  mkdirSync(folder, { recursive: true });
  const scripts = {
    npx: `shift 2; exec '${process.execPath}' '${join(root, "dist", "src", "cli", "index.js")}' "$@"`,
    terraform: `case "$1" in -chdir=*) cd "\${1#-chdir=}"; shift ;; esac\nexec '${terraform}' "$@"`,
    gh: `case "$*" in
*--paginate*) cat '${project}/old' 2>/dev/null || true ;;
*) for word; do case "$word" in body=@*) body=\${word#body=@} ;; repos/*) at=$word ;; PATCH|POST) how=$word ;; esac; done
   { echo "$how $at"; cat "$body"; } >> '${project}/comments' ;;
esac`,
  };
  for (const [name, script] of Object.entries(scripts)) {
    writeFileSync(join(folder, name), `#!/bin/bash\n${script}\n`);
    chmodSync(join(folder, name), 0o755);
  }
  return folder;
}

// The sandbox answers in this process: nothing here may wait for a child in one breath.
async function run(
  project: string,
  env: NodeJS.ProcessEnv,
): Promise<{ gate: string | undefined; code: number; log: string }> {
  const temp = join(project, ".temp");
  mkdirSync(temp);
  const outputs = new Map<string, string>();
  const filled = (text: string) =>
    text.replace(/\$\{\{ ([\w.-]+) \}\}/g, (_, name: string) => {
      const [of = "", key = "", , output = ""] = name.split(".");
      if (of === "inputs") return (inputs[key]?.default ?? "").replace(/\$\{\{.*\}\}/, "token-of-the-run");
      if (of === "steps") return outputs.get(`${key}.${output}`) ?? "";
      return name === "github.event.pull_request.number" ? "7" : "";
    });
  let log = "";
  for (const step of runs.steps) {
    const [, asked] = /inputs\.([\w-]+) == 'true'/.exec(step.if ?? "") ?? [];
    if (asked !== undefined && inputs[asked]?.default !== "true") continue;
    const output = join(temp, "output");
    writeFileSync(output, "");
    const own = Object.fromEntries(Object.entries(step.env ?? {}).map(([name, value]) => [name, filled(value)]));
    const { status, text } = await bash(step.run, project, {
      ...{ ...env, ...own },
      ...{ RUNNER_TEMP: temp, GITHUB_OUTPUT: output, GITHUB_STEP_SUMMARY: join(temp, "summary") },
    });
    log += `${step.name}\n${text}`;
    for (const line of readFileSync(output, "utf8").split("\n").filter(Boolean)) {
      const at = line.indexOf("=");
      outputs.set(`${step.id}.${line.slice(0, at)}`, line.slice(at + 1));
    }
    if (status !== 0 && step.name !== "The gate") throw new Error(`${log}\nended with ${status}`);
    if (status !== 0) return { gate: outputs.get("review.gate"), code: status, log };
  }
  return { gate: outputs.get("review.gate"), code: 0, log };
}

function bash(script: string, cwd: string, env: NodeJS.ProcessEnv): Promise<{ status: number; text: string }> {
  return new Promise((done) => {
    const words = ["--noprofile", "--norc", "-eo", "pipefail", "-c", script];
    execFile("bash", words, { cwd, env, encoding: "utf8", timeout: 60_000 }, (error, out, err) => {
      done({ status: error === null ? 0 : typeof error.code === "number" ? error.code : -1, text: out + err });
    });
  });
}
