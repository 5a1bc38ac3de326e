import { readAddress } from "../../terms/addresses";
import { walkJson } from "../../text/json-walk";
import { lineAt, startsOfLines } from "../../text/lines";

/** The lines, from 1, on which a resource is written. */
interface ResourceLines {
  readonly address: string;
  readonly first: number;
  readonly last: number;
}

/** Which resource stands on which lines of a file that a scanner has read. */
export class LinesOfResources {
  private readonly resources: readonly ResourceLines[];
  private readonly lines: readonly string[];

  /** @param json whether it is JSON: `cdk.tf.json`, or a plan as `terraform show -json` prints it; else it is HCL */
  public constructor(text: string, json: boolean) {
    this.lines = text.split("\n");
    this.resources = json ? inJson(text) : inHcl(this.lines);
  }

  /**
   * The resource that a region is about: the only one that it touches. A line more or less at its border is the scanner's
   * counting. A file of one line tells nothing.
   * @param snippet the lines as the scanner saw them: where they are others, the file is another by now
   */
  public at(region: {
    readonly startLine: number;
    readonly endLine: number;
    readonly snippet?: string;
  }): string | undefined {
    const { startLine, endLine, snippet } = region;
    if (snippet !== undefined && !this.has(snippet, startLine, endLine)) return undefined;
    const touched = this.touched(startLine, endLine)
      .map((resource) => ({ ...resource, common: common(resource, startLine, endLine) }))
      .sort((one, other) => other.common - one.common);
    const [most, next] = touched;
    if (most === undefined || touched.length > 3) return undefined;
    return next === undefined || (next.common === 1 && most.common > 2) ? most.address : undefined;
  }

  /** Those on these lines, and not many more: they stand one after the other. */
  private touched(startLine: number, endLine: number): ResourceLines[] {
    let low = 0;
    let high = this.resources.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.resources[middle]?.last ?? 0) < startLine) low = middle + 1;
      else high = middle;
    }
    return this.resources.slice(low, low + 4).filter(({ first }) => first <= endLine);
  }

  /** Half of the lines are enough: scanners mask secrets in them. */
  private has(snippet: string, startLine: number, endLine: number): boolean {
    const there = new Set(this.lines.slice(Math.max(0, startLine - 2), endLine + 1).map((line) => line.trim()));
    const given = snippet
      .split("\n")
      .map((line) => line.trim())
      .filter((line) => line !== "");
    return given.filter((line) => there.has(line)).length * 2 >= given.length;
  }
}

function common({ first, last }: ResourceLines, startLine: number, endLine: number): number {
  return Math.min(last, endLine) - Math.max(first, startLine) + 1;
}

/** Where a plan has resources. */
const lists: ReadonlySet<unknown> = new Set(["resources", "resource_changes", "resource_drift"]);

/** In Terraform's JSON `resource.<type>.<name>`; in a plan each object that has the address of a resource. */
function inJson(text: string): ResourceLines[] {
  const found: { address: string; start: number; end: number }[] = [];
  const addresses = new Map<number, string>();
  walkJson(text, (path, start, end) => {
    if (path.at(-1) === "address" && text[start] === '"') {
      addresses.set(path.length - 1, JSON.parse(text.slice(start, end)));
      return;
    }
    if (text[start] !== "{") return;
    const own = addresses.get(path.length);
    addresses.delete(path.length);
    const [section, type, name] = path;
    const listed = typeof path.at(-1) === "number" && lists.has(path.at(-2));
    const address = section === "resource" && path.length === 3 ? `${type}.${name}` : listed ? own : undefined;
    if (address !== undefined && readAddress(address) !== undefined) found.push({ address, start, end });
  });
  const starts = startsOfLines(text);
  return found.map(({ address, start, end }) => ({
    address,
    first: lineAt(starts, start),
    last: lineAt(starts, end - 1),
  }));
}

const blockStart = /^\s{0,20}resource\s{1,20}"([\w-]{1,200})"\s{1,20}"([\w-]{1,300})"\s{0,20}\{/;

/** In HCL from `resource "type" "name" {` to the brace in the same column, as `terraform fmt` writes it. */
function inHcl(lines: readonly string[]): ResourceLines[] {
  const found: ResourceLines[] = [];
  let open: { address: string; first: number; indent: string } | undefined;
  for (const [index, line] of lines.entries()) {
    const [, type, name] = blockStart.exec(line) ?? [];
    if (type !== undefined) {
      open = { address: `${type}.${name}`, first: index + 1, indent: /^\s*/.exec(line)?.[0] ?? "" };
      if (!line.trimEnd().endsWith("}")) continue;
    }
    if (open === undefined || (line.trimEnd() !== `${open.indent}}` && type === undefined)) continue;
    found.push({ address: open.address, first: open.first, last: index + 1 });
    open = undefined;
  }
  return found;
}
