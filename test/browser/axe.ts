import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";

const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

interface Results {
  readonly passes: readonly unknown[];
  readonly violations: readonly {
    readonly id: string;
    readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
  }[];
}

/** What axe finds on what is painted: make the window high enough for the whole page. */
export async function barriers(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  const { passes, violations } = (await page.evaluate("axe.run(document)")) as Results;
  if (passes.length < 15) throw new Error(`axe looked at ${passes.length} rules only`);
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`),
  );
}
