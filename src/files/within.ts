import { realpathSync } from "node:fs";
import { isAbsolute, relative, sep } from "node:path";

/** Whether a path leads into a folder, as far as its text says. */
export function isWithin(path: string, folder: string): boolean {
  const fromFolder = relative(folder, path);
  return fromFolder !== ".." && !fromFolder.startsWith(`..${sep}`) && !isAbsolute(fromFolder);
}

/** Whether a file lies in a folder once every symbolic link is followed. */
export function liesIn(path: string, folder: string): boolean {
  return isWithin(realpathSync(path), realpathSync(folder));
}

/** A file as people in a folder name it, with forward slashes: relative to the folder if it lies in it. */
export function nameIn(folder: string, path: string): string {
  return (isWithin(path, folder) ? relative(folder, path) : path).split(sep).join("/");
}
