import { existsSync, realpathSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { maxFindings } from "../rules/run";
import { byPlace, type Diagnostic, diagnose, diagnoseSpan, type Finding } from "./diagnostics";
import { followInclude } from "./include";
import { maxFiles, maxRosterBytes } from "./limits";
import { mayHoldTextProblems, textProblems } from "./literal-text";
import type { Loaded } from "./loaded";
import { defaultStackName, normalise, type WrittenFile } from "./normalise";
import { pgpKeyFix, pgpKeyProblem } from "./pgp-key";
import type { PartialRoster } from "./roster";
import { salvage } from "./salvage";
import { type Schemas, schemas } from "./schema";
import { schemaErrors } from "./schema-check";
import { isConsequence, schemaFinding, tellingErrors } from "./schema-errors";
import { show } from "./schema-words";
import { readSourceFile, type SourceFile, UnreadableFile } from "./source-file";
import type { WrittenPeople, WrittenRoster } from "./written-roster";
import { nodeAt, type Path, toValue, type YamlNode } from "./yaml-tree";

export interface LoadOptions {
  /** The folder that includes may not leave. @default - the nearest folder above the file with a cdktf.json */
  readonly project?: string;
  /** @default - now */
  readonly today?: Date;
}

/** Reads a roster and its includes: YAML, schema, references between files, PGP keys. Never throws for bad input. */
export async function loadRoster(file: string, options: LoadOptions = {}): Promise<Loaded> {
  const path = resolve(file);
  const loading = new Loading(options.project ?? projectOf(path));
  loading.read(existsSync(path) ? realpathSync(path) : path, "roster", []);
  const partial = loading.roster();
  if (partial !== undefined) await loading.checkPgpKeys(options.today ?? new Date());
  loading.sayWhatIsLeftOut();
  const { unreadable, files, damaged } = loading;
  const diagnostics = loading.diagnostics.sort(byPlace);
  if (partial === undefined) return { kind: "unreadable", diagnostics, unreadable, files };
  if (diagnostics.length + unreadable.length > 0) {
    return { kind: "damaged", partial, damaged, diagnostics, unreadable, files };
  }
  return { kind: "whole", roster: { ...partial, whole: true }, diagnostics, unreadable, files };
}

/** The nearest folder at or above the file's that holds a cdktf.json; else the file's own. */
export function projectOf(file: string): string {
  const own = dirname(file);
  for (let folder = own; ; folder = dirname(folder)) {
    if (existsSync(resolve(folder, "cdktf.json"))) return realpathSync(folder);
    if (folder === dirname(folder)) return existsSync(own) ? realpathSync(own) : own;
  }
}

class Loading {
  public readonly files = new Map<string, SourceFile>();
  public readonly diagnostics: Diagnostic[] = [];
  public readonly unreadable: string[] = [];
  public readonly damaged = new Set<string>();
  private characters = 0;
  private main: WrittenFile<WrittenRoster> | undefined;
  private readonly included: WrittenFile<WrittenPeople>[] = [];

  public constructor(private readonly project: string) {}

  /** Reads one file and what it includes; `chain` are the files that led here. */
  public read(path: string, kind: keyof Schemas, chain: readonly string[]): void {
    if (this.files.size >= maxFiles || this.characters > maxRosterBytes) return;
    let source: SourceFile;
    try {
      source = readSourceFile(path, this.project);
    } catch (error) {
      if (!(error instanceof UnreadableFile)) throw error;
      this.unreadable.push(error.message);
      return;
    }
    this.files.set(source.name, source);
    this.characters += source.text.length;
    for (const problem of source.problems.slice(0, Math.max(maxFindings - this.diagnostics.length, 0))) {
      this.diagnostics.push(diagnoseSpan({ id: "yaml", ...problem }, "error", source, problem.span));
    }
    for (const key of damagedUsers(source.root)) this.damaged.add(key);
    const written = this.accept(source, kind);
    if (written === undefined) return;
    if (kind === "roster") this.main = { file: source.name, written: written as WrittenRoster };
    else this.included.push({ file: source.name, written });
    for (const [index, pattern] of (written.include ?? []).entries()) {
      this.include(source, pattern, ["include", index], [...chain, path]);
    }
  }

  /** What of the file the schema accepts; the rest becomes findings. */
  private accept(source: SourceFile, kind: keyof Schemas): WrittenPeople | undefined {
    if (source.root === undefined || (source.root.kind === "scalar" && source.root.value === null)) {
      if (source.problems.length > 0) return undefined;
      const message = "the file is empty; that is not the same as no users";
      this.report({
        id: "empty",
        message,
        fix:
          kind === "roster"
            ? "A roster without users is written: version: 1, users: {}"
            : "Write users: {} if that is meant.",
        file: source.name,
        path: [],
      });
      return undefined;
    }
    if (mayHoldTextProblems(source.text)) {
      for (const problem of textProblems(source.root)) {
        this.report({ id: "literal-text", fix: "Remove it.", file: source.name, ...problem });
      }
    }
    const value = toValue(source.root);
    const validate = schemas[kind];
    for (let round = 0; round < salvageRounds; round += 1) {
      const found = schemaErrors(validate, value);
      if (found.length === 0) return value as WrittenPeople;
      const errors = tellingErrors(found);
      for (const error of errors) {
        if (error.path[0] === "users" && error.path.length > 1) this.damaged.add(String(error.path[1]));
        // What later rounds find follows from what was taken out.
        if (round === 0 && !isConsequence(error, source.root)) this.report(schemaFinding(error, source));
      }
      if (found.length > maxFindings) return undefined;
      salvage(value, source.root, errors);
    }
    return undefined;
  }

  private include(source: SourceFile, pattern: string, path: Path, chain: readonly string[]): void {
    const { files, problem } = followInclude(pattern, path, source.path, this.project);
    if (problem !== undefined) this.report({ id: "include", ...problem, file: source.name, path });
    for (const file of files) {
      if (chain.includes(file)) {
        const message = `include leads back to a file that is being read: ${JSON.stringify(pattern)}`;
        this.report({ id: "include", message, fix: "Remove one of the two includes.", file: source.name, path });
      } else if (![...this.files.values()].some((known) => known.path === file)) {
        this.read(file, "included", chain);
        if (this.files.size >= maxFiles || this.characters > maxRosterBytes) {
          const message = `the includes lead to more than ${maxFiles} files or ${maxRosterBytes / 1024 / 1024} MiB`;
          this.report({ id: "include", message, fix: "Remove some of them.", file: source.name, path });
          return;
        }
      }
    }
  }

  public roster(): PartialRoster | undefined {
    if (this.main === undefined) return undefined;
    this.checkStackName(this.main);
    const files = [this.main, ...this.included];
    if (this.unreadable.length === 0 && files.every(({ written }) => written.users === undefined)) {
      const message = "no file of this roster has a key users; that is not the same as no users";
      this.report({ id: "empty", message, fix: "Write users: {} if that is meant.", file: this.main.file, path: [] });
    }
    return normalise(this.main, this.withoutDuplicates());
  }

  /** An entry that stands in two files is reported at the second, which is then left out. */
  private withoutDuplicates(): WrittenFile<WrittenPeople>[] {
    const seen = new Map<string, string>();
    for (const kind of ["users", "groups", "policies"] as const) {
      for (const { file, written } of [this.main, ...this.included].filter((part) => part !== undefined)) {
        const entries = written[kind] as Record<string, unknown> | undefined;
        for (const key of Object.keys(entries ?? {})) {
          const first = seen.get(`${kind}/${key}`);
          if (first === undefined) {
            seen.set(`${kind}/${key}`, file);
            continue;
          }
          const message = `${kind}.${key} stands in ${first} already`;
          this.report({ id: "duplicate", message, fix: "Remove one of the two.", file, path: [kind, key], on: "key" });
          delete entries?.[key];
        }
      }
    }
    return this.included;
  }

  private checkStackName({ file, written }: WrittenFile<WrittenRoster>): void {
    const name = defaultStackName(file);
    if (written.stack !== undefined || /^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/.test(name)) return;
    const message = `the file's base name ${show(name)} cannot name a stack`;
    this.report({ id: "schema", message, fix: "Add stack: NAME (letters, digits, _ and -).", file, path: [] });
  }

  /** Each distinct key once: a default that thousands of users share costs one look. */
  public async checkPgpKeys(today: Date): Promise<void> {
    const problems = new Map<string, string | undefined>();
    for (const { file, path, pgpKey } of this.writtenPgpKeys()) {
      if (!problems.has(pgpKey)) problems.set(pgpKey, await pgpKeyProblem(pgpKey, today));
      const problem = problems.get(pgpKey);
      if (problem === undefined) continue;
      const secret = problem.includes("PRIVATE");
      this.report({ id: "pgp-key-usable", message: `pgpKey ${problem}`, fix: pgpKeyFix, file, path, secret });
    }
  }

  private *writtenPgpKeys(): Generator<{ file: string; path: Path; pgpKey: string }> {
    const found = function* (file: string, path: Path, pgpKey: string | null | undefined) {
      if (typeof pgpKey === "string") yield { file, path: [...path, "pgpKey"], pgpKey };
    };
    if (this.main !== undefined) yield* found(this.main.file, ["defaults"], this.main.written.defaults?.pgpKey);
    for (const { file, written } of [this.main, ...this.included].filter((part) => part !== undefined)) {
      for (const [key, user] of Object.entries(written.users ?? {})) {
        yield* found(file, ["users", key, "loginProfile"], user.loginProfile?.pgpKey);
        for (const [slot, accessKey] of Object.entries(user.accessKeys ?? {})) {
          yield* found(file, ["users", key, "accessKeys", slot], accessKey.pgpKey);
        }
      }
    }
  }

  public sayWhatIsLeftOut(): void {
    const [first] = this.files.values();
    if (this.diagnostics.length < maxFindings || first === undefined) return;
    const message = `there are more than ${maxFindings} problems; the others are not shown`;
    const finding = {
      id: "too-many",
      message,
      fix: "Mend the first ones, then check again.",
      file: first.name,
      path: [],
    };
    this.diagnostics.push(diagnose(finding, "error", this.files));
  }

  private report(finding: Finding): void {
    if (this.diagnostics.length >= maxFindings) return;
    if (finding.path[0] === "users" && finding.path[1] !== undefined) this.damaged.add(String(finding.path[1]));
    this.diagnostics.push(diagnose(finding, "error", this.files));
  }
}

/** Taking out what is wrong can lay open what was hidden behind it, but not deeper than the format is. */
const salvageRounds = 8;

function damagedUsers(root: YamlNode | undefined): string[] {
  const users = root === undefined ? undefined : nodeAt(root, ["users"]);
  return users?.kind === "map" ? [...users.entries].flatMap(([key, { damaged }]) => (damaged ? [key] : [])) : [];
}
