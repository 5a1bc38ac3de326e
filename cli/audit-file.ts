import { join, resolve } from "node:path";
import type { CommandInput } from "./command";
import { projectFolder } from "./project";

export const auditOptions = { audit: { type: "string" } } as const;

export const auditHelp = [
  "--audit FILE       the audit log, hash-chained JSON Lines; default: roster-audit.jsonl of the project",
];

/** Where the audit log of a project is. */
export function auditFileOf({ values, cwd }: CommandInput): string {
  return values.audit === undefined
    ? join(projectFolder(cwd), "roster-audit.jsonl")
    : resolve(cwd, String(values.audit));
}
