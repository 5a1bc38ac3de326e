import { parseArn } from "../../terms/arns";
import { didYouMean } from "../../text/did-you-mean";
import { type Answer, type DoctorFacts, type DoctorRule, isCaller } from "../facts";

export const account: DoctorRule = {
  id: "account",
  severity: "wrong",
  summary: "Whether the role, account.id and the caller belong to the same account; a mistyped digit.",
  why: "A role of another account is the wrong role, or the wrong roster.",
  fix: "Correct account.id, or account.assumeRole.roleArn.",
  check: (facts) => [checkAccount(facts)],
};

/** Whether the role, the roster and the caller speak of the same account. */
function checkAccount({ wanted, caller }: DoctorFacts): Answer {
  const { accountId, roleArn } = wanted;
  const own = isCaller(caller) ? caller.accountId : undefined;
  const target = roleArn === undefined ? own : parseArn(roleArn)?.accountId;
  if (accountId === undefined) {
    const fix = `Add account: { id: ${JSON.stringify(target ?? "123456789012")} }: a plan for the wrong account then stops.`;
    return { side: "account", severity: "not sure", message: "the roster does not say which account it is for", fix };
  }
  if (target !== undefined && target !== accountId) {
    const what = roleArn === undefined ? "the credentials are" : "account.assumeRole.roleArn is";
    const typo = didYouMean(target, [accountId]) === undefined ? "" : "; one of them seems to be mistyped";
    const message = `${what} of account ${target}, and account.id is ${accountId}${typo}`;
    return { side: "account", severity: "wrong", message, fix: sameAccount(roleArn, accountId, target, own) };
  }
  const across = own !== undefined && own !== target;
  if (across && own !== undefined && didYouMean(target ?? "", [own]) !== undefined) {
    const message = `the role is of account ${target}, hardly different from the caller's ${own}: a mistyped digit?`;
    const fix = `If ${own} is meant, correct account.id and account.assumeRole.roleArn.`;
    return { side: "account", severity: "not sure", message, fix };
  }
  return { side: "account", severity: "fine", message: `account ${target}${across ? `, asked from ${own}` : ""}` };
}

/** Of two that differ the one that is the caller's is probably right. */
function sameAccount(roleArn: string | undefined, accountId: string, target: string, own: string | undefined): string {
  const id = `account: { id: ${JSON.stringify(target)} }`;
  if (roleArn === undefined) return `Use credentials of ${accountId}, or write ${id}`;
  const arn = `roleArn: ${roleArn.replace(`:${target}:`, `:${accountId}:`)}`;
  return own === target ? `Write ${id}, or ${arn}` : `Write ${arn}, or ${id}`;
}
