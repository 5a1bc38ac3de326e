import { resume as resumeUser } from "../../lifecycle/suspend";
import { defineCommand } from "../define-command";
import { editNotes, editOptions, editRoster } from "../edit-roster";
import { userOf } from "../find-user";
import { rosterArgumentsBeside, rosterOptionsBeside } from "../rosters";
import { summaries } from "../summaries";
import { userArgument } from "../user-argument";

export const resume = defineCommand({
  ...summaries.resume,
  arguments: { ...userArgument, ...rosterArgumentsBeside },
  options: { ...rosterOptionsBeside, ...editOptions },
  notes: editNotes,
  examples: ["resume bob"],
  run: async (input) => {
    const { file, user } = await userOf(input, input.args.user);
    return editRoster(file, input, () => resumeUser(user));
  },
});
