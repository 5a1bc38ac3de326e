import { connectionOf } from "../../audit/connection";
import { requireAccount } from "../../aws/caller";
import { lastSeen } from "../../lifecycle/ask/last-seen";
import { findUser } from "../../lifecycle/find-user";
import { candidate, candidates, type LastSeen, leave as leaveUsers } from "../../lifecycle/leave";
import { refusal } from "../../lifecycle/step";
import type { Roster, User } from "../../roster/index";
import { isoDate } from "../../text/iso-date";
import type { Arguments } from "../arguments";
import { UsageError } from "../command";
import { defineCommand, type Input } from "../define-command";
import { editNotes, editOptions, editRoster } from "../edit-roster";
import { userOf } from "../find-user";
import { accountOptions, withAccount } from "../live-account";
import type { Options } from "../options";
import { oneRoster, rosterArgumentsBeside, rosterOptionsBeside } from "../rosters";
import { summaries } from "../summaries";

const args = {
  user: { value: "USER", optional: true, help: "who leaves; default: who may, see --batch" },
  ...rosterArgumentsBeside,
} as const satisfies Arguments;

const options = {
  batch: {
    type: "integer",
    value: "N",
    min: 1,
    max: 500,
    help: "at most this many, those who wait longest; default 20",
  },
  offline: { type: "boolean", help: "asks no account: by the dates of the roster alone; the gate still asks" },
  ...rosterOptionsBeside,
  ...editOptions,
  ...accountOptions,
} as const satisfies Options;

export const leave = defineCommand({
  ...summaries.leave,
  arguments: args,
  options,
  notes: [
    "Who may leave: suspended for guards.soakDays, and not seen since by password, key or CloudTrail. Break-glass never leaves so.",
    ...editNotes,
  ],
  examples: ["leave bob", "leave --batch 20", "leave --dry-run --offline"],
  run: async (input) => {
    const { args, values, today = new Date() } = input;
    if (args.user !== undefined && values.batch !== undefined)
      throw new UsageError("--batch chooses who leaves: give it without a user");
    const file = args.user === undefined ? oneRoster(input) : (await userOf(input, args.user)).file;
    return editRoster(file, input, async (roster) => {
      const { guards, users } = roster;
      const day = isoDate(today);
      const asked = args.user === undefined ? candidates(roster, { today: day }) : named(roster, args.user, day);
      const due = asked.filter(({ may }) => may).slice(0, values.batch ?? BATCH);
      if (due.length === 0) return refusal(...(asked.length === 0 ? ["nobody is suspended"] : asked.flatMap(whyOf)));
      const seen = values.offline
        ? undefined
        : await seenOf(
            roster,
            due.map(({ user }) => user),
            input,
          );
      const judged = due.map(({ user }) => candidate(user, guards.soakDays, { today: day, ...(seen && { seen }) }));
      const going = args.user === undefined ? judged.filter(({ may }) => may) : judged;
      for (const line of judged.filter((one) => !going.includes(one)).flatMap(whyOf)) input.terminal.say(line);
      if (going.length === users.length)
        return refusal("everybody would leave: a roster without users is no change for this command");
      return going.length === 0 ? refusal(...judged.flatMap(whyOf)) : leaveUsers(going);
    });
  },
});

type LeaveInput = Input<typeof options, typeof args>;

const BATCH = 20;

const whyOf = (one: ReturnType<typeof candidate>) => (one.may ? [] : [one.why]);

function named(roster: Roster, word: string, today: string) {
  const user = findUser(roster, word);
  return user === undefined ? [] : [candidate(user, roster.guards.soakDays, { today })];
}

/** By key. */
async function seenOf(
  { account }: Roster,
  users: readonly User[],
  input: LeaveInput,
): Promise<ReadonlyMap<string, LastSeen>> {
  return withAccount(connectionOf(account, input.env), input, async (live) => {
    await requireAccount(live, account.id === undefined ? [] : [account.id]);
    const regions = [...new Set([live.region, "us-east-1"])];
    const now = input.today ?? new Date();
    const byName = await lastSeen(
      live,
      users.map(({ name }) => name),
      { regions, now },
    );
    return new Map(users.map(({ key, name }) => [key, byName.get(name) ?? { unknown: "it was not asked" }]));
  });
}
