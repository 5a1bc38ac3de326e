import { existsSync, realpathSync } from "node:fs";
import { dirname, resolve } from "node:path";

/** The nearest folder at or above this one that holds a cdktf.json; otherwise this one. */
export function projectFolder(folder: string): string {
  const own = resolve(folder);
  for (let at = own; ; at = dirname(at)) {
    if (existsSync(resolve(at, "cdktf.json"))) return at;
    if (at === dirname(at)) return own;
  }
}

/** The same with every symbolic link followed, for who asks whether a file lies in it. */
export function realProjectFolder(folder: string): string {
  const project = projectFolder(folder);
  return existsSync(project) ? realpathSync(project) : project;
}
