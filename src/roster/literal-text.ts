import type { Path, YamlNode } from "./yaml-tree";

export interface TextProblem {
  readonly path: Path;
  readonly on: "key" | "value";
  readonly message: string;
}

/** Whether a file can hold such text at all: nearly none does, and walking through thousands of users takes time. */
export function mayHoldTextProblems(source: string): boolean {
  return source.includes("\\") || textProblem(source) !== undefined;
}

/** Text, keys included, that could not arrive in AWS as it was typed. */
export function* textProblems(node: YamlNode, path: Path = []): Generator<TextProblem> {
  if (node.kind === "scalar") {
    const message = typeof node.value === "string" ? textProblem(node.value) : undefined;
    if (message !== undefined) yield { path, on: "value", message };
  } else if (node.kind === "list") {
    for (const [index, item] of node.items.entries()) yield* textProblems(item, [...path, index]);
  } else {
    for (const [key, entry] of node.entries) {
      const message = textProblem(key);
      if (message !== undefined) yield { path: [...path, key], on: "key", message };
      yield* textProblems(entry.value, [...path, key]);
    }
  }
}

function textProblem(text: string): string | undefined {
  const control = controlCharacter.exec(text)?.[0]?.codePointAt(0);
  if (control !== undefined) return `the text holds an invisible character, \\u{${control.toString(16)}}`;
  if (text.includes("TfToken[")) return "the text holds TfToken[, which CDKTF takes for a reference of its own";
  return undefined;
}

/**
 * Controls but tab and line feed (after a lone carriage return Terraform's JSON reads `$$${` with one `$` too many);
 * byte order marks, which it drops; direction overrides, which make a diff read otherwise than it is; lone surrogates.
 */
const controlCharacter = /(?![\t\n])[\p{Cc}\p{Cs}\u{202a}-\u{202e}\u{2066}-\u{2069}\u{feff}]/u;
