import { accountOfArn } from "../terms/arns";
import type { Policy } from "./document";
import { fullAccess } from "./escalations";
import { strangeAccount } from "./known-account";
import { type Escalation, Power } from "./power";
import { havingOnly } from "./principal";
import { coversAction } from "./statements";

/** How whoever has nothing but this policy can become administrator. */
export function powerOfPolicy(policy: Policy, accountId?: string): readonly Escalation[] {
  const who = havingOnly(policy, accountId);
  return new Power(strangeAccount("aws", accountOfArn(who.arn))).of(who);
}

/** Whether whoever has nothing but this policy may do everything. */
export function allowsEverything(policy: Policy): boolean {
  const allows = policy.statements.filter(({ effect }) => effect === "Allow");
  if (!fullAccess.every((action) => allows.some((statement) => coversAction(statement, action)))) return false;
  return powerOfPolicy(policy).some(({ id }) => id === "full-access");
}
