import { execFile, execFileSync, spawn } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { stripVTControlCharacters } from "node:util";
import { addDays, isoDate } from "../../src/text/iso-date";
import { root } from "../terminal";

/** A block of a page, with the labels above it: comments that GitHub does not show. */
export interface PageStep {
  readonly labels: readonly string[];
  readonly language: string;
  readonly text: string;
}

/**
 * What a label says to do with its block:
 * - `run`, `run: in a second terminal`, `run: refused` (it ends with an exit code other than 0)
 * - `said`: the block is in what the last one printed
 * - `file: NAME`, `append: NAME`: the block is the file, or its end; EXPIRES is a date of next month
 * - `delete: deploy-bot`: the entry goes from users.yaml
 */
const known = /^(run|run: in a second terminal|run: refused|said|file: [\w./-]+|append: [\w./-]+|delete: deploy-bot)$/;

/** The blocks of a page in their order. @throws when one has no label by which it is executed */
export function stepsOf(page: string): PageStep[] {
  const text = readFileSync(join(root, "docs", page), "utf8");
  const steps = [...text.matchAll(/((?:<!-- [^\n]* -->\n)*)```([a-z]*)\n([\s\S]*?)```/g)].map(
    ([, labels = "", language = "", text = ""]) => ({
      labels: [...labels.matchAll(/<!-- (.*) -->/g)].map(([, label]) => label ?? ""),
      language,
      text,
    }),
  );
  const wrong = steps.filter(({ labels }) => labels.length === 0 || labels.some((label) => !known.test(label)));
  if (wrong.length > 0) throw new Error(`${page}: a block that nothing executes: ${wrong[0]?.text}`);
  return steps;
}

/** What npx and npm would fetch from a registry is the built program of this checkout. */
export function shims(folder: string, more: Readonly<Record<string, string>> = {}): string {
  const program = `exec "${process.execPath}" "${join(root, "dist", "src", "cli", "index.js")}"`;
  const npm = execFileSync("sh", ["-c", "command -v npm"], { encoding: "utf8" }).trim();
  const scripts = {
    npx: `#!/bin/sh\nshift\n${program} "$@"\n`,
    roster: `#!/bin/sh\n${program} "$@"\n`,
    npm: `#!/bin/sh\nif [ "$1" = install ]; then exit 0; fi\nexec "${npm}" "$@"\n`,
    ...more,
  };
  const bin = join(folder, "bin");
  mkdirSync(bin);
  for (const [name, text] of Object.entries(scripts)) {
    writeFileSync(join(bin, name), text);
    chmodSync(join(bin, name), 0o755);
  }
  return bin;
}

/** Where a page is executed. */
export interface Reader {
  /** The folder in which the reader begins. */
  readonly above: string;
  /** The folder that the reader is in once it is there. @default - always `above` */
  readonly project?: string;
  readonly env: NodeJS.ProcessEnv;
}

/** Does what a page says, block by block. */
export async function follow(steps: readonly PageStep[], { above, project = above, env }: Reader): Promise<void> {
  const sandboxes: ReturnType<typeof spawn>[] = [];
  let said = "";
  let variables = "";
  const soon = (text: string) => text.replaceAll("EXPIRES", addDays(isoDate(new Date()), 30));
  try {
    for (const { labels, text } of steps) {
      const cwd = existsSync(project) ? project : above;
      for (const label of labels) {
        const [what = "", name = ""] = label.split(": ");
        const file = join(cwd, name);
        if (what === "delete") edit(join(cwd, "users.yaml"), without);
        if (what === "file") {
          mkdirSync(dirname(file), { recursive: true });
          writeFileSync(file, soon(text));
        }
        if (what === "append") edit(file, (before) => `${before}\n${soon(text)}`);
        if (what === "said") expect(stripVTControlCharacters(said)).toContain(text);
        if (label === "run: in a second terminal") sandboxes.push(await sandboxIn(cwd, text, env));
        else if (what === "run") {
          if (text.includes("eval ")) variables = 'eval "$(cat sandbox.env)"\n';
          said = await ran(`set -e\n${variables}${text}`, { cwd, env, refused: name === "refused" });
        }
      }
    }
  } finally {
    for (const sandbox of sandboxes) sandbox.kill("SIGTERM");
  }
}

interface Running {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  readonly refused: boolean;
}

/** Without waiting in one breath: what answers may be in this process. */
function ran(script: string, { cwd, env, refused }: Running): Promise<string> {
  return new Promise((done, failed) => {
    execFile("sh", ["-c", script], { cwd, env, encoding: "utf8", maxBuffer: 16 * 1024 * 1024 }, (error, out, err) => {
      if (error === null && refused) failed(new Error(`nothing refused it: ${script}`));
      else if (error !== null && !refused) failed(new Error(`${script}\nended with ${error.code}\n${out}${err}`));
      else done(out + err);
    });
  });
}

async function sandboxIn(cwd: string, text: string, env: NodeJS.ProcessEnv): Promise<ReturnType<typeof spawn>> {
  const started = spawn("sh", ["-c", `exec ${text.trim().replace("npx ", "")}`], { cwd, env, stdio: "ignore" });
  const file = join(cwd, "sandbox.env");
  for (let tries = 0; tries < 100 && !(existsSync(file) && /AWS_/.test(readFileSync(file, "utf8"))); tries += 1)
    await sleep(100);
  return started;
}

function edit(file: string, change: (text: string) => string): void {
  writeFileSync(file, change(readFileSync(file, "utf8")));
}

/** The roster without the lines of deploy-bot, which end at the comment of the next entry. */
function without(text: string): string {
  const rest = text.replace(/^ {2}deploy-bot:\n(?: {4}.*\n)*/m, "");
  expect(rest).not.toBe(text);
  return rest;
}
