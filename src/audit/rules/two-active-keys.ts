import { by } from "../../text/by";
import { type AuditRule, unsuspended } from "../finding";
import { idOf, useOf } from "../key-names";
import { inactive } from "../key-slots";

export const twoActiveKeys: AuditRule = {
  id: "two-active-keys",
  severity: "medium",
  summary: "Two active access keys: a rotation that was started and not finished.",
  why: "One of the two is probably not needed, and nobody watches it.",
  fix: "Find the one that nobody uses any more, and set its slot Inactive (accessKeys: { SLOT: { status: Inactive } }).",
  check: (context) =>
    unsuspended(context).flatMap((person) => {
      const active = (person.report?.accessKeys ?? []).filter((key) => key.active);
      if (active.length < 2) return [];
      const use = active.map((key) => `${idOf(key, person) ?? key.slot} ${useOf(key)}`);
      const [idle] = [...active].sort(by(({ lastUsed = "" }) => lastUsed));
      const mend = idle && inactive(idle, person, context);
      return [{ user: person.name, message: `two active access keys: ${use.join(", ")}`, mend, namesKeys: true }];
    }),
};
