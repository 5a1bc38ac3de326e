import { planOf } from "../../src/plan/read";
import { reviewPlan } from "../../src/review/build";
import type { Review } from "../../src/review/model/review";
import { reviewFormats } from "../../src/review/render/index";
import { renderJson } from "../../src/review/render/json";
import { renderMarkdown } from "../../src/review/render/markdown";
import { renderText } from "../../src/review/render/text";
import { markerOf } from "../../src/rules/formats/markdown";
import { code } from "../../src/text/markdown";
import { attacked, attacks } from "./attacks";
import { now } from "./fixture";

const control = /(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u;

describe.each(attacks)("%j", (attack) => {
  test("in a plan, as name, tag, group and address", () => {
    const values = {
      name: attack,
      user: attack,
      groups: [attack],
      tags: { "roster:owner": attack, "roster:type": attack, [attack]: "x" },
    };
    const entry = (type: string) => ({
      address: `${type}.a["${attack}"]`,
      mode: "managed",
      type,
      name: "a",
      index: attack,
      change: { actions: ["create"], before: null, after: values },
    });
    const types = ["aws_iam_user", "aws_iam_user_group_membership", "aws_iam_access_key", "aws_ssm_parameter"];
    const plan = {
      format_version: "1.2",
      terraform_version: attack,
      resource_changes: types.map(entry),
      resource_drift: types.map((type) => ({
        ...entry(type),
        change: { actions: ["update"], before: { name: "b" }, after: values },
      })),
      output_changes: { [attack]: { actions: ["create", attack] } },
    };
    checkAll(reviewPlan(planOf(plan), { now }));
  });

  test("in every text of a review", async () => checkAll(await attacked(attack)));

  function checkAll(review: Review): void {
    const text = renderText(review);
    expect(text).toContain("EVIL");
    expect(text).not.toMatch(control);
    expect(text).not.toMatch(/^\s*::|##\[|##vso/m);

    const markdown = renderMarkdown(review);
    expect(markdown).toContain("EVIL");
    expect(markdown).not.toMatch(control);
    expect(outsideCode(markdown)).not.toMatch(/EVIL|@|evil|script|img|javascript|https/);
    expect(
      markdown.startsWith(`${markerOf("review", review.plan.stack)}
`),
    ).toBe(true);
    expect(outsideCode(markdown).split("<!--")).toHaveLength(2);

    for (const json of [renderJson(review), reviewFormats.sarif(review)]) {
      expect(json).not.toMatch(control);
      expect(json).not.toMatch(/<|##\[|##vso|^\s*::/m);
      JSON.parse(json);
    }
    expect(JSON.parse(renderJson(review))).toEqual(JSON.parse(JSON.stringify(review)));

    const junit = reviewFormats.junit(review);
    expect(junit).not.toMatch(control);
    expect(junit.replace(/<\/?[a-z-]+(?: [a-z]+="[^"<>]*")*\/?>|<\?xml[^<>]*\?>/g, "")).not.toMatch(
      /[<>]|&(?!(?:amp|lt|gt|quot|#39|#96);)/,
    );
  }
});

/** The text as Markdown sees it, without code spans: a run of backticks ends at the next run of the same length. */
function outsideCode(markdown: string): string {
  return markdown
    .split("\n")
    .map((line) => line.replace(/(?<!`)(`+)(?!`)(.*?)(?<!`)\1(?!`)/g, "CODE"))
    .join("\n");
}

test.each([
  ["alice", "`alice`"],
  ["a`b", "``a`b``"],
  ["`a` ``b``", "``` `a` ``b`` ```"],
  ["", "`(empty)`"],
  ["two\nlines", "`two\\u{a}lines`"],
])("a code span around %j", (text, expected) => {
  expect(code(text)).toBe(expected);
});
