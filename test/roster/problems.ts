import { join } from "node:path";
import { formatDiagnostic, type Loaded, loadRoster } from "../../src/roster/index";
import { testdir } from "../testdir";

export const today = new Date("2026-11-21T12:00:00Z");

/** Loads `users.yaml` of a project made of these files. */
export async function load(files: string | Readonly<Record<string, string | Buffer>>): Promise<Loaded> {
  const folder = testdir(typeof files === "string" ? { "users.yaml": files.replace(/^\n/, "") } : files);
  return loadRoster(join(folder, "users.yaml"), { today });
}

/** What loading says, one line a problem with its fix below it; no frames. */
export async function problems(files: Parameters<typeof load>[0]): Promise<string> {
  const { diagnostics, unreadable } = await load(files);
  return [
    ...unreadable,
    ...diagnostics.map(({ file, line, column, message, id, fix }) => {
      const place = file === "users.yaml" ? `${line}:${column}` : `${file}:${line}:${column}`;
      return `${place} ${message} [${id}]${fix === undefined ? "" : `\n  ${fix}`}`;
    }),
  ].join("\n");
}

/** The same with its frames, as a terminal shows it. */
export async function shown(files: Parameters<typeof load>[0]): Promise<string> {
  const { diagnostics } = await load(files);
  return diagnostics.map(formatDiagnostic).join("\n\n");
}

/** A user of whom a test says the rest. */
export function alice(rest: string): string {
  return `version: 1\nusers:\n  alice:\n    type: human\n    owner: alice@example.com\n${rest.replace(/^\n/, "")}`;
}
