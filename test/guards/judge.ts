import { join } from "node:path";
import { type Guard, guards, judge } from "../../src/guards/index";
import { byPlace, diagnose, loadRoster } from "../../src/roster/index";
import { testdir } from "../testdir";
import { whole } from "../whole";

const today = "2026-11-21";

/** What a guard of this id says of a roster, one line a finding: place, severity, message; the fix below it. */
export async function judged(id: string, yaml: string, listed: readonly Guard[] = guards): Promise<string> {
  const folder = testdir({ "users.yaml": `version: 1\n${yaml.replace(/^\n/, "")}` });
  const loaded = await loadRoster(join(folder, "users.yaml"), { today: new Date(today) });
  return judge(whole(loaded), today, listed)
    .filter((finding) => finding.id === id)
    .map((finding) => diagnose(finding, loaded.files))
    .sort(byPlace)
    .map(({ line, column, severity, message, fix }) => `${line}:${column} ${severity} ${message}\n  ${fix}`)
    .join("\n");
}

/** A justification that is sound on `today`, for a flag that a test is not about. */
export const sound =
  "{ justification: The build server is outside AWS and cannot use roles, approvedBy: secops@example.com, ticket: SEC-1, expires: 2027-06-30 }";
