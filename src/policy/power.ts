import { awsPolicyName } from "../terms/partitions";
import type { Policy, Statement } from "./document";

/** What a policy can do, as a reviewer sees it: never the policy's text. */
export interface Power {
  /** Allows every action on every resource; a condition does not make that harmless. */
  readonly everything: boolean;
  /** Allowed actions as IAM writes them, sorted; `all but ...` for NotAction. */
  readonly allows: readonly string[];
}

export function powerOf({ statements }: Policy): Power {
  const allowing = statements.filter(({ effect }) => effect === "Allow");
  const allows = allowing.flatMap(({ actions = [], notActions = [] }) => {
    const but = notActions.filter(isAction);
    return [...actions.filter(isAction), ...(but.length === 0 ? [] : [`all but ${but.join(", ")}`])];
  });
  return { everything: allowing.some(isEverything), allows: [...new Set(allows)].sort() };
}

/** Whether a policy of AWS makes an administrator. */
export function isAdministratorPolicy(arn: string): boolean {
  return awsPolicyName(arn) === "AdministratorAccess";
}

/** What one policy allows and another does not, as they are written: `s3:*` is not more than `s3:Get*` here. */
export function allowsBeyond(power: Power | undefined, other: Power | undefined): string[] {
  const known = new Set(other?.allows);
  return (power?.allows ?? []).filter((action) => !known.has(action));
}

function isEverything({ actions = [], resources = [] }: Statement): boolean {
  return (
    actions.some((action) => /^\*+(?::\*+)?$/.test(action)) && resources.some((resource) => /^\*+$/.test(resource))
  );
}

/** `s3:Get*`, `*`: other text in its place is not repeated. */
function isAction(text: string): boolean {
  return text.length <= 128 && /^(?:\*+|[A-Za-z0-9-]+:[A-Za-z0-9*?]+|\*+:\*+)$/.test(text);
}
