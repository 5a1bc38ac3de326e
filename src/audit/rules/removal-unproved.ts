import type { Report } from "../../rules/rule";
import type { Awaited } from "../awaited";
import type { AuditContext, AuditPlace, AuditRule, Severity } from "../finding";

export const removalUnproved: AuditRule = {
  id: "removal-unproved",
  severity: "high",
  summary: "A user who was to leave with an apply is still there, or it is not proved that the user is gone.",
  why: "The apply was interrupted or incomplete: what it left works, and neither the roster nor the state may know of it.",
  fix: "roster deploy removes the user, or says what to do if the state does not have it; roster verify writes the proof.",
  check: (context) => context.awaited.map((awaited) => reportOf(awaited, context)),
};

function reportOf(awaited: Awaited, { inventory, entryOf }: AuditContext): Report<AuditPlace, Severity> {
  const { stack } = awaited;
  if (awaited.kind === "device") {
    const message = `the MFA device ${awaited.serial} was to be deleted with an apply of the stack ${stack}, and it is not proved that it is gone`;
    return { user: awaited.user ?? "<account>", message, fix: "roster deploy checks it and writes the proof." };
  }
  const { name, userId } = awaited;
  const user = inventory.people.find(({ details, name: other }) =>
    userId === undefined || details?.userId === undefined ? other === name : details.userId === userId,
  );
  const message = (rest: string) => `was to leave with an apply of the stack ${stack}, ${rest}`;
  if (user === undefined)
    return {
      user: name,
      message: message("and it is not proved that the user is gone"),
      fix: "roster verify, or the next roster deploy, writes the proof.",
    };
  if (entryOf(user.name) !== undefined)
    return {
      user: user.name,
      message: message("and is in the account and in the roster"),
      fix: "roster deploy records in the audit log that the user stays.",
    };
  const renamed = user.name === name ? "" : ` (now named ${user.name})`;
  return {
    user: user.name,
    message: message(`and is still there${renamed}`),
    fix: "roster deploy removes the user; if the state does not have it, roster adopt --mend first.",
  };
}
