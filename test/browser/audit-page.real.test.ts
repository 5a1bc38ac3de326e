import type { Page } from "playwright-core";
import { type Audit, audit } from "../../src/audit/audit";
import { renderHtml } from "../../src/audit/render/html";
import { inventoryOf, key, password, person, TODAY } from "../live/audit-people";
import { barriers } from "./axe";
import { inChromium } from "./browser";
import { hostileTexts, invisibleTexts } from "./hostile-texts";

const root = {
  ...{ user: "<root_account>", arn: "arn:aws:iam::123456789012:root", created: undefined, password: password(1) },
  ...{ mfaActive: false, accessKeys: [], certificates: [] },
};
const story = [
  person("alice", { password: password(100) }),
  person("deploy-bot", { accessKeys: [key(1, { age: 300, used: 1 }), key(2, { age: 200 })] }),
  person("nightly", { accessKeys: [key(1, { age: 120, used: 1 })] }),
];
const page206 = (): Audit => {
  const unseen = Array.from({ length: 40 }, (_, at) => `user-${at}`);
  const inventory = {
    ...inventoryOf(story, root),
    couldNotLook: [
      { what: "SSH keys", users: unseen, words: "the audit may make 5000 calls (--max-calls), and none was left" },
      { what: "virtual MFA devices", permission: "iam:ListVirtualMFADevices", words: "User is not authorized" },
    ],
    notes: ["Without a roster, users are not compared with entries."],
  };
  return audit({ inventory, today: TODAY });
};

/** An audit in which all that can come from outside is one of these texts. */
function auditFullOf(texts: readonly string[]): Audit {
  const one = page206();
  const [finding] = one.findings;
  if (finding === undefined) throw new Error("the story has a finding");
  const all = texts.join("");
  return {
    ...one,
    ...{ accountId: all, day: all, reportTime: all, notes: texts, suspensions: all, changes: all, adoptFirst: texts },
    findings: texts.map((text) => ({ ...finding, user: text, message: text, fix: text, yaml: text })),
    couldNotLook: texts.flatMap((text) => [
      { what: text, users: Array(11).fill(text), words: text },
      { what: text, permission: text, words: text },
    ]),
  };
}

/** The texts of all cards: name, message, what to do, YAML. */
const shownOf = async (page: Page) =>
  (await page.locator(":is(h4, .findings .message, .mend .fix, .mend pre)").allTextContents()).sort();
const expected = (texts: readonly string[]) => texts.flatMap((text) => [text, text, text, text]).sort();

const names = (page: Page) => page.locator(".person h4:visible").allTextContents();

inChromium("the audit page", (open) => {
  test("shows what could not be seen first, then each finding with what to do, and asks for nothing", async () => {
    const { page, requests, complaints } = await open(renderHtml(page206()));
    expect(await page.title()).toBe("IAM audit of account 123456789012, 2026-11-21");
    expect(await page.locator("h1").textContent()).toBe("9 findings, 4 high");
    expect(await page.locator(".unseen p").allTextContents()).toEqual([
      "Could not check: SSH keys of 40 users (user-0, user-1, user-2, user-3, user-4, user-5, user-6, user-7, user-8, user-9 and 30 more, which --json names); the audit may make 5000 calls (--max-calls), and none was left",
      "Could not check: virtual MFA devices; it needs iam:ListVirtualMFADevices",
    ]);
    expect(await page.locator(".tile").allTextContents()).toEqual([
      "4 high",
      "5 medium",
      "0 low",
      "2 not checked",
      "4 with findings",
      "3 users",
    ]);
    await page.getByText("All 40").click();
    expect(await page.getByText("user-39").isVisible()).toBe(true);
    expect({ requests, complaints }).toEqual({ requests: [], complaints: [] });
  });

  test("one card a person, the worst first, with what was found and the way to mend it", async () => {
    const { page } = await open(renderHtml(page206()));
    expect(await names(page)).toEqual(["<root_account>", "alice", "deploy-bot", "nightly"]);
    const alice = page.locator(".person", { has: page.getByRole("heading", { name: "alice" }) });
    expect((await alice.locator(".findings li").allInnerTexts()).map((text) => text.replace(/\s+/g, " "))).toEqual([
      "high has a password and no MFA device console-without-mfa",
      "high last seen on 2026-08-13, 100 days ago dormant",
    ]);
    // Whoever is suspended needs no second factor.
    expect(await alice.locator("pre").allTextContents()).toEqual([
      expect.stringContaining("    suspended:\n      since: 2026-11-21\n"),
    ]);
    await alice.getByRole("link", { name: "dormant" }).click();
    expect(await page.evaluate("document.querySelector(':target th').textContent")).toBe("dormant");
  });

  test("filters by severity and by any word of a card", async () => {
    const { page } = await open(renderHtml(page206()));
    await page.getByLabel("High").check();
    expect(await names(page)).toEqual(["<root_account>", "alice"]);
    await page.getByLabel("Medium").check();
    expect(await page.locator("#shown").textContent()).toBe("4 of 4 people");
    await page.getByRole("button", { name: "Show all" }).click();
    await page.getByLabel("Search").fill("two-active-keys");
    await page.locator("#shown", { hasText: "1 of 4 people" }).waitFor();
    expect(await names(page)).toEqual(["deploy-bot"]);
  });

  test("can be read without scripts, and printed: light, without the filter, every card painted", async () => {
    const { page } = await open(renderHtml(page206()), { javaScriptEnabled: false, colorScheme: "dark" });
    expect(await page.getByRole("search").isVisible()).toBe(false);
    expect(await names(page)).toHaveLength(4);
    await page.emulateMedia({ media: "print", colorScheme: "dark" });
    expect((await page.pdf()).length).toBeGreaterThan(10_000);
    const printed = await open(renderHtml(page206()), { colorScheme: "dark" });
    await printed.page.emulateMedia({ media: "print", colorScheme: "dark" });
    expect(await printed.page.locator("#filter").isVisible()).toBe(false);
    const looks =
      "[getComputedStyle(document.body).backgroundColor, getComputedStyle(document.querySelector('.person')).contentVisibility]";
    expect(await printed.page.evaluate(looks)).toEqual(["rgb(255, 255, 255)", "visible"]);
  });

  test.each([
    ["what was found and is high", page206(), "closed"],
    ["what could not be seen", { ...page206(), findings: [] }, "risky"],
    ["nothing, of all that there is", { ...page206(), findings: [], couldNotLook: [] }, "open"],
  ])("only what bears no risk is green: %s", async (_, found, state) => {
    const { page } = await open(renderHtml(found));
    expect(await page.locator("header").getAttribute("class")).toBe(`top ${state}`);
    const [red = 0, green = 0] = (
      (await page.evaluate("getComputedStyle(document.querySelector('h1')).color.match(/[0-9]+/g)")) as string[]
    ).map(Number);
    expect(green > red).toBe(state === "open");
  });

  test.each([
    ["light", 1280],
    ["dark", 1280],
    ["light", 390],
    ["dark", 360],
  ] as const)(
    "has no barrier that axe finds: %s, %i pixels wide",
    async (colorScheme, width) => {
      const { page } = await open(renderHtml(page206()), { colorScheme, viewport: { width, height: 6000 } });
      expect(await barriers(page)).toEqual([]);
      expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(width);
    },
    60_000,
  );

  test("is dark where that is preferred", async () => {
    const paper = "getComputedStyle(document.body).backgroundColor";
    const html = renderHtml(page206());
    expect(await (await open(html, { colorScheme: "light" })).page.evaluate(paper)).toBe("rgb(247, 248, 250)");
    expect(await (await open(html, { colorScheme: "dark" })).page.evaluate(paper)).toBe("rgb(14, 16, 20)");
  });

  test("shows text from outside, and executes none of it", async () => {
    const texts = Object.values(hostileTexts);
    const { page, requests, complaints } = await open(renderHtml(auditFullOf(texts)));
    expect(await shownOf(page)).toEqual(expected(texts));
    expect(await page.title()).toMatch(/^IAM audit of account <script>/);
    for (const element of await page.locator("summary").all()) await element.click();
    for (const element of await page.locator(".person").all()) await element.hover();
    expect(await page.evaluate("[document.scripts.length, document.images.length, document.forms.length]")).toEqual([
      1, 0, 0,
    ]);
    const attributes =
      "[...new Set([...document.body.querySelectorAll('*')].flatMap((each) => each.getAttributeNames()))].sort()";
    const ours = [
      "aria-label",
      "aria-labelledby",
      "autocomplete",
      "class",
      "data-danger",
      "data-kinds",
      "for",
      "hidden",
      "href",
    ];
    const more = ["id", "name", "open", "placeholder", "role", "scope", "spellcheck", "type", "value"];
    expect(await page.evaluate(attributes)).toEqual([...ours, ...more]);
    expect({ requests, complaints }).toEqual({ requests: [], complaints: [] });
  });

  test("shows text as what it is", async () => {
    const all = Object.values(invisibleTexts);
    const { page } = await open(renderHtml(auditFullOf(all.map(([text]) => text))));
    expect(await shownOf(page)).toEqual(expected(all.map(([, shown]) => shown)));
    for (const [text] of all) expect(await page.content()).not.toContain(text);
  });

  test("a long name neither widens the page on a phone nor hides behind a barrier", async () => {
    const long = `${"x".repeat(3000)} ${"Ж̡̛̖".repeat(200)}`;
    const { page } = await open(renderHtml(auditFullOf([long])), { viewport: { width: 360, height: 20_000 } });
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(360);
    expect(await barriers(page)).toEqual([]);
  }, 60_000);

  test("even if it got in, the page's policy would let it neither run nor ask", async () => {
    const attack = `<script>document.title = "owned"</script><img src="http://127.0.0.1:9/x" onerror="document.title='owned'">
      <style>h1 { color: lime }</style><iframe src="http://127.0.0.1:9/frame"></iframe>`;
    const html = renderHtml(page206()).replace("<main>", `<main>${attack}`);
    const { page, complaints } = await open(html);
    expect(await page.title()).toBe("IAM audit of account 123456789012, 2026-11-21");
    expect(await page.evaluate("getComputedStyle(document.querySelector('h1')).color")).toBe("rgb(180, 35, 24)");
    for (let tries = 0; complaints.length < 4 && tries < 50; tries += 1) await page.waitForTimeout(100);
    expect(complaints.filter((complaint) => !/Content Security Policy/.test(complaint))).toEqual([]);
    expect(complaints.length).toBeGreaterThanOrEqual(4);
  });
});
