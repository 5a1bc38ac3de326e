import { execFileSync, spawn } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { addDays, isoDate } from "../../src/text/iso-date";
import { e2eEnvironment, withTerraform } from "../e2e/harness";
import { root } from "../terminal";
import { testdir } from "../testdir";

const page = readFileSync(join(root, "docs", "getting-started.md"), "utf8");

interface Step {
  readonly labels: readonly string[];
  readonly language: string;
  readonly text: string;
}

/** Blocks in the order of the page, with the labels above them. */
const steps: Step[] = [...page.matchAll(/((?:<!-- [^\n]* -->\n)*)```([a-z]*)\n([\s\S]*?)```/g)].map(
  ([, labels = "", language = "", text = ""]) => ({
    labels: [...labels.matchAll(/<!-- (.*) -->/g)].map(([, label]) => label ?? ""),
    language,
    text,
  }),
);

test("each block of the page has a label by which it is executed", () => {
  const known = /^(run|run: in a second terminal|said|append: users\.yaml|delete: deploy-bot)$/;
  expect(steps.flatMap(({ labels }) => labels.filter((label) => !known.test(label)))).toEqual([]);
  expect(steps.filter(({ labels }) => labels.length === 0)).toEqual([]);
  expect(steps.length).toBeGreaterThan(8);
});

/** What npx and npm would fetch from a registry is the built program of this checkout. */
function shims(folder: string): string {
  const program = `exec "${process.execPath}" "${join(root, "dist", "src", "cli", "index.js")}"`;
  const scripts = {
    npx: `#!/bin/sh\nshift\n${program} "$@"\n`,
    roster: `#!/bin/sh\n${program} "$@"\n`,
    npm: `#!/bin/sh\nif [ "$1" = install ]; then exit 0; fi\nexec "${npmPath()}" "$@"\n`,
  };
  const bin = join(folder, "bin");
  mkdirSync(bin);
  for (const [name, text] of Object.entries(scripts)) {
    writeFileSync(join(bin, name), text);
    chmodSync(join(bin, name), 0o755);
  }
  return bin;
}

function npmPath(): string {
  return execFileSync("sh", ["-c", "command -v npm"], { encoding: "utf8" }).trim();
}

withTerraform("docs/getting-started.md", () => {
  test("from an empty folder to a removed user, as the page says", async () => {
    const above = testdir({});
    rmSync(join(above, "cdktf.json"));
    const project = join(above, "acme-iam");
    const roster = join(project, "users.yaml");
    const base = e2eEnvironment();
    const env = { ...base, PATH: `${shims(above)}:${base.PATH ?? process.env.PATH}` };
    const sandboxes: ReturnType<typeof spawn>[] = [];
    let said = "";
    let variables = "";
    try {
      for (const { labels, text } of steps) {
        if (labels.includes("delete: deploy-bot")) writeFileSync(roster, without(readFileSync(roster, "utf8")));
        if (labels.includes("append: users.yaml")) {
          const added = text.replace("EXPIRES", addDays(isoDate(new Date()), 30));
          writeFileSync(roster, `${readFileSync(roster, "utf8")}\n${added}`);
        }
        if (labels.includes("said")) expect(said).toContain(text);
        if (labels.includes("run: in a second terminal")) {
          sandboxes.push(
            spawn("sh", ["-c", `exec ${text.trim().replace("npx ", "")}`], { cwd: project, env, stdio: "ignore" }),
          );
          const file = join(project, "sandbox.env");
          for (let tries = 0; tries < 100 && !(existsSync(file) && /AWS_/.test(readFileSync(file, "utf8"))); tries += 1)
            await sleep(100);
        }
        if (labels.includes("run")) {
          const cwd = existsSync(project) ? project : above;
          if (text.includes("eval ")) variables = 'eval "$(cat sandbox.env)"\n';
          const script = `set -e\n${variables}${text}`;
          said = execFileSync("sh", ["-c", script], { cwd, env, encoding: "utf8", stdio: "pipe" });
        }
      }
      const state = JSON.parse(readFileSync(join(project, "terraform.users.tfstate"), "utf8"));
      const users = state.resources.filter((one: { type: string }) => one.type === "aws_iam_user");
      expect(users.map((one: { name: string }) => one.name).sort()).toEqual(["alice", "bob", "emergency"]);
    } finally {
      for (const sandbox of sandboxes) sandbox.kill("SIGTERM");
    }
  }, 400_000);
});

/** The roster without the lines of deploy-bot, which end at the comment of the next entry. */
function without(text: string): string {
  const rest = text.replace(/^ {2}deploy-bot:\n(?: {4}.*\n)*/m, "");
  expect(rest).not.toBe(text);
  return rest;
}
