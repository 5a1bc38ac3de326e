import { execFile, execFileSync } from "node:child_process";
import { cpSync, lstatSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import type { BenchOptions } from "./bench";
import { inTurn, median, runNode } from "./measure";
import { megabytes, seconds, type Table, target } from "./table";

/** What somebody waits for who begins: in a checkout, and with the package alone. It asks the registry of npm. */
export async function benchFirstRun({ cli, folder, rounds, say }: BenchOptions): Promise<Table[]> {
  const root = resolve(cli, "..", "..", "..", "..");
  const clone = join(folder, "clone");
  execFileSync("git", ["clone", "--quiet", root, clone]);
  const npm = async (cwd: string, ...words: string[]) => {
    say(`npm ${words.join(" ")}`);
    const started = performance.now();
    await promisify(execFile)("npm", words, { cwd, maxBuffer: 1 << 26 });
    return (performance.now() - started) / 1000;
  };
  const installed = await npm(clone, "ci", "--no-audit", "--no-fund");
  const rehearsed = await npm(clone, "start");

  await npm(clone, "pack");
  const project = join(folder, "project");
  mkdirSync(project);
  writeFileSync(join(project, "package.json"), JSON.stringify({ name: "acme-iam", private: true }));
  const tarball = readdirSync(clone).find((name) => name.endsWith(".tgz")) ?? "";
  cpSync(join(clone, tarball), join(project, tarball));
  const added = await npm(project, "install", "--no-audit", "--no-fund", "--omit=peer", `./${tarball}`);
  const program = join(project, "node_modules", "iam-roster", "dist", "command", "roster", "index.mjs");
  const times = Math.max(5, rounds);
  const { help } = await inTurn({ help: () => runNode(program, "--help") }, { rounds: times });
  const throughNpx: number[] = [];
  for (let round = 0; round < times; round += 1) {
    const started = performance.now();
    execFileSync("npx", ["--no-install", "roster", "--help"], { cwd: project, stdio: "ignore" });
    throughNpx.push((performance.now() - started) / 1000);
  }
  return [
    {
      title: "The first run",
      rows: [
        { what: "npm ci, in a clone", time: seconds(installed) },
        { what: "npm start: the sample is rehearsed", time: seconds(rehearsed) },
        { what: "both", time: seconds(installed + rehearsed), ...target(installed + rehearsed, "s", 100) },
        { what: "npm install of the package", time: seconds(added) },
        {
          what: "size of node_modules then",
          time: megabytes(sizeOf(join(project, "node_modules")) / 1024 / 1024),
          ...target(sizeOf(join(project, "node_modules")) / 1024 / 1024, "MB", 60),
        },
        { what: "roster --help", time: seconds(help.seconds), ...target(help.seconds, "s", 0.3) },
        { what: "npx roster --help, npx itself included", time: seconds(median(throughNpx)) },
      ],
    },
  ];
}

/** Bytes of all files below. */
function sizeOf(path: string): number {
  const found = lstatSync(path);
  if (!found.isDirectory()) return found.size;
  return readdirSync(path).reduce((sum, name) => sum + sizeOf(join(path, name)), 0);
}
