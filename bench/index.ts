import { existsSync, mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import type { BenchOptions } from "./bench";
import { machine, yardstick } from "./machine";
import { formatTable, seconds, type Table } from "./table";

type Part = (options: BenchOptions) => Promise<Table[]>;

/** Each part is a file here and a function of it; one that is not there is left out, and said to be. */
const parts: Readonly<Record<string, { readonly file: string; readonly part: string; readonly rounds: number }>> = {
  "first-run": { file: "first-run", part: "benchFirstRun", rounds: 5 },
  validate: { file: "validate", part: "benchValidate", rounds: 7 },
  synth: { file: "synth", part: "benchSynth", rounds: 5 },
  plan: { file: "plan", part: "benchPlan", rounds: 3 },
  review: { file: "review", part: "benchReview", rounds: 5 },
  html: { file: "html", part: "benchHtml", rounds: 3 },
  "api-calls": { file: "api-calls", part: "benchApiCalls", rounds: 1 },
  live: { file: "live", part: "benchLive", rounds: 1 },
  hcl: { file: "hcl", part: "benchHcl", rounds: 3 },
  sandbox: { file: "sandbox", part: "benchSandbox", rounds: 3 },
};

const usage = `usage: npm run bench -- [--only NAME].. [--users N,N] [--rounds N] [--limit SECONDS] [--json]

  --only NAME      ${Object.keys(parts).join(", ")}; may be repeated; default: all
  --users N,N      sizes to measure; default: those of the part
  --rounds N       how often each contestant runs, in turn; the median counts; default: that of the part
  --limit SECONDS  after which a terraform plan is given up and shown as "> N s"; default 300
  --json           one document instead of tables
`;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      only: { type: "string", multiple: true },
      users: { type: "string" },
      rounds: { type: "string" },
      limit: { type: "string" },
      json: { type: "boolean" },
      help: { type: "boolean" },
    },
  });
  if (values.help) return void process.stdout.write(usage);
  const names = (values.only ?? Object.keys(parts)).flatMap((each) => each.split(","));
  const unknown = names.find((name) => !Object.hasOwn(parts, name));
  if (unknown !== undefined) throw new Error(`there is no part ${unknown}\n${usage}`);

  const folder = mkdtempSync(join(realpathSync(tmpdir()), "roster-bench-"));
  const tables: Table[] = [];
  const before = yardstick();
  const users = values.users === undefined ? undefined : { users: values.users.split(",").map(Number) };
  try {
    for (const name of names) {
      const part = load(name);
      if (part === undefined) continue;
      const found = await part({
        cli: resolve(__dirname, "..", "src", "cli", "index.js"),
        folder,
        rounds: Number(values.rounds ?? parts[name]?.rounds),
        limitSeconds: Number(values.limit ?? 300),
        say: (text) => console.error(`${name}: ${text}`),
        ...users,
      });
      tables.push(...found);
      if (!values.json) for (const table of found) console.log(formatTable(table));
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  const yardsticks = [before, yardstick()];
  if (values.json)
    console.log(JSON.stringify({ schemaVersion: 1, machine: machine(), yardsticks, tables }, undefined, 2));
  else console.log(`${machine().join(", ")}; yardstick ${yardsticks.map(seconds).join(" before, ")} after`);
}

function load(name: string): Part | undefined {
  const { file, part } = parts[name] ?? { file: "", part: "" };
  const path = join(__dirname, `${file}.js`);
  const exported = existsSync(path) ? (require(path) as Record<string, Part>)[part] : undefined;
  if (exported === undefined) console.error(`${name}: left out, bench/${file}.ts does not export ${part}`);
  return exported;
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
