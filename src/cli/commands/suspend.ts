import { suspend as suspendUser } from "../../lifecycle/suspend";
import { isoDate } from "../../text/iso-date";
import { defineCommand } from "../define-command";
import { editNotes, editOptions, editUser } from "../edit-roster";
import { rosterArgumentsBeside, rosterOptionsBeside } from "../rosters";
import { summaries } from "../summaries";
import { userArgument } from "../user-argument";

export const suspend = defineCommand({
  ...summaries.suspend,
  arguments: { ...userArgument, ...rosterArgumentsBeside },
  options: {
    reason: { type: "string", value: "TEXT", required: true, help: "why" },
    ticket: { type: "string", value: "TICKET", required: true, help: "the ticket that decides it" },
    ...rosterOptionsBeside,
    ...editOptions,
  },
  notes: editNotes,
  examples: ["suspend bob --reason Left --ticket HR-77", "suspend bob --reason Left --ticket HR-77 --dry-run"],
  run: async (input) => {
    const { values, args, today = new Date() } = input;
    const { reason, ticket } = values;
    return editUser(input, args.user, (user) => suspendUser(user, { today: isoDate(today), reason, ticket }));
  },
});
