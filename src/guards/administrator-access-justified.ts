import { readPolicy } from "../policy/document";
import { isAdministratorPolicy, powerOf } from "../policy/power";
import type { PolicyDocument, PolicyReference } from "../roster/roster";
import type { Path } from "../roster/yaml-tree";
import { writeFlag } from "../terms/flags";
import { flagGuard, type Need } from "./guard";

export const administratorAccessJustified = flagGuard({
  flag: "administratorAccess",
  summary: "A user who may do anything needs administratorAccess.",
  why: "Such a user can undo every other guard. Few users need that, and somebody other than the owner must approve it.",
  fix: `Remove the policy, or add ${writeFlag("administratorAccess")}`,
  needs: ({ roster }) => {
    const policies = new Set(
      roster.policies.filter(({ document }) => grantsEverything(document)).map(({ key }) => key),
    );
    const isAdministrator = (policy: PolicyReference) =>
      policy.kind === "named" ? policies.has(policy.key) : isAdministratorPolicy(policy.arn);
    const groups = new Set(roster.groups.filter((group) => group.policies.some(isAdministrator)).map(({ key }) => key));
    return (user) => {
      if (user.suspended !== undefined) return [];
      const need = (through: string, ...path: Path): Need => ({
        message: `${user.key} may do anything, through ${through}`,
        path,
      });
      return [
        ...user.groups.flatMap((key, index) => (groups.has(key) ? need(`group ${key}`, "groups", index) : [])),
        ...user.managedPolicies.flatMap((policy, index) =>
          isAdministrator(policy)
            ? need(policy.kind === "named" ? `policy ${policy.key}` : policy.arn, "policies", "managed", index)
            : [],
        ),
        ...user.inlinePolicies.flatMap(({ name, document }) =>
          grantsEverything(document) ? need(`inline policy ${name}`, "policies", "inline", name) : [],
        ),
      ];
    };
  },
});

function grantsEverything(document: PolicyDocument): boolean {
  const policy = readPolicy(document);
  return policy !== undefined && powerOf(policy).everything;
}
