import { existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import type { RosterDefaults } from "../adopt/adoption";
import { realProjectFolder } from "../files/project-folder";
import { isWithin, nameIn } from "../files/within";
import { writeWhole } from "../files/write-whole";
import { shownText } from "../roster/diagnostics";
import { type Loaded, loadRoster, type Roster } from "../roster/index";
import { draftOf, errorsBesideFlags } from "../roster/loaded";
import { parseYaml } from "../roster/parse-yaml";
import { nodeAt, type Path, type YamlNode } from "../roster/yaml-tree";
import { UsageError } from "./command";
import type { RosterFile } from "./project";

/** The text of a roster and its includes, by name relative to the project; nothing on disk changes before `write`. */
export class RosterFiles {
  private constructor(
    private readonly project: string,
    /** Name of the roster's own file. */
    public readonly main: string,
    private readonly texts: ReadonlyMap<string, string>,
    public readonly loaded: Loaded,
  ) {}

  /**
   * Reads them; a roster that does not exist yet begins empty.
   * @param region of an account outside the partition `aws`
   * @throws UsageError as `draftRoster` does
   */
  static async open(file: RosterFile, accountId: string, today: Date, region?: string): Promise<RosterFiles> {
    const project = realProjectFolder(dirname(file.path));
    if (!existsSync(file.path)) {
      const where = region === undefined ? "" : `, region: ${region}`;
      const begun = `version: 1\naccount: { id: "${accountId}"${where} }\nusers: {}\n`;
      const name = isWithin(file.path, project) ? nameIn(project, file.path) : file.name;
      return RosterFiles.read(project, name, new Map([[name, begun]]), today);
    }
    return RosterFiles.existing(file, today);
  }

  /** @throws UsageError when it cannot be read, holds errors, or a file of it lies outside the project */
  static async existing(file: RosterFile, today: Date): Promise<RosterFiles> {
    const project = realProjectFolder(dirname(file.path));
    const loaded = await loadRoster(file.path, { today });
    const texts = new Map([...loaded.files.values()].map(({ name, text }) => [name, text]));
    const outside = [...loaded.files.values()].find(({ path }) => !isWithin(path, project));
    if (outside !== undefined) throw new UsageError(`${outside.name} lies outside the project ${project}`);
    return new RosterFiles(project, draftRoster(loaded, file.name).file, texts, loaded);
  }

  /** The same files with other texts, read again. */
  async with(texts: ReadonlyMap<string, string>, today: Date): Promise<RosterFiles> {
    return RosterFiles.read(this.project, this.main, new Map([...this.texts, ...texts]), today);
  }

  /** Files whose text on disk is another one than was read. @returns names */
  public changedOnDisk(): string[] {
    return [...this.texts.keys()].filter((name) => {
      const path = resolve(this.project, name);
      return !existsSync(path) || readFileSync(path, "utf8") !== this.text(name);
    });
  }

  public text(name: string): string {
    return this.texts.get(name) ?? "";
  }

  /** The text as it may be shown: a line of a private key must not reach a log. */
  public shown(name: string): string {
    const file = this.loaded.files.get(name);
    return file === undefined ? this.text(name) : shownText(file);
  }

  /** What the roster's own file says there. */
  public said(path: Path): YamlNode | undefined {
    const { root } = parseYaml(this.text(this.main));
    return root === undefined ? undefined : nodeAt(root, path);
  }

  /** Writes what differs from what is on disk, each file whole or not at all. @returns names */
  public write(): string[] {
    const changed = this.changedOnDisk();
    for (const name of changed) {
      const path = resolve(this.project, name);
      mkdirSync(dirname(path), { recursive: true });
      writeWhole(path, this.text(name), { shared: true });
    }
    return changed;
  }

  /** Includes are files, so the texts are read from a folder of their own. */
  private static async read(
    project: string,
    main: string,
    texts: ReadonlyMap<string, string>,
    today: Date,
  ): Promise<RosterFiles> {
    const folder = mkdtempSync(join(realpathSync(tmpdir()), "roster-edit-"));
    try {
      for (const [name, text] of texts) {
        mkdirSync(dirname(join(folder, name)), { recursive: true });
        writeFileSync(join(folder, name), text);
      }
      const loaded = await loadRoster(join(folder, main), { project: folder, keyFolder: project, today });
      return new RosterFiles(project, main, texts, loaded);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
}

/**
 * The roster that plans are made of, which are read and thrown away.
 * @throws UsageError when it holds what adopt could lose: errors other than flags that are not justified yet
 */
export function draftRoster(loaded: Loaded, name: string): Roster {
  const draft = draftOf(loaded);
  if (draft !== undefined) return draft;
  const errors = errorsBesideFlags(loaded).slice(0, 5).join("\n  ");
  throw new UsageError(`${name} has errors; fix them first:\n  ${errors}`);
}

/** Defaults that entries must say no to; the normalised roster has them filled in already. */
export function defaultsOf(files: RosterFiles, roster: Roster): RosterDefaults {
  const path = files.said(["defaults", "path"]);
  return {
    path: path?.kind === "scalar" ? String(path.value) : "/",
    permissionsBoundary: roster.defaults.permissionsBoundary !== undefined,
  };
}
