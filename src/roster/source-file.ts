import { nameIn } from "../files/within";
import { lineAt, startsOfLines } from "../text/lines";
import { maxFileBytes } from "./limits";
import { parseYaml, type YamlProblem } from "./parse-yaml";
import { FileProblem, readRegularFile } from "./regular-file";
import type { YamlNode } from "./yaml-tree";

/** One file of a roster: its text, the tree of its values, and what its YAML alone already gets wrong. */
export interface SourceFile {
  /** As people name it: relative to the project, with forward slashes. */
  readonly name: string;
  readonly path: string;
  readonly text: string;
  /** Offset of the first character of each line. */
  readonly lineStarts: readonly number[];
  /** Lines, from 1, that are part of a private key: they must not reach a log. */
  readonly secretLines: ReadonlySet<number>;
  readonly root: YamlNode | undefined;
  readonly problems: readonly YamlProblem[];
}

/** A file that could not be read at all: exit code 1, not a finding. */
export class UnreadableFile extends Error {
  public override readonly name = "UnreadableFile";
}

/**
 * Reads one YAML file of a project, by its real path.
 * @throws UnreadableFile with one line that says what to do
 */
export function readSourceFile(path: string, project: string): SourceFile {
  const name = nameIn(project, path);
  const text = decode(readBytes(path, name), name);
  const lineStarts = startsOfLines(text);
  return { name, path, text, lineStarts, secretLines: linesOfPrivateKeys(text, lineStarts), ...parseYaml(text) };
}

function readBytes(path: string, name: string): Buffer {
  const maxMebibytes = maxFileBytes / 1024 / 1024;
  try {
    return readRegularFile(path, {
      maxBytes: maxFileBytes,
      larger: `the ${maxMebibytes} MiB a roster file may have; split it with \`include\``,
      folder: `name a file, or a glob such as "${name}/*.yaml"`,
    });
  } catch (error) {
    if (!(error instanceof FileProblem)) throw error;
    throw new UnreadableFile(`${name}: ${error.message}`);
  }
}

function decode(bytes: Buffer, name: string): string {
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) {
    throw new UnreadableFile(`${name}: is UTF-16; save it as UTF-8`);
  }
  if (bytes.includes(0))
    throw new UnreadableFile(`${name}: is not text (it holds a NUL byte); a roster is YAML in UTF-8`);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new UnreadableFile(`${name}: is not valid UTF-8; save it as UTF-8`);
  }
}

/** Line and column of an offset, both from 1; columns count UTF-16 units, as editors and SARIF do. */
export function lineAndColumn(file: SourceFile, offset: number): { line: number; column: number } {
  const line = lineAt(file.lineStarts, offset);
  return { line, column: offset - (file.lineStarts[line - 1] ?? 0) + 1 };
}

function linesOfPrivateKeys(text: string, lineStarts: readonly number[]): ReadonlySet<number> {
  const lines = new Set<number>();
  for (const { index, 0: block } of text.matchAll(/-----BEGIN [A-Z ]{0,40}PRIVATE KEY[\s\S]*?(?:-----END|$)/g)) {
    const last = lineAt(lineStarts, index + block.length);
    for (let line = lineAt(lineStarts, index); line <= last; line += 1) lines.add(line);
  }
  return lines;
}
