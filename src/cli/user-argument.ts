import type { Arguments } from "./arguments";

/** The person that a command is about. */
export const userArgument = {
  user: { value: "USER", help: "the key of an entry, or an IAM name" },
} as const satisfies Arguments;
