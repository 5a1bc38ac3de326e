import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, Page } from "playwright-core";
import { readPlan } from "../src/plan/read";
import { reviewPlan } from "../src/review/build";
import type { Review } from "../src/review/model/review";
import { renderHtml } from "../src/review/render/html";
import type { BenchOptions } from "./bench";
import { chromiumMissing, findChromium, launchChromium } from "./chromium";
import { median } from "./measure";
import { planText } from "./review-plan";
import { megabytes, type Row, seconds, type Table, target } from "./table";

/** What it takes to open the HTML of a review in Chromium, and to filter and search there: until the page is painted anew. */
export async function benchHtml(options: BenchOptions): Promise<Table[]> {
  const binary = findChromium();
  if (binary === undefined) {
    options.say(`left out: ${chromiumMissing}`);
    return [];
  }
  const browser = await launchChromium(binary);
  try {
    const rows: Row[] = [];
    for (const users of options.users ?? [5000]) {
      const review = reviewPlan(readPlan(Buffer.from(planText(users))));
      rows.push(await row(`${users}, few change`, review, browser, options));
      rows.push(await row(`${users}, all join`, everybodyJoins(review), browser, options));
    }
    const note =
      "Opened from a file, until the first frame after its load event. Filter and search: the slowest of a few.";
    return [{ title: "roster review --format html, in Chromium", rows, note }];
  } finally {
    await browser.close();
  }
}

/** The first apply: the largest page that so many users can give. */
function everybodyJoins(review: Review): Review {
  const people = review.people.map((person) => ({
    ...person,
    change: "joins" as const,
    credentials: person.credentials.map((credential) => ({ ...credential, change: "created" as const })),
    groups: { added: [...person.groups.added, ...person.groups.kept], removed: [], kept: [] },
  }));
  const none = Object.fromEntries(Object.keys(review.summary.people).map((change) => [change, 0]));
  const counts = { ...none, joins: people.length } as Review["summary"]["people"];
  return { ...review, people, summary: { ...review.summary, people: counts } };
}

async function row(users: string, review: Review, browser: Browser, options: BenchOptions): Promise<Row> {
  const started = performance.now();
  const html = renderHtml(review);
  const rendered = (performance.now() - started) / 1000;
  const file = join(options.folder, "review.html");
  writeFileSync(file, html);
  const opened: number[] = [];
  const used: number[] = [];
  for (let round = 0; round < options.rounds; round += 1) {
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    opened.push(await open(page, pathToFileURL(file).href));
    used.push(await use(page));
    await page.close();
  }
  return {
    users,
    page: megabytes(html.length / 1024 / 1024),
    rendered: seconds(rendered),
    "filter, search": seconds(median(used)),
    open: seconds(median(opened)),
    ...target(median(opened), "s", 3),
  };
}

const painted = "new Promise((done) => requestAnimationFrame(() => setTimeout(done)))";

async function open(page: Page, url: string): Promise<number> {
  const started = performance.now();
  await page.goto(url, { waitUntil: "load", timeout: 120_000 });
  await page.evaluate(painted);
  return (performance.now() - started) / 1000;
}

/** Searches what fits many, few and nobody, and filters; the time of the slowest. */
async function use(page: Page): Promise<number> {
  let slowest = 0;
  for (const words of ["e", "person-00", "person-0042", "nobody", ""]) {
    slowest = Math.max(
      slowest,
      await latency(page, `find.value = ${JSON.stringify(words)}; find.dispatchEvent(new Event("input"))`),
    );
  }
  const boxes = await page.locator("input[name=kind]").count();
  for (let box = 0; box < boxes; box += 1) {
    slowest = Math.max(slowest, await latency(page, `document.getElementsByName("kind")[${box}].click()`));
  }
  return slowest;
}

/** Seconds from an action until what it changed is painted; the wait for further keys is in it. */
async function latency(page: Page, action: string): Promise<number> {
  const script = `(async () => {
    const find = document.getElementById("find");
    const shown = document.getElementById("shown");
    const started = performance.now();
    const changed = new Promise((done) => new MutationObserver(done).observe(shown, { childList: true, characterData: true, subtree: true }));
    ${action};
    await changed;
    await ${painted};
    return performance.now() - started;
  })()`;
  return ((await page.evaluate(script)) as number) / 1000;
}
