import { connectionOf } from "../../audit/connection";
import { requireAccount } from "../../aws/caller";
import { projectFolder } from "../../files/project-folder";
import { keysBySlot } from "../../lifecycle/ask/keys";
import { dueKeys } from "../../lifecycle/due-keys";
import { rotate as rotateKeys } from "../../lifecycle/rotate";
import type { Roster, User } from "../../roster/index";
import { addressOf } from "../../terms/addresses";
import { count } from "../../text/count";
import { addDays, isoDate } from "../../text/iso-date";
import { jsonDocument } from "../../text/json";
import { DraftStack } from "../adopt/stack";
import type { Arguments } from "../arguments";
import { UsageError } from "../command";
import { defineCommand, type Input } from "../define-command";
import { editNotes, editOptions, editUser } from "../edit-roster";
import { accountOptions, withAccount } from "../live-account";
import type { Options } from "../options";
import { chooseRosters } from "../project";
import { readRoster } from "../read-roster";
import { namedRosters, rosterArgumentsBeside, rosterOptionsBeside } from "../rosters";
import { summaries } from "../summaries";

const args = {
  user: { value: "USER", optional: true, help: "whose key; with --due nobody is named" },
  ...rosterArgumentsBeside,
} as const satisfies Arguments;

const options = {
  slot: {
    type: "string",
    value: "SLOT",
    help: "the slot to replace; default: the older key, or the one that is Inactive",
  },
  leaked: {
    type: "string",
    value: "AKIA...",
    pattern: /^A[A-Z0-9]{15,127}$/,
    takes: "the id of an access key, which begins with AKIA",
    help: "somebody else has this key: it is set Inactive at once, and nothing is waited for",
  },
  overlap: { type: "integer", value: "DAYS", min: 0, max: 90, help: "both keys work for this long; default 7" },
  recovery: {
    type: "integer",
    value: "DAYS",
    min: 0,
    max: 90,
    help: "the old key stays Inactive for this long; default 7",
  },
  due: { type: "boolean", help: "lists whose turn it is within 30 days, and edits nothing" },
  ...rosterOptionsBeside,
  ...editOptions,
  ...accountOptions,
} as const satisfies Options;

type RotateInput = Input<typeof options, typeof args>;

export const rotate = defineCommand({
  ...summaries.rotate,
  arguments: args,
  options,
  notes: [
    "A new slot, then the old key Inactive, then the old slot gone: call it again for each step, which is one change, applied before the next.",
    "Asks when each key was last used. A key counts as unused only a day after the overlap: IAM learns of a use late.",
    ...editNotes,
  ],
  examples: ["rotate deploy-bot", "rotate deploy-bot --leaked AKIAIOSFODNN7EXAMPLE", "rotate --due"],
  run: async (input) => {
    const { args, values } = input;
    if (values.due) return listDue(input);
    if (args.user === undefined)
      throw new UsageError("USER is missing: whose key is rotated? roster rotate --due lists whose turn it is");
    if (values.slot !== undefined && values.leaked !== undefined)
      throw new UsageError("--leaked names the key: give it without --slot");
    return editUser(input, args.user, (user, roster) => nextStep(roster, user, input));
  },
});

async function nextStep(roster: Roster, user: User, input: RotateInput) {
  const { values, env, today = new Date(), cwd, terminal } = input;
  terminal.say(`the state of stack ${roster.stack} is being read`);
  const stack = new DraftStack(projectFolder(cwd), input);
  try {
    const slots = await stack.accessKeys(roster);
    const ids = new Map(
      user.accessKeys.flatMap(({ key }) => {
        const id = slots.get(`aws_iam_access_key.${addressOf(user.key, key)}`);
        return id === undefined ? [] : [[key, id] as const];
      }),
    );
    return await withAccount(connectionOf(roster.account, env), input, async (account) => {
      await requireAccount(account, roster.account.id === undefined ? [] : [roster.account.id]);
      const keys = await keysBySlot(account, user.name, ids);
      if ("kind" in keys) return keys;
      const { slot, leaked, overlap = 7, recovery = 7 } = values;
      const { maxKeyAgeDays } = roster.guards;
      const days = { overlapDays: overlap, recoveryDays: recovery, maxKeyAgeDays };
      return rotateKeys(user, { now: today.toISOString(), keys, slot, leaked, ...days });
    });
  } finally {
    stack.close();
  }
}

/** Whose turn it is, in every roster. */
async function listDue(input: RotateInput): Promise<number> {
  const { cwd, terminal, values, today = new Date() } = input;
  const until = addDays(isoDate(today), 30);
  const due: { roster: string; user: string; slot: string; owner: string; rotateBy: string }[] = [];
  for (const file of chooseRosters(namedRosters(input), cwd)) {
    const { roster } = await readRoster(file, input);
    for (const { user, slot, rotateBy } of dueKeys(roster.users, until))
      due.push({ roster: file.name, user: user.key, slot: slot.key, owner: user.owner, rotateBy });
  }
  if (values.json) terminal.out(jsonDocument({ schemaVersion: 1, due }));
  else for (const one of due) terminal.out(`${one.rotateBy}  ${one.user}  ${one.slot}  ${one.owner}\n`);
  terminal.say(`${count(due.length, "key")} to rotate by ${until}`);
  return 0;
}
