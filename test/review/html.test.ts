import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { review } from "../../src/cli/commands/review";
import { readPlan } from "../../src/plan/read";
import { reviewPlan } from "../../src/review/build";
import { renderHtml } from "../../src/review/render/html";
import { escapeText, html, joined } from "../../src/text/html";
import { person, reviewFullOf, reviewStory, storyComment, storyReview } from "../browser/pages";
import { optionWords, runCommand } from "../terminal";
import { testdir } from "../testdir";
import { reviewOf } from "./fixture";

const fixtures = join(__dirname, "fixtures");

test("the same review gives the same bytes, and no clock is looked at", async () => {
  expect(renderHtml(await reviewStory())).toBe(renderHtml(await reviewStory()));
});

test("the comment of the picture in the README is the one that is made today: node scripts/make-screenshot.mjs --comment", async () => {
  expect(readFileSync(join(__dirname, "..", "..", "docs", "review-comment.md"), "utf8")).toBe(await storyComment());
});

test("the page's policy knows its style and its script by their hashes, and nothing else", async () => {
  const page = renderHtml(await storyReview());
  const hash = (element: string) => {
    const [, source = ""] = new RegExp(`<${element}>([\\s\\S]*?)</${element}>`).exec(page) ?? [];
    return `'sha256-${createHash("sha256").update(source).digest("base64")}'`;
  };
  expect(/Content-Security-Policy" content="([^"]*)"/.exec(page)?.[1]).toBe(
    `default-src 'none'; style-src ${hash("style")}; script-src ${hash("script")}; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'`,
  );
});

test("nothing in it points outside", async () => {
  const page = renderHtml(await storyReview());
  expect(page.match(/https?:|\/\/[a-z]|url\(|@import|src=/g)).toBeNull();
  expect([...page.matchAll(/href="([^"]*)"/g)].filter(([, href]) => !href?.startsWith("#"))).toEqual([]);
});

test.each(readdirSync(fixtures))("no secret of a plan is in it: %s", async (story) => {
  const plan = readFileSync(join(fixtures, story, "plan.golden.json"), "utf8");
  const page = renderHtml(await reviewOf(story));
  expect(page).not.toContain("CANARY");
  expect(page).not.toContain("BEGIN PGP");
  expect(renderHtml(reviewPlan(readPlan(Buffer.from(plan))))).not.toContain("CANARY");
});

test("an open gate says so, and what changes nothing says that", async () => {
  const page = renderHtml(await reviewOf("unchanged"));
  expect(page).toContain("<h1>The gate is open</h1>\n<p>Nothing changes.</p>");
  expect(page).toContain("<p>Nobody joins, leaves or changes.</p>");
});

test("what no other line tells is counted and named", async () => {
  const page = renderHtml(await storyReview());
  expect(page).toContain('<h2 id="others">Other changes <small>2</small></h2>');
  expect(page).toContain("1 <code>aws_iam_role</code>, 1 <code>output</code>");
  expect(page).toContain('<span class="badge">create</span> <code>aws_iam_role.ci</code>');
  expect(page).toContain('<span class="badge">create</span> output <code>ci</code>');
});

test("an accepted risk stands there with its justification, its lines kept", async () => {
  const story = await storyReview();
  const accepted = { ticket: "SEC-1", justification: "One.\nTwo <b>." };
  const risk = { person: "erin", flag: "forceDestroy", since: "new", ...accepted } as const;
  expect(renderHtml({ ...story, acceptedRisks: [risk] })).toContain('<q class="why">One.\nTwo &lt;b&gt;.</q>');
});

test("a long list of dangers is folded after the first twelve, none is left out", async () => {
  const story = await storyReview();
  const danger = {
    id: "removal-without-soak",
    severity: "error" as const,
    why: "why",
    fix: "fix",
    documentation: "docs",
  };
  const dangers = Array.from({ length: 500 }, (_, index) => ({ ...danger, message: `user-${index} leaves` }));
  const page = renderHtml({ ...story, dangers });
  expect(page.match(/class="message">user-\d+ leaves</g)).toHaveLength(500);
  expect(page).toContain("<summary>488 more of the same</summary>");
});

test("two people of one name have one anchor each", async () => {
  const story = await storyReview();
  const people = [person("alice"), person("alice", { key: "Alice" }), person("bob")];
  const ids = [...renderHtml({ ...story, people }).matchAll(/ id="([^"]*)"/g)].map(([, id]) => id);
  expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
});

test("any text gives a page of the same elements", async () => {
  const story = await storyReview();
  const tags = (page: string) => page.replace(/<(style|script)>[\s\S]*?<\/\1>/g, "").match(/<[a-z!/][^>]*>/g) ?? [];
  const shape = (text: string) =>
    tags(renderHtml(reviewFullOf(text, story))).map((tag) => /^<\/?[a-z!0-9]+/.exec(tag)?.[0]);
  const expected = shape("word");
  const nasty = fc.string({
    unit: fc.constantFrom("<", ">", '"', "'", "&", "=", "/", "`", "-", "!", "a", " ", "\n", "\u202e"),
    minLength: 1,
  });
  fc.assert(
    fc.property(
      fc.oneof(nasty, fc.string({ unit: "binary", minLength: 1 })),
      (text) => shape(text).join() === expected.join(),
    ),
    {
      numRuns: 200,
    },
  );
});

test("text is escaped, markup of our own is not, and lists are put together", () => {
  expect(escapeText(`<a href="x" title='y'>\`&\u202E\n`)).toBe(
    "&lt;a href=&quot;x&quot; title=&#39;y&#39;&gt;&#96;&amp;\\u{202e}\\u{a}",
  );
  const b = html`<b>${"<"}</b>`;
  expect(html`${b}${[b, b]}${1234}${undefined}${joined([b, b], " & ")}`.markup).toBe(
    "<b>&lt;</b><b>&lt;</b><b>&lt;</b>1,234<b>&lt;</b> &amp; <b>&lt;</b>",
  );
});

test("the command of docs/review-page.md writes the page, and tells the gate by its exit code", async () => {
  const story = join(__dirname, "..", "browser", "fixture");
  const files = ["plan.json", "before.yaml", "users.yaml"].map((name) => [name, readFileSync(join(story, name))]);
  const folder = testdir(Object.fromEntries(files));
  const values = { before: "before.yaml", after: "users.yaml", format: ["text=-,html=review.html"] };
  const { code, out } = await runCommand(review, { cwd: folder, today: new Date("2026-11-21T12:00:00Z") }, [
    "plan.json",
    ...optionWords(values),
  ]);
  expect({ code, first: out.split("\n")[0] }).toEqual({
    code: 3,
    first: "Access",
  });
  expect(readFileSync(join(folder, "review.html"), "utf8")).toBe(renderHtml(await storyReview()));
});
