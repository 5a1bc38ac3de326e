/*
 * Writes the pages of docs/ that say again what the code says: `npm run docs`. test/docs/generated.test.ts fails when
 * one of them is out of date.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { auditRules } from "../src/audit/rules/index";
import { analyzerRule } from "../src/cli/analyzer/rule";
import { loadCommands } from "../src/cli/commands/index";
import { callerChecks, roleChecks } from "../src/doctor/checks/index";
import { betweenGuards } from "../src/guards/between/index";
import { guards } from "../src/guards/index";
import { dangerRules } from "../src/review/dangers/index";
import { readingRules } from "../src/roster/rules";
import { actionsPart } from "./docs/actions-part";
import { commandsPage } from "./docs/commands-page";
import { guardsPage } from "./docs/guards-page";
import { withPart } from "./docs/page-part";
import { permissionsPage } from "./docs/permissions-page";
import { ruleSection, rulesPart } from "./docs/rule-sections";
import type { Schema } from "./docs/schema-text";
import { topicsIn } from "./docs/situations";
import { situationsPage } from "./docs/situations-page";
import { usersYamlPage } from "./docs/users-yaml-page";

/** The generated pages of a checkout, by their paths in it. */
export async function generatedPages(root: string): Promise<Record<string, string>> {
  const read = (...path: string[]) => readFileSync(join(root, ...path), "utf8");
  const schema = JSON.parse(read("roster", "users.schema.json")) as Schema;
  const short = /<!-- example: users.yaml -->\n```yaml\n([\s\S]*?)```/.exec(read("README.md"))?.[1];
  if (short === undefined) throw new Error("README.md has no <!-- example: users.yaml -->");
  return {
    "docs/users-yaml.md": usersYamlPage(schema, { short, sample: read("users.yaml") }),
    "docs/commands.md": commandsPage(await loadCommands()),
    "docs/guards.md": guardsPage(readingRules, guards, betweenGuards, analyzerRule),
    "docs/review.md": withPart(read("docs", "review.md"), "rules", rulesPart(dangerRules)),
    "docs/audit.md": withPart(read("docs", "audit.md"), "rules", rulesPart(auditRules)),
    "docs/doctor.md": withPart(
      read("docs", "doctor.md"),
      "rules",
      [...callerChecks, ...roleChecks].map(ruleSection).join("\n\n"),
    ),
    "docs/permissions.md": permissionsPage(),
    "docs/sandbox.md": withPart(read("docs", "sandbox.md"), "actions", actionsPart()),
    "docs/what-the-gate-sees.md": situationsPage(topicsIn(join(root, "test", "review", "situations"))),
  };
}

async function main(): Promise<void> {
  for (const [path, text] of Object.entries(await generatedPages(process.cwd()))) {
    writeFileSync(path, text);
    console.log(path);
  }
}

if (require.main === module) void main();
