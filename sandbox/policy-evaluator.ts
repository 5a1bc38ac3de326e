import { type Context, conditionsHold } from "./policy-conditions";
import { textMatches } from "./wildcards";

export interface Question {
  /** With its service: `iam:CreateUser`. */
  readonly action: string;
  readonly resource: string;
  readonly context: Context;
}

export type Verdict = "allow" | "deny" | "none";

export type OneOrMany = string | readonly string[];

export interface Statement {
  readonly Effect?: string;
  readonly Action?: OneOrMany;
  readonly NotAction?: OneOrMany;
  readonly Resource?: OneOrMany;
  readonly NotResource?: OneOrMany;
  readonly Principal?: unknown;
  readonly NotPrincipal?: unknown;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

export interface Document {
  readonly Version?: string;
  readonly Statement: Statement | readonly Statement[];
}

export function asList(value: OneOrMany | undefined): readonly string[] {
  if (value === undefined) return [];
  return typeof value === "string" ? [value] : value;
}

export function statementsOf(document: Document): readonly Statement[] {
  return Array.isArray(document.Statement) ? document.Statement : [document.Statement as Statement];
}

/**
 * Policy variables work only in documents of version 2012-10-17; elsewhere the text is taken literally.
 * A variable without a value makes its text match nothing (IAM User Guide, "Policy variables").
 */
function expand(pattern: string, document: Document, context: Context): string | undefined {
  if (document.Version !== "2012-10-17" || !pattern.includes("${")) return pattern;
  let known = true;
  const text = pattern.replace(/\$\{([^},]+)(?:,\s*'([^']*)')?\}/g, (_all, name: string, fallback?: string) => {
    if (name === "*" || name === "?" || name === "$") return name;
    const values = context.get(name.trim().toLowerCase());
    if (values?.length === 1 && values[0] !== undefined) return values[0];
    if (fallback === undefined) known = false;
    return fallback ?? "";
  });
  return known ? text : undefined;
}

function actionListed(list: OneOrMany | undefined, action: string): boolean {
  return asList(list).some((pattern) => textMatches(pattern.toLowerCase(), action.toLowerCase()));
}

function applies(statement: Statement, document: Document, question: Question): boolean {
  const { action, resource, context } = question;
  const resourceListed = (list: OneOrMany | undefined) =>
    asList(list).some((pattern) => {
      const text = expand(pattern, document, context);
      return text !== undefined && textMatches(text, resource);
    });
  if (statement.Action !== undefined && !actionListed(statement.Action, action)) return false;
  if (statement.NotAction !== undefined && actionListed(statement.NotAction, action)) return false;
  if (statement.Resource !== undefined && !resourceListed(statement.Resource)) return false;
  if (statement.NotResource !== undefined && resourceListed(statement.NotResource)) return false;
  return conditionsHold(statement.Condition, context, (text) => expand(text, document, context));
}

export function readDocument(text: string): Document {
  return JSON.parse(text) as Document;
}

/** Judges a set of policies of one kind: an explicit deny wins, then any allow, otherwise silence. */
export function judge(
  documents: readonly string[],
  question: Question,
  covers: (statement: Statement) => boolean = () => true,
): Verdict {
  let verdict: Verdict = "none";
  for (const text of documents) {
    const document = readDocument(text);
    for (const statement of statementsOf(document)) {
      if (!covers(statement) || !applies(statement, document, question)) continue;
      if (statement.Effect === "Deny") return "deny";
      verdict = "allow";
    }
  }
  return verdict;
}
