import { existsSync, readFileSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { projectFolder } from "../../files/project-folder";
import { liesIn, nameIn } from "../../files/within";
import type { SarifPlace } from "../../rules/sarif/result";
import { LinesOfResources } from "./resource-lines";

/** A plan of 5,000 users has some 60 MB. */
const maxBytes = 256 * 1024 * 1024;

/** What is known of the place that a tool names. */
export interface Scanned {
  /** As people in this folder name it; the tool's own name where the file is not here. */
  readonly name: string;
  /** @default - the place is that of no resource, or of several */
  readonly address?: string;
}

/** The files that scanners have read, as far as they lie in this project. */
export class ScannedFiles {
  private readonly known = new Map<string, LinesOfResources | undefined>();

  public constructor(private readonly cwd: string) {}

  public at(place: SarifPlace): Scanned {
    const path = this.pathOf(place);
    if (path === undefined) return { name: decoded(place.uri) };
    const address = this.linesOf(path)?.at(place);
    return { name: nameIn(this.cwd, path), ...(address === undefined ? {} : { address }) };
  }

  /** Only a file of this project is opened, whatever the report says. */
  private pathOf({ uri, base }: SarifPlace): string | undefined {
    const project = projectFolder(this.cwd);
    const name = decoded(uri);
    const absolute = name.startsWith("file:") ? pathIn(name) : undefined;
    const folders = [this.cwd, project, join(project, "cdktf.out"), ...(base === undefined ? [] : [pathIn(base)])];
    const paths = name.startsWith("file:")
      ? [absolute]
      : folders.map((folder) => (folder === undefined ? undefined : resolve(folder, name.replace(/^\/+/, ""))));
    return paths.find((path) => path !== undefined && isHere(path, project));
  }

  private linesOf(path: string): LinesOfResources | undefined {
    if (!/\.(?:json|tf)$/.test(path)) return undefined;
    if (!this.known.has(path))
      this.known.set(path, new LinesOfResources(readFileSync(path, "utf8"), path.endsWith("n")));
    return this.known.get(path);
  }
}

function isHere(path: string, project: string): boolean {
  try {
    const stat = existsSync(path) ? statSync(path) : undefined;
    return stat?.isFile() === true && stat.size <= maxBytes && liesIn(path, project);
  } catch {
    return false;
  }
}

function decoded(uri: string): string {
  try {
    return uri.startsWith("file:") ? uri : decodeURIComponent(uri);
  } catch {
    return uri;
  }
}

function pathIn(uri: string): string | undefined {
  try {
    return fileURLToPath(uri);
  } catch {
    return undefined;
  }
}
