/** The risky flags: each one's value in users.yaml is its justification. */
export const flagNames = [
  "forceDestroy",
  "plaintextSecrets",
  "consoleWithoutMfa",
  "administratorAccess",
  "directPolicies",
  "longLivedKeys",
] as const;

export type FlagName = (typeof flagNames)[number];

/** How a flag is written, for the `fix` of a message. @param expires ISO date */
export function writeFlag(flag: FlagName, expires = "..."): string {
  return `${flag}: { justification: ..., approvedBy: ..., ticket: ..., expires: ${expires} }`;
}
