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
