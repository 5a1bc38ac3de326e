import { join, resolve } from "node:path";
import { projectFolder } from "../files/project-folder";
import type { Context } from "./command";
import type { Options } from "./options";

export const auditFileOptions = {
  audit: {
    type: "string",
    value: "FILE",
    help: "the audit log, hash-chained JSON Lines; default: roster-audit.jsonl of the project",
  },
} as const satisfies Options;

/** Where the audit log of a project is. */
export function auditFileOf({ values, cwd }: Pick<Context, "cwd"> & { values: { audit: string | undefined } }): string {
  return values.audit === undefined ? join(projectFolder(cwd), "roster-audit.jsonl") : resolve(cwd, values.audit);
}
