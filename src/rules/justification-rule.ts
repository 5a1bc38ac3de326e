import type { FlagName } from "../terms/flags";
import { kebabCase } from "../text/kebab-case";

/** The rule that demands the justification of a flag: `force-destroy-justified`. */
export function justificationRule(flag: FlagName): string {
  return `${kebabCase(flag)}-justified`;
}
