import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import Ajv from "ajv";
import { load } from "js-yaml";
import type { Command } from "../../cli/command";
import { formats } from "../../review/render/index";
import { marker } from "../../review/render/markdown";
import { findBinary } from "../../terraform/binary";

const root = join(__dirname, "..", "..");
const folder = join(root, "docs", "workflows");
const files = readdirSync(folder).sort();
const read = (file: string) => readFileSync(join(folder, file), "utf8");
/** GitLab's own tag stands before a list. */
const parse = (file: string) => load(read(file).replaceAll("!reference [", "[")) as Record<string, unknown>;

const text = { type: "string", minLength: 1 };
const texts = { type: "array", items: text };
const closed = (properties: object, required: string[] = []) => ({
  type: "object",
  additionalProperties: false,
  required,
  properties,
});
const map = (values: object) => ({ type: "object", additionalProperties: values });
const values = map({ type: "string" });

const permissions = map({ enum: ["read", "write"] });
const step = {
  oneOf: [
    closed({ name: text, id: text, if: text, env: values, run: text }, ["run"]),
    closed(
      {
        name: text,
        id: text,
        if: text,
        uses: { type: "string", pattern: "^[\\w.-]+/[\\w./-]+@v\\d+\\.\\d+\\.\\d+$" },
        with: map({ type: ["string", "number", "boolean"] }),
        "continue-on-error": { type: "boolean" },
      },
      ["uses"],
    ),
  ],
};
const githubJob = closed(
  {
    needs: { oneOf: [text, texts] },
    if: text,
    environment: text,
    "runs-on": { enum: ["ubuntu-24.04"] },
    "timeout-minutes": { type: "integer", maximum: 60 },
    concurrency: closed({ group: text, "cancel-in-progress": { type: "boolean" } }, ["group"]),
    permissions,
    outputs: values,
    steps: { type: "array", minItems: 1, items: step },
  },
  ["runs-on", "timeout-minutes", "permissions", "steps"],
);
const gitlabJob = closed({
  extends: text,
  stage: text,
  variables: values,
  id_tokens: map(closed({ aud: text }, ["aud"])),
  rules: { type: "array", items: closed({ if: text, when: { enum: ["always", "manual"] } }, ["if"]) },
  needs: texts,
  before_script: { type: "array", items: { oneOf: [text, texts] } },
  script: texts,
  environment: closed({ name: text }, ["name"]),
  resource_group: text,
  artifacts: closed({
    when: { enum: ["always"] },
    paths: texts,
    expire_in: text,
    reports: closed({ junit: text, terraform: text, dotenv: text }),
  }),
});
const atlantisStep = {
  oneOf: [
    closed({ run: text }, ["run"]),
    closed({ run: closed({ command: text, output: { enum: ["show", "hide"] } }, ["command"]) }, ["run"]),
  ],
};
const atlantisSteps = closed({ steps: { type: "array", items: atlantisStep } }, ["steps"]);

/** The part of each system's grammar that these files use: what is not here is not known to work. */
const schemas: Record<string, object> = {
  "github-actions.yml": closed(
    {
      name: text,
      on: closed({
        pull_request: { type: "null" },
        push: closed({ branches: texts }, ["branches"]),
        workflow_dispatch: { type: "null" },
      }),
      permissions: closed({}),
      env: values,
      jobs: map(githubJob),
    },
    ["on", "permissions", "jobs"],
  ),
  "gitlab-ci.yml": {
    type: "object",
    required: ["stages"],
    properties: {
      stages: texts,
      workflow: closed({ rules: { type: "array", items: closed({ if: text }, ["if"]) } }),
      default: closed({ image: closed({ name: text, entrypoint: { type: "array", items: { type: "string" } } }) }),
      variables: values,
    },
    additionalProperties: gitlabJob,
  },
  "atlantis.yaml": closed(
    {
      version: { const: 3 },
      projects: {
        type: "array",
        items: closed(
          { name: text, dir: text, autoplan: closed({ enabled: { type: "boolean" }, when_modified: texts }) },
          ["dir"],
        ),
      },
    },
    ["version", "projects"],
  ),
  "atlantis-server.yaml": closed({
    repos: {
      type: "array",
      items: closed(
        {
          id: text,
          workflow: text,
          apply_requirements: { type: "array", items: { enum: ["approved", "mergeable", "undiverged"] } },
          allowed_overrides: { type: "array", maxItems: 0 },
          allow_custom_workflows: { const: false },
        },
        ["id", "workflow"],
      ),
    },
    workflows: map(closed({ plan: atlantisSteps, apply: atlantisSteps }, ["plan", "apply"])),
  }),
};

test("each file has its system's grammar", () => {
  expect(files).toEqual(Object.keys(schemas).sort());
  const ajv = new Ajv({ allErrors: true, strict: true, allowUnionTypes: true });
  for (const file of files) {
    const check = ajv.compile(schemas[file] ?? {});
    check(parse(file));
    expect({ file, errors: check.errors ?? [] }).toEqual({ file, errors: [] });
  }
});

interface Step {
  readonly id?: string;
  readonly uses?: string;
  readonly with?: Record<string, unknown>;
  readonly run?: string;
}
interface Job {
  readonly needs?: string | string[];
  readonly environment?: string;
  readonly permissions: Record<string, string>;
  readonly outputs?: Record<string, string>;
  readonly steps: Step[];
}
const github = parse("github-actions.yml") as { on: object; jobs: Record<string, Job> };
const jobs = Object.entries(github.jobs);

/** Every command line that a file runs, one script a step or job. */
function scriptsOf(value: unknown, key = ""): string[] {
  if (typeof value === "string") return ["run", "command"].includes(key) ? [value] : [];
  if (Array.isArray(value)) {
    if (!["script", "before_script"].includes(key)) return value.flatMap((item) => scriptsOf(item));
    return [value.filter((line) => typeof line === "string").join("\n")];
  }
  return Object.entries(value ?? {}).flatMap(([name, item]) => scriptsOf(item, name));
}
const scripts = files.flatMap((file) => scriptsOf(parse(file)).map((script) => [file, script] as const));

test("GitHub: jobs, steps and outputs that are referred to exist", () => {
  const names = jobs.map(([name]) => name);
  for (const [name, job] of jobs) {
    const needed = [job.needs ?? []].flat();
    expect(names).toEqual(expect.arrayContaining(needed));
    const whole = JSON.stringify(job);
    for (const [, other = "", output] of whole.matchAll(/needs\.(\w+)\.(?:outputs\.(\w+)|result)/g)) {
      expect({ name, needed }).toEqual({ name, needed: expect.arrayContaining([other]) });
      if (output !== undefined) expect(Object.keys(github.jobs[other]?.outputs ?? {})).toContain(output);
    }
    const ids = job.steps.flatMap(({ id }) => id ?? []);
    for (const [, id] of whole.matchAll(/steps\.(\w+)\./g)) expect(ids).toContain(id);
  }
});

test("GitHub: least privileges", () => {
  expect(Object.keys(github.on)).toEqual(["pull_request", "push", "workflow_dispatch"]);
  expect(Object.fromEntries(jobs.map(([name, { permissions }]) => [name, permissions]))).toEqual({
    validate: { contents: "read" },
    plan: { contents: "read", "id-token": "write" },
    comment: { actions: "read", contents: "read", "pull-requests": "write", "security-events": "write" },
    reviewed: { contents: "read", "id-token": "write" },
    apply: { contents: "read", "id-token": "write" },
  });
  const entering = jobs.filter(([, job]) => JSON.stringify(job).includes("vars.ROSTER_APPLY_ROLE"));
  expect(entering.map(([name, { environment }]) => [name, environment])).toEqual([["apply", "iam-roster"]]);
  const checkouts = jobs.flatMap(([, job]) => job.steps.filter(({ uses }) => uses?.startsWith("actions/checkout@")));
  expect(checkouts.map((each) => each.with?.["persist-credentials"])).toEqual(checkouts.map(() => false));
});

test("nothing from outside is pasted into a script, and there are no secrets", () => {
  for (const [file, script] of scripts)
    expect({ file, pasted: script.match(/\$\{\{.*/g) }).toEqual({ file, pasted: null });
  for (const file of files) {
    const own = read(file).replace(/^\s*#.*$/gm, "");
    expect(own).not.toMatch(/pull_request_target|secrets\.|AWS_SECRET|AWS_ACCESS_KEY/);
    expect(own.match(/\$\{\{ *github\.event\.[^}]*/g) ?? []).toEqual(
      file === "github-actions.yml" ? ["${{ github.event.pull_request.number "] : [],
    );
  }
});

test.each(scripts)("%s: the shell can read its script", (file, script) => {
  const shell = file === "github-actions.yml" ? "bash" : "sh";
  expect(execFileSync(shell, ["-n"], { input: script, encoding: "utf8" })).toBe("");
});

/** Words of each call of a program, without quotes; a variable is one word that could be anything. */
function callsOf(program: RegExp): { file: string; words: string[] }[] {
  return scripts.flatMap(([file, script]) =>
    script.split("\n").flatMap((line) => {
      const found = program.exec(line);
      if (found === null) return [];
      const rest = line.slice(found.index + found[0].length).split(/ (?:\|\||&&|\||;|>) ?|;|\)$/)[0] ?? "";
      const words = rest.match(/"[^"]*"|'[^']*'|\S+/g) ?? [];
      return [{ file, words: words.map((word) => word.replace(/["']/g, "")) }];
    }),
  );
}

test("each roster command exists with its options, and its formats", async () => {
  const table = readFileSync(join(root, "cli", "index.ts"), "utf8");
  const calls = callsOf(/(?:^|\s)(?:npm run --silent roster -- |roster (?=[a-z]))/);
  expect([...new Set(calls.map(({ words }) => words[0]))].sort()).toEqual(["review", "synth", "validate", "verify"]);
  expect(calls.length).toBeGreaterThanOrEqual(12);
  for (const { file, words } of calls) {
    const [name = "", ...rest] = words;
    expect(table).toContain(`  ${name}: async () =>`);
    const { [name]: command } = (await import(`../../cli/commands/${name}`)) as Record<string, Command>;
    const args = rest.filter((word) => !["${before[@]}", "$BEFORE"].includes(word));
    const options = command?.options ?? {};
    const { values: given, positionals } = parseArgs({ args, options, allowPositionals: true, strict: true });
    if (name === "review" || name === "verify") expect({ file, positionals }).toEqual({ file, positionals: [args[0]] });
    if (name === "review") {
      const wanted = [given.format ?? []].flat().flatMap((list) => String(list).split(","));
      for (const one of wanted) expect(Object.keys(formats)).toContain(one.split("=")[0]);
    }
    if (name === "validate" && given.format !== undefined) expect(given.format).toBe("github");
  }
});

test("each npm script exists", () => {
  const { scripts: known } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const called = callsOf(/npm run (?:--silent )?/).map(({ words }) => words[0] ?? "");
  expect(Object.keys(known)).toEqual(expect.arrayContaining(called));
});

test("each terraform command exists with its options", async () => {
  const binary = await findBinary();
  const calls = callsOf(/(?:^|\s)terraform (?=-chdir)/).map(({ words }) => words.slice(1));
  expect([...new Set(calls.map(([name]) => name))].sort()).toEqual(["apply", "init", "plan", "show"]);
  if (binary === undefined) return console.warn("LEFT OUT: options of terraform commands, there is no terraform");
  const helps = new Map<string, string>();
  for (const [name = "", ...rest] of calls) {
    const ask = () =>
      execFileSync(binary.path, [name, "-help"], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
    const help = helps.get(name) ?? ask();
    helps.set(name, help);
    for (const option of rest.filter((word) => word.startsWith("-"))) {
      expect(`${name}: ${help}`).toContain(`  ${option.split("=")[0]}`);
    }
  }
}, 60_000);

test("the comment is found again by the marker that the review begins with", () => {
  for (const file of ["github-actions.yml", "gitlab-ci.yml"]) {
    expect(read(file)).toContain(`startswith("${marker}")`);
  }
});

test("docs/ci.md says how to set up every file", () => {
  const page = readFileSync(join(root, "docs", "ci.md"), "utf8");
  for (const file of files) expect(page).toContain(`](workflows/${file})`);
  const named = files.flatMap((file) => read(file).match(/ROSTER_[A-Z_]+/g) ?? []);
  for (const name of new Set(named)) expect(page).toContain(`\`${name}\``);
});
