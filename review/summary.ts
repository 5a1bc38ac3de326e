import type { Fact } from "./facts";
import { isChange } from "./person";
import {
  credentialChanges,
  type Danger,
  type Person,
  personChanges,
  type ResourceAction,
  resourceActions,
  type Summary,
} from "./review";

export function summarise(people: readonly Person[], facts: readonly Fact[], dangers: readonly Danger[]): Summary {
  const summary = {
    people: zeroes(personChanges),
    credentials: zeroes(credentialChanges),
    resources: zeroes(resourceActions),
  };
  for (const { change, credentials } of people) {
    summary.people[change] += 1;
    for (const credential of credentials) summary.credentials[credential.change] += 1;
  }
  for (const fact of facts) if (isChange(fact)) summary.resources[actionOf(fact)] += 1;
  const open = dangers.filter(({ justified }) => justified === undefined);
  return {
    ...summary,
    errors: open.filter(({ severity }) => severity === "error").length,
    warnings: open.filter(({ severity }) => severity === "warning").length,
    notes: open.filter(({ severity }) => severity === "note").length,
    justified: dangers.length - open.length,
  };
}

export function actionOf({ action, importing, previousAddress }: Fact): ResourceAction {
  if (action !== "no-op" && action !== "read") return action;
  return importing ? "import" : previousAddress === undefined ? "unknown" : "move";
}

function zeroes<Name extends string>(names: readonly Name[]): Record<Name, number> {
  return Object.fromEntries(names.map((name) => [name, 0])) as Record<Name, number>;
}
