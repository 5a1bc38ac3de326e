import { listed } from "../../text/count";
import { groupBy } from "../../text/group-by";
import { plain } from "../../text/plain";
import type { Danger } from "../model/danger";
import { type Person, personChanges } from "../model/person";
import type { Place } from "../model/place";
import type { Review } from "../model/review";
import { reasonWords } from "../reasons";
import { accessLines } from "./access";
import { headings, linesOf, powerWords, titleOf, withinWords } from "./describe";
import { glance } from "./glance";

/** For a terminal or a log. Nothing from outside can begin a line, move the cursor or speak to a CI runner. */
export function renderText(review: Review): string {
  const blocks = [
    accessBlock(review),
    [...glance(review), gateLine(review)],
    ...dangerBlocks(review),
    ...personChanges.filter((change) => change !== "unchanged").map((change) => peopleBlock(review, change)),
    thingsBlock(review),
    othersBlock(review),
    driftBlock(review),
    risksBlock(review),
  ];
  return `${blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n")}\n`;
}

function accessBlock(review: Review): string[] {
  const lines = accessLines(review, plain);
  return lines.length === 0 ? [] : ["Access", ...lines.map((line) => `  ${line}`)];
}

function gateLine({ gate }: Review): string {
  if (gate.open) return `The gate is open.${gate.changes ? "" : " Nothing changes."}`;
  return [`The gate is CLOSED: ${gate.closedBy.join(", ")}`, ...gate.openers.map((opener) => `  ${opener}`)].join("\n");
}

function dangerBlocks({ dangers }: Review): string[][] {
  const word = ({ justified, severity }: Danger) => (justified === undefined ? severity : "justified");
  return [...groupBy(dangers, (danger) => `${word(danger)} ${danger.id}`).values()].map((same) => {
    const [first] = same as [Danger];
    return [
      `${word(first)} [${first.id}] ${first.why}`,
      ...same.map(
        (danger) => `  ${place(danger.place)}${plain(danger.message)}${seeWords(danger)}${justification(danger)}`,
      ),
      ...(first.justified !== undefined
        ? []
        : [...new Set(same.map(({ fix }) => fix))].map((fix) => `  -> ${plain(fix)}`)),
    ];
  });
}

function seeWords({ source }: Danger): string {
  return source?.help === undefined ? "" : ` (see ${plain(source.help)})`;
}

function justification({ justified }: Danger): string {
  if (justified === undefined) return "";
  const { ticket, approvedBy, expires, justification: why } = justified;
  const parts = [
    ...(why === undefined ? [] : [plain(why)]),
    ...(approvedBy === undefined ? [] : [`approved by ${plain(approvedBy)}`]),
    plain(ticket),
    ...(expires === undefined ? [] : [`until ${plain(expires)}`]),
  ];
  return ` (accepted: ${parts.join(", ")})`;
}

function peopleBlock({ people }: Review, change: Person["change"]): string[] {
  const these = people.filter((person) => person.change === change);
  if (these.length === 0) return [];
  return [
    `${headings[change]}: ${these.length}`,
    ...these.flatMap((person) => [
      `  ${place(person.place)}${titleOf(person, plain)}`,
      ...linesOf(person, plain).map((line) => `    ${line}`),
    ]),
  ];
}

function thingsBlock({ groups, policies }: Review): string[] {
  const lines = [
    ...groups.map(({ name, within, change, members, policies: held, place: at }) => {
      const parts = [
        ...(change === "unchanged" ? [] : [change]),
        ...(held.added.length > 0 ? [`gets ${held.added.map(plain).join(", ")}`] : []),
        ...(held.removed.length > 0 ? [`loses ${held.removed.map(plain).join(", ")}`] : []),
        ...(members.added.length > 0 ? [`+ ${listed(members.added.map(plain))}`] : []),
        ...(members.removed.length > 0 ? [`- ${listed(members.removed.map(plain))}`] : []),
        ...(members.kept.length > 0 ? [`touches ${listed(members.kept.map(plain))}`] : []),
      ];
      return `  ${place(at)}group ${plain(name)}${withinWords(within, plain)}: ${parts.join("; ")}`;
    }),
    ...policies.map(({ name, within, change, power, people, boundaryOf, place: at }) => {
      const reach = [
        ...(people.length > 0 ? [`touches ${listed(people.map(plain))}`] : []),
        ...(boundaryOf.length > 0 ? [`boundary of ${listed(boundaryOf.map(plain))}`] : []),
      ];
      return `  ${place(at)}policy ${plain(name)}${withinWords(within, plain)}: ${[`${change}${powerWords(power, plain)}`, ...reach].join("; ")}`;
    }),
  ];
  return lines.length === 0 ? [] : ["Groups and policies", ...lines];
}

function othersBlock({ others, outputs }: Review): string[] {
  const lines = [
    ...others.map((other) => `  ${other.action} ${plain(other.address)}${reasonWords(other)}`),
    ...outputs.map(({ name, action }) => `  ${action} output ${plain(name)}`),
  ];
  return lines.length === 0 ? [] : [`Other changes: ${lines.length}`, ...lines];
}

function driftBlock({ drift }: Review): string[] {
  if (drift.length === 0) return [];
  return [
    "Changed outside Terraform",
    ...drift.map(({ person, what, address }) => `  ${plain(person ?? address)}: ${plain(what)}`),
  ];
}

function risksBlock({ acceptedRisks }: Review): string[] {
  if (acceptedRisks.length === 0) return [];
  return [
    `Accepted risks: ${acceptedRisks.length}`,
    ...acceptedRisks.map((risk) => {
      const by = risk.approvedBy === undefined ? "" : `, approved by ${plain(risk.approvedBy)}`;
      const until = risk.expires === undefined ? "" : ` until ${plain(risk.expires)}`;
      const why = risk.justification === undefined ? "" : `: ${plain(risk.justification)}`;
      return `  ${place(risk.place)}${plain(risk.person)} ${risk.flag} (${plain(risk.ticket)}${until}${by})${why}`;
    }),
  ];
}

function place(place: Place | undefined): string {
  if (place === undefined) return "";
  return `${plain(place.file)}:${place.line}${place.side === "before" ? " (before)" : ""}  `;
}
