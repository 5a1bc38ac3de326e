/*
 * Adds to package-lock.json the optional packages of other platforms that a registry without them made npm leave out:
 * `npm ci` refuses a lockfile that lacks one. Run it after `npm install` behind such a registry.
 */
import { readFileSync, writeFileSync } from "node:fs";

const file = new URL("../package-lock.json", import.meta.url);
const lock = JSON.parse(readFileSync(file, "utf8"));
const packages = lock.packages;

/** Whether node would find the package from a folder: in its node_modules, or in one further up. */
function isThere(name, folder) {
  for (let base = folder; ; base = base.slice(0, Math.max(0, base.lastIndexOf("node_modules/") - 1))) {
    if (packages[`${base === "" ? "" : `${base}/`}node_modules/${name}`]?.version) return true;
    if (base === "") return false;
  }
}

/** Names of such packages end in their platform: `@biomejs/cli-linux-x64-musl`. */
function platformOf(name) {
  const [, os, cpu] = /[-/](android|darwin|linux|win32|freebsd|openharmony|wasm32)(?:-([a-z0-9]+))?/.exec(name) ?? [];
  if (os === "wasm32") return { cpu: ["wasm32"] };
  const libc = /-musl/.test(name) ? { libc: ["musl"] } : /-gnu/.test(name) ? { libc: ["glibc"] } : {};
  return { ...libc, ...(os === undefined ? {} : { os: [os] }), ...(cpu === undefined ? {} : { cpu: [cpu] }) };
}

let added = 0;
for (const [folder, entry] of Object.entries(packages)) {
  for (const [name, range] of Object.entries(entry.optionalDependencies ?? {})) {
    if (isThere(name, folder)) continue;
    const dev = entry.dev ? { dev: true } : {};
    packages[`node_modules/${name}`] = {
      version: range.replace(/^[\^~]/, ""),
      ...dev,
      optional: true,
      ...platformOf(name),
    };
    added += 1;
  }
}
lock.packages = Object.fromEntries(Object.entries(packages).sort(([left], [right]) => (left < right ? -1 : 1)));
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
console.log(`added ${added}`);
