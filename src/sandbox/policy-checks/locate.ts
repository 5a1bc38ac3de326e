import { walkJson } from "../../text/json-walk";
import type { Check } from "./check";
import { valueAt } from "./grammar";

interface Position {
  readonly line: number;
  readonly column: number;
  readonly offset: number;
}

/** Writes findings as AWS does: with the way to what is wrong, and where that stands in the text. Lines count from 1, columns from 0. */
export function locate(checks: readonly Check[], text: string, document: unknown): object[] {
  const spans = new Map<string, readonly [number, number]>();
  const wanted = new Set(checks.map(({ path }) => JSON.stringify(existing(path, document))));
  walkJson(text, (path, start, end) => {
    const name = JSON.stringify(path);
    if (wanted.has(name)) spans.set(name, [start, end]);
  });
  return checks.map(({ path: given, ...check }) => {
    const path = existing(given, document);
    const [start, end] = spans.get(JSON.stringify(path)) ?? [0, 0];
    const location = {
      path: path.map((step) => (typeof step === "number" ? { index: step } : { value: step })),
      span: { start: positionAt(text, start), end: positionAt(text, end) },
    };
    return { ...check, locations: [location] };
  });
}

/** What is missing is told where it should be. */
function existing(path: Check["path"], document: unknown): Check["path"] {
  let length = path.length;
  while (length > 0 && valueAt(document, path.slice(0, length)) === undefined) length -= 1;
  return path.slice(0, length);
}

function positionAt(text: string, offset: number): Position {
  const before = text.slice(0, offset);
  const lineStart = before.lastIndexOf("\n") + 1;
  return { line: before.split("\n").length, column: offset - lineStart, offset };
}
