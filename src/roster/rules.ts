import { documentationOf } from "../rules/documentation";
import type { RuleText } from "../rules/rule";
import type { RosterFinding, RosterPlace } from "./diagnostics";

/** The rules that reading a roster itself applies; all are errors. docs/guards.md lists them before the guards. */
export const readingRules = [
  {
    id: "yaml",
    summary: "The file is one plain YAML document: no anchors, aliases, <<, tags or duplicate keys.",
    why: "What a user holds must be readable in the lines of the diff that grants it.",
    fix: "Write values out where they are used, or put what all users share under defaults.",
  },
  {
    id: "schema",
    summary: "Keys and values are those of docs/users-yaml.md.",
    why: "An unknown key would be ignored silently, and so would the protection that it was meant to give.",
    fix: "Correct the key or the value as the message says.",
  },
  {
    id: "empty",
    summary: "A roster has the key users, even when it has no users.",
    why: "An empty or half-written file must never mean that everybody is removed.",
    fix: "Write users: {} if that is meant.",
  },
  {
    id: "literal-text",
    summary: "Text holds no control characters, no direction overrides, and nothing that CDKTF would resolve.",
    why: "It would not reach AWS as typed, or a diff would show something other than what is applied.",
    fix: "Remove the character.",
  },
  {
    id: "include",
    summary: "Each include matches files inside the project, and no include is circular.",
    why: "An include that matches nothing would remove a whole team.",
    fix: "Correct the path or the glob.",
  },
  {
    id: "duplicate",
    summary: "A user, group or policy is in one file only.",
    why: "Which of two entries is used would depend on the order of the files.",
    fix: "Remove one of the two.",
  },
  {
    id: "too-many",
    summary: "No more than 10,000 problems are shown.",
    why: "A file with more problems is not a roster, and reading further would take minutes and gigabytes.",
    fix: "Fix the first ones, then check again.",
  },
  {
    id: "pgp-key-usable",
    summary:
      "A PGP key is one that the provider accepts: a file or the base64 of a public key that can encrypt, or keybase:NAME.",
    why: "When encryption fails after the credential was created, its secret is lost.",
    fix: "Export it with: gpg --armor --export NAME > keys/NAME.asc, and write pgpKey: { file: keys/NAME.asc }",
  },
] as const satisfies readonly RuleText[];

export type ReadingRule = (typeof readingRules)[number]["id"];

/** What a rule of reading has found, and where; the fix is left out where the message says it all. */
export type ReadingReport = RosterPlace & Pick<RosterFinding, "message" | "fix">;

export function readingFinding(id: ReadingRule, report: ReadingReport): RosterFinding {
  return { id, severity: "error", documentation: documentationOf("guard", id), ...report };
}
