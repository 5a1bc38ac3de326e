/*
 * Writes docs/review-page.png: the review of test/browser/story.ts, in Chromium. --fixture plans that story anew with
 * real Terraform first. The font is the first of the page's own list that this machine has; the picture in docs was
 * made with Inter (Debian's fonts-inter).
 *   node scripts/make-screenshot.mjs [--fixture] [--dark] [--width 1280] [--height 1530] [FILE]
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { requireTypeScript } from "./typescript.mjs";

const { values, positionals } = parseArgs({
  options: {
    fixture: { type: "boolean" },
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
const target = positionals[0] ?? fileURLToPath(new URL("../docs/review-page.png", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "review-page-"));
const browser = await launchChromium(binary);
try {
  const file = join(folder, "review.html");
  writeFileSync(file, await requireTypeScript("../test/browser/pages.ts").storyPage());
  const page = await browser.newPage({
    viewport: { width: Number(values.width), height: Number(values.height) },
    colorScheme: values.dark ? "dark" : "light",
  });
  await page.goto(pathToFileURL(file).href);
  await page.screenshot({ path: target });
  console.log(target);
} finally {
  await browser.close();
  rmSync(folder, { recursive: true });
}
