import type { ForgottenLeaver } from "../../adopt/forgotten-leaver";
import type { Change } from "../../plan/change";
import type { Plan } from "../../plan/read";
import { textOf } from "../../plan/values";
import { userAttributeOf } from "../../terms/holdings";
import { changeLine, judgePlan } from "../adopt/proof";

/**
 * Why a plan may not take leavers back, one line each; none where it imports what is theirs, and does nothing else. Weeks can lie
 * between `adopt --mend` and the deploy: whoever has the name or the device by then is not removed instead of them.
 */
export function refusals({ changes }: Pick<Plan, "changes">, leavers: readonly ForgottenLeaver[]): string[] {
  const imports = leavers.flatMap((leaver) => leaver.imports);
  const { missing, wrong, pending } = judgePlan({ changes }, { imports, before: new Set() });
  return [
    ...missing.map((address) => `${address}: it is not imported`),
    ...[...wrong, ...pending].map(changeLine),
    ...leavers.flatMap((leaver) => strangersIn(changes, leaver)),
  ];
}

function strangersIn(changes: readonly Change[], { name, userId, imports }: ForgottenLeaver): string[] {
  const own = new Set(imports.map(({ to }) => to));
  return changes
    .filter(({ address }) => own.has(address))
    .flatMap((change) => {
      if (change.type === "aws_iam_user") {
        const found = change.after?.unique_id;
        return found === userId
          ? []
          : [`${change.address}: ${name} is ${found ?? "unknown"}, and ${userId} was leaving`];
      }
      const holder = textOf(change.after, userAttributeOf(change.resourceType) ?? "");
      const isOwn = holder === name || (holder === undefined && change.type === "aws_iam_virtual_mfa_device");
      return isOwn ? [] : [`${change.address}: ${holder ?? "nobody"} has it, and not ${name}`];
    });
}
