import { connectionOf } from "../../audit/connection";
import { requireAccount } from "../../aws/caller";
import { enrolmentOf } from "../../lifecycle/ask/enrolment";
import { promote as promoteUser } from "../../lifecycle/invite";
import { refusal } from "../../lifecycle/step";
import { defineCommand } from "../define-command";
import { editNotes, editOptions, editUser } from "../edit-roster";
import { accountOptions, withAccount } from "../live-account";
import { rosterArgumentsBeside, rosterOptionsBeside } from "../rosters";
import { summaries } from "../summaries";
import { userArgument } from "../user-argument";

export const promote = defineCommand({
  ...summaries.promote,
  arguments: { ...userArgument, ...rosterArgumentsBeside },
  options: { ...rosterOptionsBeside, ...editOptions, ...accountOptions },
  notes: ["Only who has signed in and enabled an MFA device; the account is asked.", ...editNotes],
  examples: ["promote zoe"],
  run: (input) =>
    editUser(input, input.args.user, (user, { account }) => {
      if (user.stage !== "invited") return refusal(`${user.key} is not invited: the whole entry is in force`);
      return withAccount(connectionOf(account, input.env), input, async (live) => {
        await requireAccount(live, account.id === undefined ? [] : [account.id]);
        const enrolment = await enrolmentOf(live, user.name);
        return "kind" in enrolment ? enrolment : promoteUser(user, enrolment);
      });
    }),
});
