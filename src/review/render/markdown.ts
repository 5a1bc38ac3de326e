import {
  commentBudget,
  findingBlocks,
  foldedBlock,
  foldOf,
  markerOf,
  moreWords,
  placeWords,
} from "../../rules/formats/markdown";
import { type Block, withinBudget } from "../../text/budget";
import { grouped } from "../../text/count";
import { code } from "../../text/markdown";
import type { Danger } from "../model/danger";
import { type Person, type PersonChange, personChanges } from "../model/person";
import type { Place } from "../model/place";
import type { Review } from "../model/review";
import { reasonWords } from "../reasons";
import { accessLines } from "./access";
import { headings, linesOf, powerWords, titleOf, withinWords } from "./describe";
import { findingOf, findingsOf } from "./findings";
import { glance } from "./glance";

const gone: ReadonlySet<PersonChange> = new Set(["leaves", "replaced"]);

/** A comment for a pull request: dangers first, leavers always whole, the rest folded. */
export function renderMarkdown(review: Review): string {
  const unfolded = personChanges.filter((change) => gone.has(change));
  const folded = personChanges.filter((change) => !gone.has(change) && change !== "unchanged");
  const blocks = [
    head(review),
    ...dangerBlocks(review, (danger) => danger.justified === undefined && danger.severity === "error"),
    ...unfolded.map((change) => peopleBlock(review, change)),
    ...dangerBlocks(review, (danger) => danger.justified === undefined && danger.severity !== "error"),
    ...folded.map((change) => peopleBlock(review, change)),
    listBlock("Groups and policies", thingLines(review)),
    listBlock("Other changes", otherLines(review)),
    listBlock(
      "Changed outside Terraform",
      review.drift.map(({ person, what, address }) => `${code(person ?? address)}: ${code(what)}`),
    ),
    acceptedBlock(review),
  ];
  return withinBudget(blocks, commentBudget);
}

function head(review: Review): Block {
  const { gate, dangers } = review;
  const stop = gate.open ? "✅ **The gate is open.**" : `⛔ **The gate is closed**: ${gate.closedBy.join(", ")}`;
  const [people, ...rest] = glance(review);
  const lines = [
    markerOf("review", review.plan.stack),
    "### iam-roster: what this plan means for people",
    "",
    ...accessList(review),
    stop,
    ...gate.openers.map((opener) => `- ${opener}`),
    "",
    `**${people}**`,
    ...rest.map((line) => `${line}`),
    ...(dangers.length === 0 && gate.changes ? ["", "No danger found."] : []),
  ];
  return { renditions: [lines.join("\n")] };
}

/** The rest is in the other forms: a comment has an end. */
const accessShown = 40;

function accessList(review: Review): string[] {
  const lines = accessLines(review, code);
  if (lines.length === 0) return [];
  const rest = lines.length - accessShown;
  const more = rest > 0 ? [`- and ${grouped(rest)} more; see the text and JSON forms of this review`] : [];
  return [...lines.slice(0, accessShown).map((line) => `- ${line}`), ...more, ""];
}

function dangerBlocks(review: Review, which: (danger: Danger) => boolean): Block[] {
  const dangers = review.dangers.filter(which);
  return findingBlocks(
    dangers.map((danger) => findingOf(danger, review)),
    findingsOf(review).rules,
  );
}

function peopleBlock({ people }: Review, change: Person["change"]): Block {
  const these = people.filter((person) => person.change === change);
  if (these.length === 0) return { renditions: [""] };
  const title = `${headings[change]}: ${these.length}`;
  const whole = these.map((person) => {
    const lines = linesOf(person, code).map((line) => `  - ${line}`);
    return [`- ${where(person.place)}${titleOf(person, code)}`, ...lines].join("\n");
  });
  const brief = these.map((person) => `- ${titleOf(person, code)}`).join("\n");
  const items = these.map(({ name }) => code(name));
  const [head, foot] = gone.has(change) ? ([`**${title}**\n\n`, ""] as const) : foldOf(title);
  const more = (left: number) => `${moreWords(left)}; the whole list is in the JSON and text forms of this review.`;
  return {
    whole: gone.has(change),
    renditions: [
      ...[whole.join("\n"), brief, items.join(" ")].map((body) => `${head}${body}${foot}`),
      `**${title}**; the list is in the JSON and text forms of this review.`,
    ],
    list: { head, items, separator: " ", more, foot },
  };
}

function thingLines({ groups, policies }: Review): string[] {
  const some = (names: readonly string[]) => {
    const shown = names.slice(0, 20).map(code).join(", ");
    return names.length > 20 ? `${shown} and ${names.length - 20} more` : shown;
  };
  return [
    ...groups.map(({ name, within, change, members, policies: held }) => {
      const parts = [
        ...(change === "unchanged" ? [] : [change]),
        ...(held.added.length > 0 ? [`gets ${some(held.added)}`] : []),
        ...(held.removed.length > 0 ? [`loses ${some(held.removed)}`] : []),
        ...(members.added.length > 0 ? [`is joined by ${some(members.added)}`] : []),
        ...(members.removed.length > 0 ? [`is left by ${some(members.removed)}`] : []),
        ...(members.kept.length > 0 ? [`touches ${some(members.kept)}`] : []),
      ];
      return `group ${code(name)}${withinWords(within, code)}: ${parts.join("; ")}`;
    }),
    ...policies.map(({ name, within, change, power, people, boundaryOf }) => {
      const parts = [
        `${change}${powerWords(power, code)}`,
        ...(people.length > 0 ? [`touches ${some(people)}`] : []),
        ...(boundaryOf.length > 0 ? [`is the boundary of ${some(boundaryOf)}`] : []),
      ];
      return `policy ${code(name)}${withinWords(within, code)}: ${parts.join("; ")}`;
    }),
  ];
}

function otherLines({ others, outputs }: Review): string[] {
  return [
    ...others.map((other) => `${other.action} ${code(other.address)}${reasonWords(other)}`),
    ...outputs.map(({ name, action }) => `${action} output ${code(name)}`),
  ];
}

function acceptedBlock({ acceptedRisks, dangers }: Review): Block {
  const justified = dangers.filter((danger) => danger.justified !== undefined);
  const lines = [
    ...justified.map(({ message, justified: by }) => `- ${code(message)} (${code(by?.ticket ?? "")})`),
    ...acceptedRisks.map((risk) => {
      const parts = [
        code(risk.ticket),
        ...(risk.expires === undefined ? [] : [`until ${code(risk.expires)}`]),
        ...(risk.approvedBy === undefined ? [] : [`approved by ${code(risk.approvedBy)}`]),
        ...(risk.justification === undefined ? [] : [code(risk.justification)]),
      ];
      return `- ${where(risk.place)}${code(risk.person)} ${risk.flag}: ${parts.join(", ")}`;
    }),
  ];
  return foldedBlock(`Accepted risks: ${acceptedRisks.length}`, lines);
}

function listBlock(title: string, lines: readonly string[]): Block {
  return foldedBlock(
    `${title}: ${lines.length}`,
    lines.map((line) => `- ${line}`),
  );
}

function where(place: Place | undefined): string {
  return placeWords(place === undefined ? undefined : { ...place, before: place.side === "before" });
}
