import { type Change, isChange } from "../plan/change";
import type { Plan } from "../plan/read";
import { credentialChanges } from "./model/credential";
import type { Danger } from "./model/danger";
import { type ResourceAction, resourceActions } from "./model/other";
import { type Person, personChanges } from "./model/person";
import type { Summary } from "./model/review";

export function summarise(
  people: readonly Person[],
  { changes, actions }: Pick<Plan, "changes" | "actions">,
  dangers: readonly Danger[],
): Summary {
  const summary = {
    people: zeroes(personChanges),
    credentials: zeroes(credentialChanges),
    resources: zeroes(resourceActions),
  };
  for (const { change, credentials } of people) {
    summary.people[change] += 1;
    for (const credential of credentials) summary.credentials[credential.change] += 1;
  }
  for (const change of changes) if (isChange(change)) summary.resources[actionOf(change)] += 1;
  summary.resources.invoke += actions.length;
  const open = dangers.filter(({ justified }) => justified === undefined);
  return {
    ...summary,
    errors: open.filter(({ severity }) => severity === "error").length,
    warnings: open.filter(({ severity }) => severity === "warning").length,
    notes: open.filter(({ severity }) => severity === "note").length,
    justified: dangers.length - open.length,
  };
}

export function actionOf({ action, importing, previousAddress }: Change): ResourceAction {
  if (action !== "no-op" && action !== "read") return action;
  return importing ? "import" : previousAddress === undefined ? "unknown" : "move";
}

function zeroes<Name extends string>(names: readonly Name[]): Record<Name, number> {
  return Object.fromEntries(names.map((name) => [name, 0])) as Record<Name, number>;
}
