import { documentationOf } from "../../rules/documentation";
import type { FilePlace, FindingsReport, ReportedFinding } from "../../rules/findings-report";
import { defined } from "../../text/defined";
import { dangerRules } from "../dangers/index";
import { closes } from "../gate";
import type { Accepted } from "../model/accepted";
import type { Danger, Source } from "../model/danger";
import type { Place } from "../model/place";
import type { Review } from "../model/review";
import { glance } from "./glance";
import { hrefOf } from "./links";

/** The dangers of a review, as the formats for machines show them. */
export function findingsOf(review: Review): FindingsReport {
  return {
    command: "review",
    title: glance(review)[0] ?? "",
    rules: dangerRules.map(({ id, severity, summary, why, fix }) => ({
      ...{ id, level: severity, summary, why, fix },
      documentation: documentationOf("danger", id),
    })),
    findings: review.dangers.map((danger) => findingOf(danger, review)),
    file: review.plan.roster,
  };
}

export function findingOf(danger: Danger, { gate, plan }: Pick<Review, "gate" | "plan">): ReportedFinding {
  const { id, severity, message, fix, documentation, person, address, place, justified, source } = danger;
  return {
    ...{ id, level: severity, message, fix, documentation, about: person ?? address },
    place: place === undefined ? undefined : filePlace(place, plan),
    link: linkOf(source),
    fails: closes(danger, gate.failOn),
    accepted: justified === undefined ? undefined : { ticket: justified.ticket, words: wordsOf(justified) },
  };
}

/** The rule of another tool, where that tool explains it. */
export function linkOf(source: Source | undefined): ReportedFinding["link"] {
  return source?.help === undefined ? undefined : { name: source.rule ?? source.tool, href: source.help };
}

function wordsOf({ justification, approvedBy, ticket }: Accepted): string {
  return [justification, approvedBy, ticket].filter(Boolean).join("; ");
}

export function filePlace(place: Place, plan: Review["plan"]): FilePlace {
  const { file, line, column, side } = place;
  return { file, line, column, before: side === "before", ...defined({ href: hrefOf(place, plan) }) };
}
