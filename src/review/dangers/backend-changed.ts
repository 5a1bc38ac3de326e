import { defaultStatePath } from "../../roster/normalise";
import type { PartialRoster } from "../../roster/roster";
import { listed } from "../../text/count";
import type { Concern, Context, DangerRule } from "../danger";

export const backendChanged: DangerRule = {
  id: "backend-changed",
  severity: "warning",
  summary: "The state is kept elsewhere, or in another way, than before the change.",
  why: "With another state Terraform knows nobody: who is removed by the same change is not deleted, and stays in the account.",
  fix: "Move the state with terraform init -migrate-state, and change backend alone.",
  opener: "roster",
  check: (context) => {
    const { before, after } = context.rosters;
    if (before === undefined || after === undefined) return [];
    const parts = differences(before.roster, after.roster);
    if (parts.length === 0) return [];
    return [concernOf(parts, context)];
  },
};

function concernOf(parts: readonly string[], { rosters, people }: Context): Concern {
  const message = `${listed(parts)} ${parts.length === 1 ? "is" : "are"} changed`;
  const place = rosters.placeAt("backend");
  const planned = new Set(people.map(({ key }) => key));
  const lost = (rosters.before?.roster.users ?? [])
    .map(({ key }) => key)
    .filter((key) => rosters.user("after", key) === undefined && !planned.has(key));
  if (lost.length === 0) return { message, place };
  const stay = `${listed(lost)} ${lost.length === 1 ? "is" : "are"} removed from users.yaml and not deleted by the plan`;
  return { message: `${message}, and ${stay}`, place, severity: "error" };
}

/** Names of settings: values can be secrets. */
function differences(before: PartialRoster, after: PartialRoster): string[] {
  const [was, is] = [before.backend.kind, after.backend.kind];
  if (was !== is) return [`backend (${was} before, ${is} after)`];
  const settings = [settingsOf(before), settingsOf(after)] as const;
  return [...new Set(settings.flatMap(Object.keys))]
    .filter((name) => JSON.stringify(settings[0][name]) !== JSON.stringify(settings[1][name]))
    .sort()
    .map((name) => `backend.${is}.${name}`);
}

/** The default path is that of the file: the one before the change has another name, and the same state. */
function settingsOf({ backend: { settings }, stack }: PartialRoster): Readonly<Record<string, unknown>> {
  return settings.path === defaultStatePath(stack) ? { ...settings, path: undefined } : settings;
}
