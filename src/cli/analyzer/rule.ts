import type { RuleText } from "../../rules/rule";
import type { Options } from "../options";

export const analyzer = "IAM Access Analyzer";

export const analyzerOptions = {
  account: {
    type: "boolean",
    help: "asks IAM Access Analyzer what it finds in each policy document; free of charge, and the account is only read",
  },
} as const satisfies Options;

/** What `validate` calls what AWS says of a document. */
export const analyzerRule = {
  id: "access-analyzer",
  summary: "With --account: what IAM Access Analyzer says of a policy document.",
  why: "AWS checks more than its own grammar: actions and condition keys that do not exist, and what is too permissive.",
  fix: "Do what AWS says; the page behind the link explains it.",
} as const satisfies RuleText;

export const permissionFix = (permission: string) => `Allow ${permission}, or leave out --account.`;
