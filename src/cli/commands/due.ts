import { iCalendar } from "../../lifecycle/calendar";
import { type Due, dueUntil } from "../../lifecycle/due";
import type { Renderers } from "../../rules/formats";
import { count } from "../../text/count";
import { addDays, isoDate } from "../../text/iso-date";
import { jsonDocument } from "../../text/json";
import { code, codeWords } from "../../text/markdown";
import { formatTable } from "../../text/table";
import { defineCommand } from "../define-command";
import type { Options } from "../options";
import { chooseRosters } from "../project";
import { readRoster } from "../read-roster";
import { formatOptions, writeReport } from "../report-output";
import { namedRosters, rosterArguments, rosterOptions } from "../rosters";
import { summaries } from "../summaries";
import { judgedDay, todayOptions } from "../today";

/** What is due in one roster. */
interface DueIn {
  readonly roster: string;
  /** Twelve digits, or the stack's name. */
  readonly account: string;
  readonly today: string;
  readonly due: readonly Due[];
}

const formats = {
  text: (lists) => lists.map(textOf).join("\n"),
  json: (lists) => jsonDocument({ schemaVersion: 1, rosters: lists }),
  markdown: (lists) => lists.map(markdownOf).join("\n"),
  ics: iCalendar,
} as const satisfies Renderers<readonly DueIn[]>;

const lateness = ({ day }: Due, today: string) => (day < today ? "late" : day === today ? "today" : "");

function textOf({ roster, due, today }: DueIn): string {
  if (due.length === 0) return `${roster}: nothing is due\n`;
  const rows = due.map((one) => [one.day, lateness(one, today), one.said, one.owner ?? "", one.next]);
  return `${roster}\n${formatTable(["day", "", "what", "owner", "next"], rows)}`;
}

/** As the body of an issue. */
function markdownOf({ roster, due, today }: DueIn): string {
  const head = `## ${code(roster)}: ${count(due.length, "thing")} due\n`;
  const lines = due.map((one) => {
    const late = lateness(one, today) === "late" ? ", **late**" : "";
    const owner = one.owner === undefined ? "" : ` (${code(one.owner)})`;
    return `- ${one.day}${late}: ${codeWords(one.said)}${owner}. Next: ${code(one.next)}\n`;
  });
  return due.length === 0 ? head : `${head}\n${lines.join("")}`;
}

const options = {
  days: {
    type: "integer",
    value: "N",
    min: 0,
    max: 3650,
    help: "looks this many days ahead; default 30; what is late is always in it",
  },
  ...rosterOptions,
  ...todayOptions,
  ...formatOptions(formats),
} as const satisfies Options;

export const due = defineCommand({
  ...summaries.due,
  arguments: rosterArguments,
  options,
  notes: [
    "ics is a calendar to subscribe to: the same days give the same bytes.",
    "Exit codes: 0 nothing is late, 3 something is.",
  ],
  examples: ["due", "due --days 90 --format text,ics=due.ics", "due --format markdown"],
  run: async (input) => {
    const { values, cwd } = input;
    const { today = new Date() } = judgedDay(input);
    const day = isoDate(today);
    const lists: DueIn[] = [];
    for (const file of chooseRosters(namedRosters(input), cwd)) {
      const { roster } = await readRoster(file, input);
      const found = dueUntil(roster, addDays(day, values.days ?? 30));
      lists.push({ roster: file.name, account: roster.account.id ?? roster.stack, today: day, due: found });
    }
    writeReport(input, formats, lists);
    return lists.some(({ due: found }) => found.some((one) => one.kind !== "soak" && one.day < day)) ? 3 : 0;
  },
});
