import { commentBudget, findingBlocks, foldedBlock, markerOf, marks, placeWords } from "../../rules/formats/markdown";
import { type Block, withinBudget } from "../../text/budget";
import { count } from "../../text/count";
import { code } from "../../text/markdown";
import type { Danger } from "../model/danger";
import type { Place } from "../model/place";
import type { Review } from "../model/review";
import { reasonWords } from "../reasons";
import { powerWords, withinWords } from "./describe";
import { filePlace, findingOf, findingsOf } from "./findings";
import { glance } from "./glance";
import { peopleTable, riskWords } from "./people-table";

/** A comment for a pull request: the gate, one table of people, the dangers with their reasons, the rest folded. */
export function renderMarkdown(review: Review): string {
  return withinBudget(reviewBlocks(review, [markerOf("review", review.plan.stack)]), commentBudget);
}

/** The parts of it. @param before lines that stand above its title */
export function reviewBlocks(review: Review, before: readonly string[] = []): Block[] {
  const open = review.dangers.filter(({ justified }) => justified === undefined);
  return [
    head(review, before),
    ...peopleTable(review),
    ...dangerBlocks(
      review,
      open.filter(({ severity }) => severity === "error"),
    ),
    ...dangerBlocks(
      review,
      open.filter(({ severity }) => severity !== "error"),
    ),
    listBlock("Groups and policies", thingLines(review)),
    listBlock("Other changes", otherLines(review)),
    listBlock(
      "Changed outside Terraform",
      review.drift.map(({ person, what, address }) => `${code(person ?? address)}: ${code(what)}`),
    ),
    acceptedBlock(review),
  ];
}

function head(review: Review, before: readonly string[]): Block {
  const { gate, dangers } = review;
  const [people, ...rest] = glance(review);
  const lines = [
    ...before,
    `### ${titleOf(review)}`,
    "",
    ...(gate.open ? [] : [`**Closed by** ${gate.closedBy.join(", ")}`]),
    ...gate.openers.map((opener) => `- ${opener}`),
    ...(gate.open ? [] : [""]),
    `**${people}**`,
    ...rest,
    ...(dangers.length === 0 && gate.changes ? ["", "No danger found."] : []),
  ];
  return { renditions: [lines.join("\n")] };
}

/** What is reviewed and whether it may go on. What is risky is never green. */
export function titleOf({ plan, gate, summary }: Review): string {
  const { stack, account, accountAlias, source } = plan;
  const alias = accountAlias === undefined ? "" : ` (${code(accountAlias)})`;
  const commit = source && code(source.commit.slice(0, 12));
  const words = [
    stack === undefined ? "iam-roster" : `stack ${code(stack)}`,
    ...(account === undefined ? [] : [`account ${code(account)}${alias}`]),
    ...(commit === undefined ? [] : [`commit ${commit}`]),
  ];
  const { warnings, justified } = summary;
  const risks = [
    ...(warnings === 0 ? [] : [count(warnings, "warning")]),
    ...(justified === 0 ? [] : [`${count(justified, "danger")} accepted`]),
  ];
  const mark = gate.open ? (risks.length === 0 ? "✅" : marks.warning) : marks.error;
  const verdict = gate.open ? ["the gate is open", ...risks].join(", ") : "the gate is closed";
  return `${mark} ${words.join(", ")}: ${verdict}`;
}

function dangerBlocks(review: Review, dangers: readonly Danger[]): Block[] {
  return findingBlocks(
    dangers.map((danger) => findingOf(danger, review)),
    findingsOf(review).rules,
  );
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

function acceptedBlock({ acceptedRisks, dangers, plan }: Review): Block {
  const justified = dangers.filter((danger) => danger.justified !== undefined);
  const lines = [
    ...justified.map(({ message, justified: by }) => `- ${code(message)} (${code(by?.ticket ?? "")})`),
    ...acceptedRisks.map((risk) => `- ${where(risk.place, plan)}${code(risk.person)} ${riskWords(risk, code)}`),
  ];
  return foldedBlock(`Accepted risks: ${acceptedRisks.length}`, lines);
}

function listBlock(title: string, lines: readonly string[]): Block {
  return foldedBlock(
    `${title}: ${lines.length}`,
    lines.map((line) => `- ${line}`),
  );
}

function where(place: Place | undefined, plan: Review["plan"]): string {
  return placeWords(place && filePlace(place, plan));
}
