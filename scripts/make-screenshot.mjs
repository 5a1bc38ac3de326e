/*
 * Writes docs/review-page.png: the review of test/browser/story.ts, in Chromium. --fixture plans that story anew with
 * real Terraform first. The font is the first of the page's own list that this machine has; the picture in docs was
 * made with Inter (Debian's fonts-inter).
 *   node scripts/make-screenshot.mjs [--fixture] [--dark] [--width 1280] [--height 1530] [FILE]
 * --comment writes docs/review-comment.md instead, the same review as a comment, and two pictures of it, light and dark.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { commentPage } from "./comment-page.mjs";
import { requireTypeScript } from "./typescript.mjs";

const { values, positionals } = parseArgs({
  options: {
    fixture: { type: "boolean" },
    comment: { type: "boolean" },
    dark: { type: "boolean" },
    width: { type: "string", default: "1280" },
    height: { type: "string", default: "1530" },
  },
  allowPositionals: true,
});
if (values.fixture) await requireTypeScript("../test/browser/make-fixture.ts").makeFixture();

const { chromiumMissing, findChromium, launchChromium } = requireTypeScript("../bench/chromium.ts");
const binary = findChromium();
if (binary === undefined) throw new Error(chromiumMissing);
const inDocs = (name) => fileURLToPath(new URL(`../docs/${name}`, import.meta.url));
const { storyComment, storyPage } = requireTypeScript("../test/browser/pages.ts");
const folder = mkdtempSync(join(tmpdir(), "review-page-"));
const browser = await launchChromium(binary);
try {
  if (values.comment) {
    const comment = await storyComment();
    writeFileSync(inDocs("review-comment.md"), comment);
    const html = commentPage(comment);
    for (const [name, dark] of [
      ["review-comment.png", false],
      ["review-comment-dark.png", true],
    ])
      await picture(html, { dark, width: 960, height: 1130, scale: 1.5 }, inDocs(name));
  } else {
    const size = { width: Number(values.width), height: Number(values.height), scale: 1 };
    await picture(await storyPage(), { dark: values.dark, ...size }, positionals[0] ?? inDocs("review-page.png"));
  }
} finally {
  await browser.close();
  rmSync(folder, { recursive: true });
}

async function picture(html, { dark, width, height, scale }, target) {
  const file = join(folder, "page.html");
  writeFileSync(file, html);
  const page = await browser.newPage({
    viewport: { width, height },
    deviceScaleFactor: scale,
    colorScheme: dark ? "dark" : "light",
  });
  await page.goto(pathToFileURL(file).href);
  await page.screenshot({ path: target });
  console.log(target);
}
