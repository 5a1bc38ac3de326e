import { dueUntil } from "../../lifecycle/due";
import type { PartialRoster, User } from "../../roster/index";
import type { Renderers } from "../../rules/formats";
import { flagNames } from "../../terms/flags";
import { writeCsv } from "../../text/csv";
import { addDays, isIsoDate, isoDate } from "../../text/iso-date";
import { jsonDocument } from "../../text/json";
import { formatTable } from "../../text/table";
import { UsageError } from "../command";
import { defineCommand } from "../define-command";
import type { Options } from "../options";
import { heldBy, userJson } from "../people";
import { chooseRosters } from "../project";
import { readRoster } from "../read-roster";
import { formatOptions, writeReport } from "../report-output";
import { namedRosters, rosterArguments, rosterOptions } from "../rosters";
import { summaries } from "../summaries";

interface Listed {
  /** As people name it. */
  readonly roster: string;
  readonly user: User;
  /** ISO date of what is due first, until the day that was asked for. */
  readonly due?: string | undefined;
}

const HEAD = ["user", "type", "owner", "groups", "holds", "flags", "suspended", "due"];

const cells = ({ user, due = "" }: Listed) => [
  user.key,
  user.type,
  user.owner,
  user.groups.join(" "),
  heldBy(user),
  flagNames.filter((flag) => user.flags[flag] !== undefined).join(" "),
  user.suspended?.since ?? "",
  due,
];

const formats = {
  text: (listed) => (listed.length === 0 ? "" : formatTable(HEAD, listed.map(cells))),
  json: (listed) => {
    const users = listed.map(({ roster, user, due }) => ({ roster, ...userJson(user), ...(due && { due }) }));
    return jsonDocument({ schemaVersion: 1, users });
  },
  csv: (listed) => writeCsv([HEAD, ...listed.map(cells)]),
} as const satisfies Renderers<readonly Listed[]>;

const options = {
  type: { type: "choice", choices: ["human", "service", "break-glass"], help: "only users of this type" },
  owner: { type: "string", value: "OWNER", help: "only users of this owner" },
  group: { type: "string", value: "GROUP", help: "only members of this group" },
  flag: { type: "choice", choices: flagNames, help: "only users with this flag" },
  suspended: { type: "boolean", help: "only users who are suspended" },
  "due-by": { type: "string", value: "DATE", help: "only users for whom something is due by this day" },
  ...rosterOptions,
  ...formatOptions(formats),
} as const satisfies Options;

export const list = defineCommand({
  ...summaries.list,
  arguments: rosterArguments,
  options,
  notes: ["Who fulfils all that is asked for. Exit code 0, also where nobody does."],
  examples: ["list", "list --type service --due-by 2027-01-31", "list --flag longLivedKeys --json"],
  run: async (input) => {
    const { values, cwd, today = new Date(), terminal } = input;
    const by = values["due-by"];
    if (by !== undefined && !isIsoDate(by)) throw new UsageError(`--due-by takes a date such as 2027-01-31: ${by}`);
    const listed: Listed[] = [];
    for (const file of chooseRosters(namedRosters(input), cwd)) {
      const { roster } = await readRoster(file, input);
      const due = firstDue(roster, by ?? addDays(isoDate(today), 30));
      for (const user of roster.users) listed.push({ roster: file.name, user, due: due.get(user.key) });
    }
    const shown = listed.filter(({ user, due }) => fits(user) && (by === undefined || due !== undefined));
    writeReport(input, formats, shown);
    if (shown.length === 0) terminal.say("nobody");
    return 0;

    function fits({ type, owner, groups, flags, suspended }: User): boolean {
      return (
        (values.type === undefined || type === values.type) &&
        (values.owner === undefined || owner.toLowerCase() === values.owner.toLowerCase()) &&
        (values.group === undefined || groups.includes(values.group)) &&
        (values.flag === undefined || flags[values.flag] !== undefined) &&
        (!values.suspended || suspended !== undefined)
      );
    }
  },
});

/** By user. */
function firstDue(roster: PartialRoster, until: string): ReadonlyMap<string, string> {
  const first = new Map<string, string>();
  for (const { user, day } of dueUntil(roster, until)) if (!first.has(user)) first.set(user, day);
  return first;
}
