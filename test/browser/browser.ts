import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { chromiumMissing, findChromium, launchChromium } from "../../bench/chromium";
import { testdir } from "../testdir";

/** What a page did that it must not do. */
export interface Visit {
  readonly page: Page;
  /** Every address that was asked for, but the page itself. */
  readonly requests: string[];
  /** Complaints of the browser, those about the page's policy among them. */
  readonly complaints: string[];
}

/** A page of ours as text, or where it is served. */
export type Open = (html: string | URL, options?: BrowserContextOptions) => Promise<Visit>;

const required = process.env.ROSTER_E2E === "required";

/**
 * Tests in one Chromium. Where there is none they are left out, loudly; with ROSTER_E2E=required they fail.
 * @param tests gets a function that writes a page to a file and opens it from there, in a context of its own
 */
export function inChromium(name: string, tests: (open: Open) => void): void {
  const binary = findChromium();
  if (binary === undefined && !required) {
    console.warn(`left out: ${name}; ${chromiumMissing}`);
    describe.skip(name, () => tests(() => Promise.reject(new Error(chromiumMissing))));
    return;
  }
  describe(name, () => {
    let browser: Browser | undefined;
    beforeAll(async () => {
      if (binary === undefined) throw new Error(chromiumMissing);
      browser = await launchChromium(binary);
    }, 60_000);
    afterEach(() => Promise.all(browser?.contexts().map((context) => context.close()) ?? []));
    afterAll(() => browser?.close());
    tests(async (html, options) => {
      if (browser === undefined) throw new Error(chromiumMissing);
      return visit(browser, html, options);
    });
  });
}

async function visit(browser: Browser, html: string | URL, options: BrowserContextOptions = {}): Promise<Visit> {
  const url = html instanceof URL ? html.href : pathToFileURL(written(html)).href;
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  const requests: string[] = [];
  const complaints: string[] = [];
  context.on("request", (request) => {
    if (request.url() !== url) requests.push(request.url());
  });
  page.on("console", (message) => complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("dialog", (dialog) => {
    complaints.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  await page.goto(url);
  return { page, requests, complaints };
}

function written(html: string): string {
  const file = join(testdir({}), "review.html");
  writeFileSync(file, html);
  return file;
}
