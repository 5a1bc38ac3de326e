import fc from "fast-check";
import { renderMarkdown } from "../../src/review/render/markdown";
import { formatMarkdown } from "../../src/rules/formats/markdown";
import { code } from "../../src/text/markdown";
import { answerOf, judgedBy } from "../judged-by";
import { attacked, attacks } from "./attacks";

const extensions = ["table", "strikethrough", "autolink", "tagfilter", "tasklist", "footnotes"];

/** The HTML that GitHub's engine makes of Markdown. Mentions and references are looked for in it, outside code. */
function github(markdown: string): string {
  return answerOf("cmark-gfm", ["--unsafe", ...extensions.flatMap((name) => ["-e", name])], markdown);
}

/** What is shown as text, and the elements around it. */
function outsideCode(html: string): string {
  return html.replace(/<code>[^<]*<\/code>/g, "CODE");
}

judgedBy("cmark-gfm", () => {
  test.each(attacks)("no text of a review gets out of its code span: %j", async (attack) => {
    const html = outsideCode(github(renderMarkdown(await attacked(attack))));
    expect(html).toContain("CODE");
    expect(html).not.toMatch(/EVIL|@|evil|https?:|`/);
    const ours =
      /^<\/?(?:h3|p|ul|li|strong|details|summary|table|thead|tbody|tr|th|td|br ?\/?)>$|^<!-- iam-roster review(?: [\w.-]+)? -->$/;
    expect((html.match(/<[^>]*>/g) ?? []).filter((element) => !ours.test(element))).toEqual([]);
  });

  test.each(attacks)("the path of a file leads to our server and nowhere else: %j", async (attack) => {
    const review = await attacked(attack);
    const files = "https://github.example.com/acme/iam/blob/3f2a1bc/";
    const html = github(renderMarkdown({ ...review, plan: { ...review.plan, source: { commit: attack, files } } }));
    const links = [...html.matchAll(/<a href="([^"]*)">/g)].map(([, href = ""]) => href);
    expect(
      links.filter((href) => !/^https:\/\/github\.example\.com\/acme\/iam\/blob\/3f2a1bc\/[^"<>()]*#L\d+$/.test(href)),
    ).toEqual([]);
    expect(outsideCode(html).replace(/<a href="[^"]*">CODE<\/a>/g, "")).not.toMatch(/EVIL|@|evil|https?:|`/);
  });

  test.each(attacks)("no text of a finding gets out of its code span: %j", (attack) => {
    const finding = { id: "account-pinned", level: "error", message: attack, fix: attack, about: attack } as const;
    const place = { file: attack, line: 3, column: 1 };
    const accepted = { ticket: attack, words: attack };
    const report = {
      ...{ command: "validate", title: `${attack}: 2 errors in users.yaml, asked as ${attack}`, rules: [] },
      findings: [
        { ...finding, place, fails: true, documentation: "docs/guards.md" },
        { ...finding, accepted, fails: false, documentation: "docs/guards.md" },
      ],
    };
    const html = outsideCode(github(formatMarkdown(report)));
    const [, title = "", rest = ""] = /<p>(.*2 errors in users.yaml.*)<\/p>([\s\S]*)/.exec(html) ?? [];
    expect(rest).not.toMatch(/EVIL|@|evil|https?:|`/);
    // In the title plain words stay words; nothing of it is a mention, a reference, a link or an element.
    expect(title).toMatch(/^<strong>(?:EVIL|CODE) [A-Za-z0-9 .,:;]*<\/strong>$/);
  });

  test.each(attacks)(
    "no text of another tool gets out of its code span, and its link leads where it says: %j",
    (attack) => {
      const finding = { id: "finding-of-others", level: "error", message: attack, about: attack, fails: true } as const;
      const link = { name: attack, href: "https://docs.example.com/rule?a=(b)&c=*d*#e" };
      const report = { command: "review", title: "1 error", rules: [], findings: [{ ...finding, link }] };
      const html = outsideCode(github(formatMarkdown(report)));
      expect(html).toContain('<a href="https://docs.example.com/rule?a=(b)&amp;c=*d*#e">CODE</a>');
      expect(html.replace(/<a href="https:\/\/docs[^"]*">CODE<\/a>/, "")).not.toMatch(/EVIL|@|evil|https?:|`/);
    },
  );

  test("a code span holds whatever text, as it is", () => {
    const piece = fc.oneof(
      fc.constantFrom(..."`@#<>[]()!*_~|\\&;:\n\r\t /-=+{}\"'$", "``", "```", "@a", "#1", "https://x.example"),
      fc.constantFrom("`".repeat(11), "`".repeat(12), "`".repeat(79), "`".repeat(80), "`".repeat(81)),
      fc.string({ unit: "binary", maxLength: 3 }),
    );
    const text = fc.array(piece, { minLength: 1, maxLength: 12 }).map((pieces) => pieces.join(""));
    // Many in one document: each call starts a process.
    fc.assert(
      fc.property(fc.array(fc.tuple(text, text), { minLength: 100, maxLength: 100 }), (pairs) => {
        const markdown = pairs.map(([one, other]) => `- a ${code(one)} b (${code(other)}): c`).join("\n");
        const shape = pairs.map(() => "<li>a CODE b (CODE): c</li>").join("\n");
        expect(outsideCode(github(markdown))).toBe(`<ul>\n${shape}\n</ul>\n`);
      }),
      { numRuns: 8 },
    );
  });
});
