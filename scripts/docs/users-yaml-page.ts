import { prose } from "./markdown";
import type { Schema } from "./schema-text";
import { sections } from "./sections";

export interface Examples {
  /** Ten lines. */
  readonly short: string;
  /** The sample users.yaml. */
  readonly sample: string;
}

/** docs/users-yaml.md: every key, section by section, in the order of the schema. */
export function usersYamlPage(schema: Schema, examples: Examples): string {
  return [
    "# users.yaml",
    "<!-- Generated from roster/users.schema.json by `npm run docs`: do not edit. -->",
    prose(schema.description ?? ""),
    "One file is one account and one stack. The smallest useful file:",
    fenced(examples.short),
    notes,
    ...sections(schema),
    "## A whole example",
    "The sample of the repository: it is valid, and `npm start` rehearses it.",
    fenced(examples.sample),
  ]
    .join("\n\n")
    .concat("\n");
}

const notes = `**In the editor.** With \`# yaml-language-server: $schema=./node_modules/iam-roster/roster/users.schema.json\` as its first line,
as \`roster init\` writes it, every key is completed, checked and explained by the YAML extension of VS Code, by JetBrains, and by whatever else uses yaml-language-server.

**What is not YAML here.** Anchors, aliases, \`<<\`, tags and duplicate keys are refused: what a user holds must be readable in
the lines of the diff that grants it. Text is data: \`\${\` and \`%{\` reach AWS as typed, and Terraform never evaluates them.

**What else is refused** is listed in [guards.md](guards.md), rule by rule.

Below, NAME is a key of your choice.`;

function fenced(yaml: string): string {
  return `\`\`\`yaml\n${yaml.trimEnd()}\n\`\`\``;
}
