import type { Policy } from "./document";
import { covers } from "./patterns";

/** Actions that a policy allows, as IAM writes them, sorted; `all but ...` for NotAction. Never the policy's text. */
export function allowedActions({ statements }: Policy): string[] {
  const allows = statements
    .filter(({ effect }) => effect === "Allow")
    .flatMap(({ actions = [], notActions = [] }) => {
      const but = notActions.filter(isAction);
      return [...actions.filter(isAction), ...(but.length === 0 ? [] : [`all but ${but.join(", ")}`])];
    });
  return [...new Set(allows)].sort();
}

/** Actions of a list that no other list covers: `s3:Get*` is not more than `s3:*`. */
export function actionsBeyond(some: readonly string[], others: readonly string[]): string[] {
  const known = new Set(others);
  const patterns = others.map((other) => other.toLowerCase());
  return some.filter((action) => !known.has(action) && !patterns.some((other) => covers(other, action.toLowerCase())));
}

/** `s3:Get*`, `*`: other text in its place is not repeated. */
function isAction(text: string): boolean {
  return text.length <= 128 && /^(?:\*+|[A-Za-z0-9-]+:[A-Za-z0-9*?]+|\*+:\*+)$/.test(text);
}
