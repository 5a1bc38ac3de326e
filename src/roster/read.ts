import { existsSync, realpathSync } from "node:fs";
import type { Diagnostic } from "./diagnostics";
import { followInclude } from "./include";
import { maxFiles, maxRosterBytes } from "./limits";
import { Problems } from "./problems";
import { readingFinding } from "./rules";
import { readSourceFile, type SourceFile, UnreadableFile } from "./source-file";
import { nodeAt, type Path } from "./yaml-tree";

/** The files of a roster as trees with places, before anybody asks what they mean. */
export interface Read {
  /** By name; the roster's own file first, then each file before those that it includes. */
  readonly files: ReadonlyMap<string, SourceFile>;
  /** Files that could not be read at all, one line each. */
  readonly unreadable: readonly string[];
  /** What is wrong with the YAML and the includes. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads a file and what it includes, each once, as far as the bounds of a roster allow. */
export function read(path: string, project: string): Read {
  const files = new Map<string, SourceFile>();
  const paths = new Set<string>();
  const unreadable: string[] = [];
  const problems = new Problems(files);
  let characters = 0;
  const tooMuch = () => files.size >= maxFiles || characters > maxRosterBytes;

  const readOne = (file: string, chain: readonly string[]): void => {
    if (tooMuch()) return;
    let source: SourceFile;
    try {
      source = readSourceFile(file, project);
    } catch (error) {
      if (!(error instanceof UnreadableFile)) throw error;
      // The file that is looked for where nobody named one.
      const first = chain.length === 0 && error.message === "users.yaml: no such file";
      unreadable.push(first ? `${error.message}; begin one with: roster init` : error.message);
      return;
    }
    files.set(source.name, source);
    paths.add(file);
    characters += source.text.length;
    for (const problem of source.problems) problems.reportYaml(problem, source);
    for (const include of includesOf(source)) follow(include, source, [...chain, file]);
  };

  const follow = ({ pattern, path }: IncludeEntry, source: SourceFile, chain: readonly string[]): void => {
    const report = (message: string, fix: string) =>
      problems.report(readingFinding("include", { message, fix, file: source.name, path }));
    const { files: found, problem } = followInclude(pattern, path, source.path, project);
    if (problem !== undefined) report(problem.message, problem.fix);
    for (const file of found) {
      if (chain.includes(file)) {
        const message = `include points back to a file that is being read: ${JSON.stringify(pattern)}`;
        report(message, "Remove one of the two includes.");
      } else if (!paths.has(file)) {
        readOne(file, chain);
        if (!tooMuch()) continue;
        const bytes = `${maxRosterBytes / 1024 / 1024} MiB`;
        report(`the includes match more than ${maxFiles} files or ${bytes}`, "Remove some of them.");
        return;
      }
    }
  };

  readOne(existsSync(path) ? realpathSync(path) : path, []);
  return { files, unreadable, diagnostics: problems.diagnostics };
}

interface IncludeEntry {
  readonly pattern: string;
  readonly path: Path;
}

/** What the schema accepts under `include`; it reports the rest. */
function includesOf({ root }: SourceFile): IncludeEntry[] {
  const list = root === undefined ? undefined : nodeAt(root, ["include"]);
  if (list?.kind !== "list" || list.items.length > maxFiles) return [];
  return list.items.flatMap((item, index) =>
    item.kind === "scalar" && typeof item.value === "string" && item.value !== ""
      ? [{ pattern: item.value, path: ["include", index] }]
      : [],
  );
}
