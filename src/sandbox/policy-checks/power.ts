import { readPolicy, type Statement } from "../../policy/document";
import { powerOfPolicy } from "../../policy/policy-power";
import { statementPath } from "../../policy/statement-path";
import { coversAction } from "../../policy/statements";
import { type Check, check, ownCheck } from "./check";

/** How whoever has nothing but this policy can become administrator. AWS itself knows of iam:PassRole alone. */
export function powerChecks(document: Readonly<Record<string, unknown>>, accountId: string): Check[] {
  const policy = readPolicy(document);
  if (policy === undefined) return [];
  const passing = policy.statements.flatMap((statement) => passRoleCheck(statement, document));
  const ways = powerOfPolicy(policy, accountId).filter(({ id }) => !id.startsWith("pass-role-"));
  const others = ways.map(({ id, name, statement }) => {
    const path = statement === undefined ? [] : statementPath(document, statement.place);
    return ownCheck("SECURITY_WARNING", id, `Whoever has this policy can become administrator: ${name}.`, path);
  });
  return [...passing, ...others];
}

const passRole = "iam:PassRole";

/** Not where a condition says to which service (IAM User Guide, "Pass role with star in resource"). */
function passRoleCheck(statement: Statement, document: object): Check[] {
  const { effect, actions, resources, notResources, conditions, place } = statement;
  const limited = conditions.some(({ key }) => key.toLowerCase() === "iam:passedtoservice");
  if (effect !== "Allow" || limited || !coversAction(statement, passRole)) return [];
  const path = (element: string) => [...statementPath(document, place), element];
  const plain = actions?.some((action) => action.toLowerCase() === passRole.toLowerCase());
  if (notResources !== undefined) {
    if (actions === undefined) return [check("PASS_ROLE_WITH_NOT_ACTION_AND_NOT_RESOURCE", path("NotResource"))];
    const code = plain ? "PASS_ROLE_WITH_NOT_RESOURCE" : "PASS_ROLE_WITH_STAR_IN_ACTION_AND_NOT_RESOURCE";
    return [check(code, path("NotResource"))];
  }
  if (!(resources ?? []).some(coversSeveralRoles)) return [];
  if (actions === undefined) return [check("PASS_ROLE_WITH_STAR_IN_RESOURCE_AND_NOT_ACTION", path("Resource"))];
  return [
    check(plain ? "PASS_ROLE_WITH_STAR_IN_RESOURCE" : "PASS_ROLE_WITH_STAR_IN_ACTION_AND_RESOURCE", path("Resource")),
  ];
}

/** A wildcard in what names the role; one in the account's place alone names one role. */
function coversSeveralRoles(resource: string): boolean {
  if (resource === "*") return true;
  const [, , service = "", , , ...name] = resource.split(":");
  return /^(?:iam|\*)$/.test(service) && /^(?:role|\*)/.test(name.join(":")) && /[*?]/.test(name.join(":"));
}
