import type { Context } from "./context";
import type { Policy } from "./document";
import { type Pattern, patternOf } from "./matches";

/** A text with its variables replaced; a variable without a value makes its text match nothing. */
export type Expanded =
  | { readonly kind: "pattern"; readonly pattern: string | Pattern; readonly text: string }
  | { readonly kind: "nothing" }
  | { readonly kind: "not known"; readonly why: string };

/** Policy variables work in documents of this version alone; elsewhere the text is taken literally. */
const versionWithVariables = "2012-10-17";

/** Replaces `${aws:username}` and its kin (IAM User Guide, "IAM policy elements: Variables and tags"). */
export function expand(text: string, version: string | undefined, context: Context): Expanded {
  if (version !== versionWithVariables || !text.includes("${")) return { kind: "pattern", pattern: text, text };
  const pattern: Pattern[number][] = [];
  let meant = "";
  let unknown: Expanded | undefined;
  for (const part of partsOf(text)) {
    const value = typeof part === "string" ? { kind: "text" as const, text: part } : meaningOf(part, context);
    if (value.kind === "nothing") return value;
    if (value.kind === "not known") unknown ??= value;
    else {
      meant += value.text;
      // `${*}` is the character; so are `${?}` and `${$}`.
      const isLiteral = typeof part !== "string" && literal.test(part.name);
      for (const token of isLiteral ? [value.text] : patternOf(value.text)) pattern.push(token);
    }
  }
  return unknown ?? { kind: "pattern", pattern, text: meant };
}

interface Variable {
  readonly name: string;
  /** `${aws:PrincipalTag/team, 'none'}` */
  readonly fallback: string | undefined;
}

const literal = /^[*?$]$/;

function meaningOf({ name, fallback }: Variable, context: Context) {
  if (literal.test(name)) return { kind: "text" as const, text: name };
  const carried = context(name.trim());
  if (carried.kind === "not known") return carried;
  const values = carried.kind === "values" ? carried.values : [];
  const text = (values.length === 1 ? values[0] : undefined) ?? fallback;
  return text === undefined ? { kind: "nothing" as const } : { kind: "text" as const, text };
}

// Names longer than any key are text, so that a text of many beginnings is not read to its end from each.
const variable = /\$\{([^},]{1,512})(?:,\s{0,8}'([^']{0,512})')?\}/y;

function* partsOf(text: string): Generator<string | Variable> {
  let at = 0;
  while (at < text.length) {
    const next = text.indexOf("${", at);
    const start = next < 0 ? text.length : next;
    if (start > at) yield text.slice(at, start);
    variable.lastIndex = start;
    const [written, name = "", fallback] = start < text.length ? (variable.exec(text) ?? []) : [];
    if (start < text.length) yield written === undefined ? "${" : { name, fallback };
    at = start + (written?.length ?? 2);
  }
}

/** What a policy asks of a request by its variables: `aws:username`. */
export function variableNames({ version, statements }: Policy): string[] {
  if (version !== versionWithVariables) return [];
  return statements
    .flatMap(({ resources = [], notResources = [], conditions }) => [
      ...[...resources, ...notResources],
      ...conditions.flatMap(({ values }) => values),
    ])
    .flatMap((text) => (text.includes("${") ? [...partsOf(text)] : []))
    .flatMap((part) => (typeof part === "string" || literal.test(part.name) ? [] : [part.name.trim()]));
}

/** The first variable of a policy that AWS takes literally, since the policy's version has none: `${aws:username}`. */
export function literalVariable({ version, statements }: Policy): string | undefined {
  if (version === versionWithVariables) return undefined;
  for (const { conditions, principals = [], notPrincipals = [], ...lists } of statements) {
    const { actions = [], notActions = [], resources = [], notResources = [] } = lists;
    const named = [...principals, ...notPrincipals].map(({ id }) => id);
    const values = conditions.flatMap((condition) => condition.values);
    for (const text of [...actions, ...notActions, ...resources, ...notResources, ...named, ...values]) {
      const start = text.indexOf("${");
      const end = text.indexOf("}", start);
      if (start >= 0 && end > 0) return text.slice(start, end + 1);
    }
  }
  return undefined;
}
