import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { validate } from "@actions/languageservice";
import Ajv from "ajv";
import { TextDocument } from "vscode-languageserver-textdocument";
import { loadCommand } from "../../src/cli/commands/index";
import { parseWords } from "../../src/cli/parse";
import { callsOf, files, parse, read, scripts } from "./workflow-files";

const root = join(__dirname, "..", "..");

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

/**
 * The part of each system's grammar that these files use: what is not here is not known to work. GitHub judges its own
 * file below; GitLab and Atlantis have no judge on npm that runs on Node 20 and is smaller than this.
 */
const schemas: Record<string, object> = {
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
  expect(files).toEqual(["github-actions.yml", ...Object.keys(schemas)].sort());
  const ajv = new Ajv({ allErrors: true, strict: true, allowUnionTypes: true });
  for (const file of Object.keys(schemas)) {
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
  readonly "runs-on": string;
  readonly environment?: string;
  readonly permissions: Record<string, string>;
  readonly steps: Step[];
}
const github = parse("github-actions.yml") as { on: object; jobs: Record<string, Job> };
const jobs = Object.entries(github.jobs);

/** What the language service of GitHub's own editor extension has to say about a workflow, with lines. */
async function gitHubSays(text: string): Promise<string[]> {
  // It remembers a file by its name.
  const uri = `file:///.github/workflows/${createHash("sha256").update(text).digest("hex")}.yml`;
  const diagnostics = await validate(TextDocument.create(uri, "yaml", 0, text));
  return diagnostics.map(({ message, range }) => `${range.start.line + 1}: ${message}`);
}

describe("GitHub's own language service", () => {
  const own = read("github-actions.yml");

  test("has nothing to say about the workflow", async () => {
    expect(await gitHubSays(own)).toEqual([]);
  });

  // It says nothing when it fails itself: these show that it looks.
  test.each([
    ["a job that is not there", "needs: validate", "needs: valdate", "Value 'valdate' is not valid"],
    [
      "a step that is not there",
      "steps.review.outcome",
      "steps.rview.outcome",
      "Context access might be invalid: rview",
    ],
    ["an output that is not there", "outputs.sha256 }}", "outputs.sha }}", "Context access might be invalid: sha"],
    [
      "a job outside of needs",
      "needs.plan.result !=",
      "needs.apply.result !=",
      "Context access might be invalid: apply",
    ],
    ["a permission that is not there", "id-token: write", "id-tokn: write", "Unexpected value 'id-tokn'"],
    ["a key that is not there", "timeout-minutes: 10", "timeout: 10", "Unexpected value 'timeout'"],
    ["a function that is not there", "!cancelled()", "!canceled()", "Unrecognized function: 'canceled'"],
  ])("finds %s", async (_, right, wrong, said) => {
    const changed = own.replaceAll(right, wrong);
    expect(changed).not.toBe(own);
    expect(await gitHubSays(changed)).toContainEqual(expect.stringContaining(said));
  });
});

test("GitHub: actions are pinned to a commit, and say which release it is; runners to a system", () => {
  const used = jobs.flatMap(([, { steps }]) => steps.flatMap(({ uses }) => uses ?? []));
  expect(used.filter((each) => !/^[\w.-]+\/[\w./-]+@[0-9a-f]{40}$/.test(each))).toEqual([]);
  expect(new Set(read("github-actions.yml").match(/@[0-9a-f]{40} # v\d+\.\d+\.\d+$/gm))).toHaveProperty(
    "size",
    new Set(used).size,
  );
  expect([...new Set(jobs.map(([, job]) => job["runs-on"]))]).toEqual(["ubuntu-24.04"]);
});

test("GitHub: least privileges", () => {
  expect(Object.keys(github.on)).toEqual([
    "pull_request",
    "pull_request_review",
    "push",
    "schedule",
    "workflow_dispatch",
  ]);
  expect(Object.fromEntries(jobs.map(([name, { permissions }]) => [name, permissions]))).toEqual({
    validate: { contents: "read" },
    rehearse: { contents: "read" },
    plan: { contents: "read", "id-token": "write", "pull-requests": "read" },
    comment: { actions: "read", contents: "read", "pull-requests": "write", "security-events": "write" },
    reviewed: { contents: "read", "id-token": "write" },
    apply: { contents: "read", "id-token": "write" },
    approved: { actions: "write" },
    audit: { contents: "read", "id-token": "write" },
  });
  const entering = jobs.filter(([, job]) => JSON.stringify(job).includes("vars.ROSTER_APPLY_ROLE"));
  expect(entering.map(([name, { environment }]) => [name, environment])).toEqual([["apply", "iam-roster"]]);
  const checkouts = jobs.flatMap(([, job]) => job.steps.filter(({ uses }) => uses?.startsWith("actions/checkout@")));
  expect(checkouts.map((each) => each.with?.["persist-credentials"])).toEqual(checkouts.map(() => false));
});

test("nothing from outside is pasted into a script, and the webhook of a channel is the only secret", () => {
  for (const [file, script] of scripts)
    expect({ file, pasted: script.match(/\$\{\{.*/g) }).toEqual({ file, pasted: null });
  for (const file of files) {
    const own = read(file)
      .replace(/^\s*#.*$/gm, "")
      .replace("ROSTER_WEBHOOK_URL: ${{ secrets.ROSTER_WEBHOOK_URL }}", "");
    expect(own).not.toMatch(/pull_request_target|secrets\.|AWS_SECRET|AWS_ACCESS_KEY/);
    const [number, head] = ["${{ github.event.pull_request.number ", "${{ github.event.pull_request.head.sha "];
    expect(own.match(/\$\{\{ *github\.event\.[^}]*/g) ?? []).toEqual(
      file === "github-actions.yml" ? [number, head, number, head] : [],
    );
  }
});

test.each(scripts)("%s: the shell can read its script", (file, script) => {
  const shell = file === "github-actions.yml" ? "bash" : "sh";
  expect(execFileSync(shell, ["-n"], { input: script, encoding: "utf8" })).toBe("");
});

test("each roster command exists with its options and its formats", async () => {
  const calls = callsOf(/(?:^|\s)(?:npm run --silent roster -- |roster (?=[a-z]))/);
  expect([...new Set(calls.map(({ words }) => words[0]))].sort()).toEqual([
    "audit",
    "log",
    "notify",
    "preflight",
    "rehearse",
    "review",
    "synth",
    "validate",
    "verify",
  ]);
  expect(calls.length).toBeGreaterThanOrEqual(12);
  for (const { file, words } of calls) {
    const [name = "", ...rest] = words;
    const args = rest.filter((word) => !["${before[@]}", "$BEFORE", "${approvers[@]}", "$APPROVERS"].includes(word));
    const service = (word: string) => (/^\$(NOTIFY|\{ROSTER_NOTIFY:-slack\})$/.test(word) ? "slack" : word);
    const read = parseWords(await loadCommand(name), args.map(service));
    if (["preflight", "review", "verify"].includes(name))
      expect({ file, args: read?.args }).toMatchObject({ file, args: { plan: args[0] } });
  }
});

test("each npm script exists", () => {
  const { scripts: known } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const called = callsOf(/npm run (?:--silent )?/).map(({ words }) => words[0] ?? "");
  expect(Object.keys(known)).toEqual(expect.arrayContaining(called));
});

test("the comment is found again by the line that the review begins with, which names its stack", () => {
  expect(read("github-actions.yml")).toContain("MARKER=$(head -n 1 review.md)");
  expect(read("github-actions.yml")).toContain("startswith(env.MARKER)");
  expect(read("gitlab-ci.yml")).toContain("marker=$(head -n 1 review.md)");
  expect(read("gitlab-ci.yml")).toContain("startswith($marker)");
});

test("docs/ci.md says how to set up every file", () => {
  const page = readFileSync(join(root, "docs", "ci.md"), "utf8");
  for (const file of files) expect(page).toContain(`](workflows/${file})`);
  const named = files.flatMap((file) => read(file).match(/ROSTER_[A-Z_]+/g) ?? []);
  for (const name of new Set(named)) expect(page).toContain(`\`${name}\``);
});
