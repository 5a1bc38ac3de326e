import { ownerTag } from "../../aws/owner";
import type { AuditRule } from "../finding";

export const ownerUnknown: AuditRule = {
  id: "owner-unknown",
  severity: "medium",
  summary: "Nobody is responsible for the user.",
  why: "When its keys leak, or its access is in question, there is nobody to ask.",
  fix: "Ask who uses it. If nobody answers within two weeks, suspend it: whoever needs it will report it.",
  check: ({ inventory, entryOf }) =>
    inventory.people.flatMap(({ name, details }) => {
      const entry = entryOf(name);
      if (entry !== undefined) {
        const unknown = /^(unknown|nobody|none|n\/?a|tbd|todo|\?+|-)$/i.test(entry.owner.trim());
        return unknown
          ? [
              {
                user: name,
                message: `its entry says owner: ${entry.owner}`,
                suspendFor: "Nobody is responsible for it",
              },
            ]
          : [];
      }
      if (details === undefined || ownerTag(details.tags, name) !== undefined) return [];
      return [{ user: name, message: "no tag names an owner", suspendFor: "Nobody is responsible for it" }];
    }),
};
