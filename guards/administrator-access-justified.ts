import type { PolicyDocument, PolicyReference, Roster } from "../roster/roster";
import { flagGuard, type Need, writeFlag } from "./guard";

export const administratorAccessJustified = flagGuard({
  id: "administrator-access-justified",
  flag: "administratorAccess",
  summary: "A user who may do anything needs administratorAccess.",
  why: "Such a user can undo every other guard. That is meant for few, and for a reason that somebody else approved.",
  fix: `Take the policy away, or add ${writeFlag("administratorAccess")}`,
  needs: (user, roster) => {
    if (user.suspended !== undefined) return [];
    const needs: Need[] = [];
    for (const [index, groupKey] of user.groups.entries()) {
      const group = roster.groups.find(({ key }) => key === groupKey);
      if (group?.policies.some((policy) => isAdministrator(policy, roster))) {
        const message = `${user.key} may do anything, through group ${groupKey}`;
        needs.push({ message, path: ["groups", index] });
      }
    }
    for (const [index, policy] of user.managedPolicies.entries()) {
      if (!isAdministrator(policy, roster)) continue;
      const name = policy.kind === "named" ? policy.key : policy.arn;
      needs.push({ message: `${user.key} may do anything, through ${name}`, path: ["policies", "managed", index] });
    }
    for (const { name, document } of user.inlinePolicies) {
      if (!grantsEverything(document)) continue;
      const message = `${user.key} may do anything, through inline policy ${name}`;
      needs.push({ message, path: ["policies", "inline", name] });
    }
    return needs;
  },
});

function isAdministrator(policy: PolicyReference, roster: Roster): boolean {
  if (policy.kind === "arn") return /:iam::aws:policy\/AdministratorAccess$/.test(policy.arn);
  const named = roster.policies.find(({ key }) => key === policy.key);
  return named !== undefined && grantsEverything(named.document);
}

/** Whether a statement allows every action on every resource; a condition does not make it harmless. */
function grantsEverything(document: PolicyDocument): boolean {
  return asList(document.Statement).some((statement) => {
    const { Effect, Action, Resource } = statement as Record<string, unknown>;
    const everyAction = asList(Action).some((action) => /^\*+(:\*+)?$/.test(String(action)));
    return Effect === "Allow" && everyAction && asList(Resource).some((resource) => /^\*+$/.test(String(resource)));
  });
}

function asList(value: unknown): unknown[] {
  return Array.isArray(value) ? value : value === undefined ? [] : [value];
}
