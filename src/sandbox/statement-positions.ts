/** A place in a text, counted from 1 as a simulation does. */
export interface Position {
  readonly Line: number;
  readonly Column: number;
}

export interface Span {
  readonly start: Position;
  readonly end: Position;
}

const quoted = /"(?:[^"\\]|\\.)*"/y;

/**
 * Where the statements of a policy document are, in their order. As AWS tells it: a statement in a list begins where
 * what precedes it ends (after `[`, or after the statement before), a single one at its brace, and each ends after its
 * brace (seen in answers that people published).
 * @param document JSON that is a policy
 */
export function statementPositions(document: string): Span[] {
  const spans: Span[] = [];
  const positionOf = positions(document);
  let key: string | undefined;
  let depth = 0;
  /** The depth at which a brace ends a statement: those of a list are one level deeper than a single one. */
  let ending: 2 | 3 | undefined;
  let start = 0;
  for (let at = 0; at < document.length; at += 1) {
    const character = document.charAt(at);
    if (character === '"') {
      quoted.lastIndex = at;
      const [text = '"'] = quoted.exec(document) ?? [];
      if (depth === 1) key = text;
      at += text.length - 1;
    } else if (character === "{" || character === "[") {
      depth += 1;
      if (depth !== 2 || !isStatement(key)) continue;
      ending = character === "[" ? 3 : 2;
      start = character === "[" ? at + 1 : at;
    } else if (character === "}" || character === "]") {
      if (character === "}" && depth === ending) {
        spans.push({ start: positionOf(start), end: positionOf(at + 1) });
        start = at + 1;
      }
      if (depth === 2) ending = undefined;
      depth -= 1;
    }
  }
  return spans;
}

function isStatement(key: string | undefined): boolean {
  try {
    return key !== undefined && JSON.parse(key) === "Statement";
  } catch {
    return false;
  }
}

/** Positions are asked for in rising order. */
function positions(text: string): (at: number) => Position {
  let line = 1;
  let begin = 0;
  return (at) => {
    for (let next = text.indexOf("\n", begin); next >= 0 && next < at; next = text.indexOf("\n", begin)) {
      line += 1;
      begin = next + 1;
    }
    return { Line: line, Column: at - begin + 1 };
  };
}
