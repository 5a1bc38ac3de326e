import { invite as inviteUser } from "../../lifecycle/invite";
import { isIsoDate } from "../../text/iso-date";
import { UsageError } from "../command";
import { defineCommand } from "../define-command";
import { editNotes, editOptions, editRoster } from "../edit-roster";
import { oneRoster, rosterArgumentsBeside, rosterOptionsBeside } from "../rosters";
import { summaries } from "../summaries";

export const invite = defineCommand({
  ...summaries.invite,
  arguments: {
    user: { value: "USER", help: "the key of the new entry, and the IAM name" },
    ...rosterArgumentsBeside,
  },
  options: {
    owner: { type: "string", value: "OWNER", required: true, help: "whose user it is: an e-mail address" },
    group: {
      type: "string",
      value: "GROUP",
      multiple: true,
      help: "a group of the roster; it waits for the promotion",
    },
    "pgp-key": {
      type: "string",
      value: "FILE",
      help: "encrypts the password: keys/alice.asc, as the roster names it; default: that of defaults",
    },
    expires: { type: "string", value: "DATE", help: "the last day on which the user may exist" },
    ...rosterOptionsBeside,
    ...editOptions,
  },
  notes: [
    "A human, who gets a password, a device and what it takes to enrol; everything else by roster promote.",
    ...editNotes,
  ],
  examples: ["invite zoe --owner zoe@example.com --group developers --pgp-key keys/zoe.asc"],
  run: async (input) => {
    const { args, values } = input;
    const { owner, group, "pgp-key": pgpKeyFile, expires } = values;
    if (expires !== undefined && !isIsoDate(expires))
      throw new UsageError(`--expires takes a date such as 2027-01-31: ${expires}`);
    const inviting = { key: args.user, owner, groups: group, pgpKeyFile, expires };
    return editRoster(oneRoster(input), input, (roster) => inviteUser(roster, inviting));
  },
});
