import type { Renderers } from "../../rules/formats";
import { jsonDocument } from "../../text/json";
import { printable } from "../../text/printable";
import { defineCommand } from "../define-command";
import type { FoundUser } from "../find-user";
import { userOf } from "../find-user";
import { describeUser, userJson } from "../people";
import { formatOptions, writeReport } from "../report-output";
import { rosterArgumentsBeside, rosterOptionsBeside } from "../rosters";
import { summaries } from "../summaries";
import { userArgument } from "../user-argument";

const formats = {
  text: ({ user, file }) => `${describeUser(user)}\n${printable(`in ${file.name}: ${user.origin.file}`)}\n`,
  json: ({ user, file }) => jsonDocument({ schemaVersion: 1, roster: file.name, user: userJson(user) }),
} as const satisfies Renderers<FoundUser>;

export const show = defineCommand({
  ...summaries.show,
  arguments: { ...userArgument, ...rosterArgumentsBeside },
  options: { ...rosterOptionsBeside, ...formatOptions(formats) },
  notes: ["No secret is in it: a roster holds none. roster audit and roster preflight ask the account."],
  examples: ["show alice", "show alice --json"],
  run: async (input) => {
    writeReport(input, formats, await userOf(input, input.args.user));
    return 0;
  },
});
