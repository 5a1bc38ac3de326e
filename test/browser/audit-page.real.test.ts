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

inChromium("the audit page", (open) => {
  test("shows what could not be seen first, then each finding with what to do, and asks for nothing", async () => {
    const { page, requests, complaints } = await open(renderHtml(page206()));
    expect(await page.title()).toBe("IAM audit of account 123456789012, 2026-11-21");
    expect(await page.locator(".unseen p").allTextContents()).toEqual([
      "Could not check: SSH keys of 40 users (user-0, user-1, user-2, user-3, user-4, user-5, user-6, user-7, user-8, user-9 and 30 more, which --json names); the audit may make 5000 calls (--max-calls), and none was left",
      "Could not check: virtual MFA devices; it needs iam:ListVirtualMFADevices",
    ]);
    expect(await page.locator("nav li").allTextContents()).toEqual([
      "root-user: 2",
      "console-without-mfa: 1",
      "dormant: 1",
      "old-key: 3",
      "unused-key: 1",
      "two-active-keys: 1",
    ]);
    await page.getByRole("link", { name: "dormant" }).click();
    expect(await page.evaluate("document.querySelector(':target').textContent")).toBe("dormant high, 1");
    expect(
      await page
        .locator("section", { has: page.locator("#dormant") })
        .locator("pre")
        .textContent(),
    ).toContain("    suspended:\n      since: 2026-11-21\n");
    await page.getByText("All 40").click();
    expect(await page.getByText("user-39").isVisible()).toBe(true);
    expect({ requests, complaints }).toEqual({ requests: [], complaints: [] });
  });

  test.each([
    ["light", 1280],
    ["dark", 1280],
    ["light", 360],
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
    expect(await (await open(html, { colorScheme: "light" })).page.evaluate(paper)).toBe("rgb(247, 246, 242)");
    expect(await (await open(html, { colorScheme: "dark" })).page.evaluate(paper)).toBe("rgb(19, 22, 26)");
  });

  test("shows text from outside, and executes none of it", async () => {
    const texts = Object.values(hostileTexts);
    const { page, requests, complaints } = await open(renderHtml(auditFullOf(texts)));
    const cells = texts.flatMap((text) => [text, text, `${text}${text}`]);
    expect(await page.locator("td").allTextContents()).toEqual(cells);
    expect(await page.title()).toMatch(/^IAM audit of account <script>/);
    for (const element of await page.locator("summary").all()) await element.click();
    for (const element of await page.locator("tr").all()) await element.hover();
    expect(await page.evaluate("[document.scripts.length, document.images.length, document.forms.length]")).toEqual([
      0, 0, 0,
    ]);
    const attributes =
      "[...new Set([...document.body.querySelectorAll('*')].flatMap((each) => each.getAttributeNames()))].sort()";
    const ours = ["aria-label", "aria-labelledby", "class", "href", "id", "open", "scope"];
    expect(await page.evaluate(attributes)).toEqual(ours);
    expect({ requests, complaints }).toEqual({ requests: [], complaints: [] });
  });

  test("shows text as what it is", async () => {
    const all = Object.values(invisibleTexts);
    const { page } = await open(renderHtml(auditFullOf(all.map(([text]) => text))));
    const cells = all.flatMap(([, shown]) => [shown, shown, `${shown}${shown}`]);
    expect(await page.locator("td").allTextContents()).toEqual(cells);
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
    expect(await page.evaluate("getComputedStyle(document.querySelector('h1')).color")).toBe("rgb(28, 32, 36)");
    for (let tries = 0; complaints.length < 4 && tries < 50; tries += 1) await page.waitForTimeout(100);
    expect(complaints.filter((complaint) => !/Content Security Policy/.test(complaint))).toEqual([]);
    expect(complaints.length).toBeGreaterThanOrEqual(4);
  });
});
