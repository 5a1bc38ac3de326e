import { resume as resumeUser } from "../../lifecycle/suspend";
import { defineCommand } from "../define-command";
import { editNotes, editOptions, editUser } from "../edit-roster";
import { rosterArgumentsBeside, rosterOptionsBeside } from "../rosters";
import { summaries } from "../summaries";
import { userArgument } from "../user-argument";

export const resume = defineCommand({
  ...summaries.resume,
  arguments: { ...userArgument, ...rosterArgumentsBeside },
  options: { ...rosterOptionsBeside, ...editOptions },
  notes: editNotes,
  examples: ["resume bob"],
  run: (input) => editUser(input, input.args.user, resumeUser),
});
