import { spawnSync } from "node:child_process";
import { nodeArguments } from "../node-arguments";

/**
 * Runs code in a process that kills itself where a test wants it: with half of what it writes into a log (`write`) or beside it
 * (`head`, `pending`) on the disk, or before it puts that into place (`rename`).
 * @returns the signal that ended it
 */
export function killedWhile(at: string, code: string): string | null {
  const hook = `const fs = require("node:fs");
    const { openSync, writeFileSync, renameSync } = fs;
    const files = new Map();
    const dies = () => process.kill(process.pid, "SIGKILL");
    fs.openSync = (file, ...more) => { const descriptor = openSync(file, ...more); files.set(descriptor, String(file)); return descriptor; };
    fs.writeFileSync = (descriptor, text) => {
      const file = files.get(descriptor) ?? "";
      const wanted = { write: /\\.jsonl$/, head: /\\.head\\.new$/, pending: /pending\\.json\\.new$/ }[${JSON.stringify(at)}];
      if (!wanted?.test(file) || (/\\.head/.test(file) && /"seq":0/.test(text))) return writeFileSync(descriptor, text);
      writeFileSync(descriptor, text.slice(0, text.length / 2));
      dies();
    };
    fs.renameSync = (from, to) => {
      if (${JSON.stringify(at)} === "rename" && !/"seq":0/.test(fs.readFileSync(from, "utf8"))) dies();
      renameSync(from, to);
    };`;
  return spawnSync(process.execPath, nodeArguments(`${hook}\n${code}`), { stdio: "inherit" }).signal;
}
