import { type AuditRule, unsuspended } from "../finding";

export const twoActiveKeys: AuditRule = {
  id: "two-active-keys",
  severity: "medium",
  summary: "Two active access keys: a rotation that was begun and not ended.",
  todo: "Find the one that nobody uses any more, and set its slot Inactive (accessKeys: { SLOT: { status: Inactive } }).",
  check: (context) =>
    unsuspended(context).flatMap(({ name, report }) => {
      const active = (report?.accessKeys ?? []).filter((key) => key.active);
      if (active.length < 2) return [];
      const use = active.map(
        ({ slot, lastUsed }) => `${slot} ${lastUsed ? `used ${lastUsed.slice(0, 10)}` : "never used"}`,
      );
      return [{ user: name, message: `two active access keys: ${use.join(", ")}` }];
    }),
};
