import type { Renderers } from "../../rules/formats";
import { commentBudget, markerOf, marks } from "../../rules/formats/markdown";
import { withinBudget } from "../../text/budget";
import { count } from "../../text/count";
import { jsonDocument } from "../../text/json";
import { plain } from "../../text/plain";
import type { Review } from "../model/review";
import { reviewBlocks, titleOf } from "./markdown";
import { renderText } from "./text";

/** Reviews of several accounts that one pull request changes. */
export interface Together {
  readonly schemaVersion: 1;
  /** Open if all of them are. */
  readonly gate: { readonly open: boolean };
  /** Those whose gate is closed come first. */
  readonly reviews: readonly Review[];
}

export function together(reviews: readonly Review[]): Together {
  const closed = reviews.filter(({ gate }) => !gate.open);
  const open = reviews.filter(({ gate }) => gate.open);
  return { schemaVersion: 1, gate: { open: closed.length === 0 }, reviews: [...closed, ...open] };
}

export const togetherFormats = {
  text: ({ reviews }) =>
    [
      headline(reviews),
      ...reviews.flatMap((review) => [
        "",
        `== ${plain(review.plan.stack ?? "a stack without a name")}`,
        renderText(review),
      ]),
    ].join("\n"),
  markdown: ({ reviews }) => {
    const risky = reviews.some(({ summary }) => summary.warnings > 0 || summary.justified > 0);
    const mark = reviews.some(({ gate }) => !gate.open) ? marks.error : risky ? marks.warning : "✅";
    const lines = [
      markerOf("comment"),
      `## ${mark} iam-roster: ${headline(reviews)}`,
      "",
      ...reviews.map((review) => `- ${titleOf(review)}`),
    ];
    return withinBudget(
      [{ renditions: [lines.join("\n")] }, ...reviews.flatMap((review) => reviewBlocks(review))],
      commentBudget,
    );
  },
  json: jsonDocument,
} as const satisfies Renderers<Together>;

function headline(reviews: readonly Review[]): string {
  const closed = reviews.filter(({ gate }) => !gate.open).length;
  const all = count(reviews.length, "account");
  return closed === 0
    ? `${all}, each gate is open`
    : `${all}, ${closed === 1 ? "1 gate is" : `${closed} gates are`} closed`;
}
