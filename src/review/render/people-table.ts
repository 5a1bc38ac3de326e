import { marks, moreWords, placeWords } from "../../rules/formats/markdown";
import type { Block } from "../../text/budget";
import { grouped } from "../../text/count";
import { code } from "../../text/markdown";
import type { AcceptedRisk } from "../model/accepted";
import type { Danger } from "../model/danger";
import { type Person, type PersonChange, personChanges } from "../model/person";
import type { Review } from "../model/review";
import { accessOf, accessWordsOf } from "./access";
import { aboutOf, headings, linesOf, titleOf } from "./describe";
import { filePlace } from "./findings";

const columns = ["who", "what happens", "why", "accepted before"] as const;
type Cells = readonly [who: string, what: string, why: string, before: string];

const gone: ReadonlySet<PersonChange> = new Set(["leaves", "replaced"]);
const elsewhere = "the whole list is in the JSON and text forms of this review";

/**
 * One table of everybody to whom something happens, leavers first: what happens, which risks are accepted for whom and
 * why, and what was accepted before. Who goes is named before anything else has room, whoever comes waits for the dangers.
 */
export function peopleTable(review: Review): Block[] {
  const sections = personChanges
    .filter((change) => change !== "unchanged")
    .flatMap((change) => {
      const people = review.people.filter((person) => person.change === change);
      return people.length === 0 ? [] : [{ change, people, rows: people.map((person) => cellsOf(person, review)) }];
    });
  const others = accessRows(review);
  const rows = [...sections.flatMap((section) => section.rows), ...others];
  if (rows.length === 0) return [];
  // A column that is empty in all rows says nothing.
  const width = rows.some(([, , , before]) => before !== "") ? 4 : 3;
  const row = (cells: readonly string[]) => `| ${cells.slice(0, width).join(" | ")} |`;
  return [
    { renditions: [[row(columns), row(columns.map(() => "---"))].join("\n")] },
    ...sections.map(({ change, people, rows }) => sectionOf(change, people, rows, row)),
    ...(others.length === 0 ? [] : [accessBlock(others, row)]),
  ];
}

type Row = (cells: readonly string[]) => string;

function sectionOf(change: PersonChange, people: readonly Person[], rows: readonly Cells[], row: Row): Block {
  const items = people.map(({ name }) => cell(name));
  const what = `**${headings[change]}**: ${grouped(people.length)}`;
  const [before = "", after = ""] = row(["\n", what, "", ""]).split("\n");
  return {
    goesOn: true,
    ...(gone.has(change) ? { whole: true } : { later: true }),
    renditions: [
      rows.map(row).join("\n"),
      people.map((person) => row([titleOf(person, cell), `**${headings[change]}**`, "", ""])).join("\n"),
      `${before}${items.join(" ")}${after}`,
      row([grouped(people.length), `${what}; ${elsewhere}.`, "", ""]),
    ],
    list: { head: before, items, separator: " ", more: (left) => `${moreWords(left)}; ${elsewhere}.`, foot: after },
  };
}

function cellsOf(person: Person, { plan, acceptedRisks, dangers }: Review): Cells {
  const place = placeWords(person.place && filePlace(person.place, plan), cell).trim();
  const access = accessWordsOf(person, cell);
  const about = dangers.filter((danger) => danger.person === person.name);
  const risks = acceptedRisks.filter((risk) => risk.person === person.name && isOf(risk, person));
  const { reason } = person.suspended?.after ?? person.suspended?.before ?? {};
  const lines: readonly (readonly string[])[] = [
    [`**${cell(person.name)}**`, aboutOf(person, cell).join(", "), place].filter((line) => line !== ""),
    [
      [`**${headings[person.change]}**`, ...marksOf(about)].join(" "),
      ...(access === undefined ? [] : [access]),
      ...linesOf(person, cell),
    ],
    [
      ...(reason === undefined ? [] : [`suspended: ${cell(reason)}`]),
      ...risks.filter(({ since }) => since !== "before").map((risk) => `**${risk.since}** ${riskWords(risk, cell)}`),
    ],
    risks.filter(({ since }) => since === "before").map((risk) => riskWords(risk, cell)),
  ];
  const [who = "", what = "", why = "", before = ""] = lines.map((some) => some.join("<br>"));
  return [who, what, why, before];
}

/** `⛔ removal-without-soak`: the danger itself stands below. */
function marksOf(dangers: readonly Danger[]): string[] {
  const idsOf = (some: readonly Danger[]) => [...new Set(some.map(({ id }) => id))].join(", ");
  const open = (["error", "warning"] as const).flatMap((level) => {
    const ids = idsOf(dangers.filter(({ severity, justified }) => severity === level && justified === undefined));
    return ids === "" ? [] : [`${marks[level]} ${ids}`];
  });
  const accepted = idsOf(dangers.filter(({ justified }) => justified !== undefined));
  return [...open, ...(accepted === "" ? [] : [`${marks.warning} accepted: ${accepted}`])];
}

/** Of several who have one name, the one whom it is about. */
function isOf({ flag }: AcceptedRisk, { change, flags }: Person): boolean {
  return flag === "removal"
    ? change === "leaves"
    : flags.some(({ name, change }) => name === flag && change !== "removed");
}

/** Who stays as is, and can do more or less through a group or a policy that changes: one row for all alike. */
function accessRows({ people }: Review): Cells[] {
  return accessOf(
    people.filter(({ change }) => change === "unchanged"),
    cell,
  ).map(({ names, words }) => [names, `**Access** ${words}`, "", ""]);
}

function accessBlock(rows: readonly Cells[], row: Row): Block {
  const items = rows.map(row);
  const more = (left: number) => `\n${row([moreWords(left).trim(), `**Access** changes; ${elsewhere}.`, "", ""])}`;
  return {
    ...{ goesOn: true, later: true },
    renditions: [items.join("\n"), more(items.length).trim()],
    list: { head: "", items, separator: "\n", more, foot: "" },
  };
}

/** `forceDestroy: enrols own keys (SEC-1, until 2027-01-31, approved by secops)` */
export function riskWords(
  { flag, justification, ticket, expires, approvedBy }: AcceptedRisk,
  quote: typeof code,
): string {
  const about = [
    quote(ticket),
    ...(expires === undefined ? [] : [`until ${quote(expires)}`]),
    ...(approvedBy === undefined ? [] : [`approved by ${quote(approvedBy)}`]),
  ].join(", ");
  return justification === undefined ? `${flag}: ${about}` : `${flag}: ${quote(justification)} (${about})`;
}

/** A code span in a cell: a bar would end the cell, in a code span too. */
function cell(text: string): string {
  return code(text).replaceAll("|", "\\u{7c}");
}
