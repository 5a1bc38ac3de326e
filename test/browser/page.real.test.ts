import type { Page } from "playwright-core";
import { renderHtml } from "../../src/review/render/html";
import { reviewOf } from "../review/fixture";
import { barriers } from "./axe";
import { inChromium } from "./browser";
import { storyPage } from "./pages";

const names = (page: Page) => page.locator(".person h4:visible").allTextContents();
// Nothing of alice changes, but what a group of hers may do: she is in danger, and so not folded.
const everybody = ["bob", "carol", "frank", "dana", "deploy-bot", "erin", "alice"];

/** Elements with a colour that is clearly green. */
const greenElements = `[...document.querySelectorAll("body *")].filter((each) => {
  const { color, backgroundColor, fill } = getComputedStyle(each);
  return [color, backgroundColor, fill].some((text) => {
    const [red, green, blue] = (text.match(/[\\d.]+/g) ?? []).map(Number);
    return green > red + 25 && green > blue + 25;
  });
}).map(({ tagName }) => tagName)`;

const width = (page: Page) => page.evaluate("document.documentElement.scrollWidth");

inChromium("the review page", (open) => {
  test("says first whether the gate is open, and who can open it", async () => {
    const { page, requests, complaints } = await open(await storyPage());
    expect(await page.title()).toBe("iam-roster review: the gate is closed");
    expect(await page.locator("h1").textContent()).toBe("The gate is closed");
    expect(await page.locator(".openers li").allTextContents()).toEqual([
      "Somebody other than the owner can accept it in users.yaml, with justification, approvedBy, ticket and expires: removal-without-soak.",
    ]);
    expect(await page.locator(".tile").allTextContents()).toEqual([
      "2 leaves",
      "1 suspended",
      "1 joins",
      "2 changes",
      "3 unchanged",
    ]);
    expect({ requests, complaints }).toEqual({ requests: [], complaints: [] });
  });

  test("shows what frank has before and after, side by side", async () => {
    const { page } = await open(await storyPage());
    const rows = page.locator(".person", { has: page.getByRole("heading", { name: "frank" }) }).locator("tbody tr");
    // A card off the screen is not drawn, and has no inner text.
    await page.evaluate(
      "for (const card of document.querySelectorAll('.person')) card.style.contentVisibility = 'visible'",
    );
    expect((await rows.allInnerTexts()).map((row) => row.replace(/\s+/g, " "))).toMatchInlineSnapshot(`
      [
        "Suspended none since 2026-11-21 HR-91 Moves to single sign-on",
        "Password set none",
        "Access keys reports …0003 Active, 1,038 days old reports …0003 Inactive",
        "Policies none AWSDenyAll AWS managed",
        "Stays MFA device phone, group billing, accepted risk longLivedKeys SEC-7 until 2027-06-30",
      ]
    `);
  });

  test("filters by what happens to people, and by danger", async () => {
    const { page } = await open(await storyPage());
    expect(await names(page)).toEqual(everybody);
    await page.getByLabel("Joins").check();
    expect(await names(page)).toEqual(["dana"]);
    expect(await page.locator("#shown").textContent()).toBe("1 of 9 people");
    await page.getByLabel("Leaves").check();
    expect(await names(page)).toEqual(["bob", "carol", "dana"]);
    await page.getByLabel("In danger only").check();
    expect(await names(page)).toEqual(["carol", "dana"]);
    await page.getByRole("button", { name: "Show all" }).click();
    expect(await names(page)).toEqual(everybody);
    expect(await page.locator("#shown").textContent()).toBe("9 people");
  });

  test("finds people by any word of their card, the unchanged too", async () => {
    const { page } = await open(await storyPage());
    await page.getByLabel("Search").fill("BILLING erin@");
    await page.locator("#shown", { hasText: "1 of 9 people" }).waitFor();
    expect(await names(page)).toEqual(["erin"]);
    await page.getByLabel("Search").fill("nightly");
    await page.getByRole("heading", { name: "backup-bot" }).waitFor();
    expect(await names(page)).toEqual(["backup-bot"]);
    await page.getByLabel("Search").fill("nobody-of-this-name");
    await page.locator("#shown", { hasText: "0 of 9 people" }).waitFor();
    await page.getByLabel("Search").fill("");
    await page.locator("#shown", { hasText: /^9 people$/ }).waitFor();
    expect(await names(page)).toEqual(everybody);
  });

  test("a danger leads to its person, even when the filter hides them", async () => {
    const { page } = await open(await storyPage());
    await page.getByLabel("Joins").check();
    await page.getByRole("link", { name: "see carol" }).click();
    expect(await page.evaluate("document.querySelector(':target h4').textContent")).toBe("carol");
    expect(await page.locator(":target").isVisible()).toBe(true);
  });

  test("is filtered with the keyboard alone, and shows where it is", async () => {
    const { page } = await open(await storyPage());
    await page.keyboard.press("Tab");
    expect(await page.locator(":focus").textContent()).toBe("Skip to the people");
    expect(await page.locator(":focus").boundingBox()).toMatchObject({
      x: expect.any(Number),
    });
    await page.getByLabel("Search").focus();
    await page.keyboard.press("Tab");
    await page.keyboard.press("Space");
    expect(await names(page)).toEqual(["bob", "carol"]);
    const outline = "getComputedStyle(document.activeElement.closest('label')).outlineStyle";
    expect(await page.evaluate(outline)).toBe("solid");
  });

  test.each([
    ["light", 1280],
    ["dark", 1280],
    ["light", 390],
    ["dark", 360],
  ] as const)(
    "has no barrier that axe finds: %s, %i pixels wide",
    async (colorScheme, pixels) => {
      const { page } = await open(await storyPage(), {
        colorScheme,
        viewport: { width: pixels, height: 6000 },
      });
      await page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })");
      expect(await barriers(page)).toEqual([]);
      expect(await width(page)).toBe(pixels);
    },
    60_000,
  );

  test("is dark where that is preferred", async () => {
    const paper = "getComputedStyle(document.body).backgroundColor";
    const html = await storyPage();
    expect(await (await open(html, { colorScheme: "light" })).page.evaluate(paper)).toBe("rgb(247, 248, 250)");
    expect(await (await open(html, { colorScheme: "dark" })).page.evaluate(paper)).toBe("rgb(14, 16, 20)");
  });

  test.each(["light", "dark"] as const)("risk is never green: %s", async (colorScheme) => {
    const greens = async (html: string) => (await open(html, { colorScheme })).page.evaluate(greenElements);
    expect(await greens(await storyPage())).toEqual([]);
    expect(await greens(renderHtml(await reviewOf("expiry-postponed")))).toEqual([]);
    expect(await greens(renderHtml(await reviewOf("joins")))).toEqual(["H1"]);
  });

  test("can be read without scripts: everybody is there, and nothing that cannot be pressed", async () => {
    const { page } = await open(await storyPage(), {
      javaScriptEnabled: false,
    });
    expect(await names(page)).toEqual(everybody);
    expect(await page.getByRole("search").isVisible()).toBe(false);
    await page.locator("details.unchanged > summary").click();
    expect(await names(page)).toEqual([...everybody, "backup-bot", "emergency"]);
  });

  test("can be printed: light, without the filter, every card painted", async () => {
    const { page } = await open(await storyPage(), { colorScheme: "dark" });
    await page.emulateMedia({ media: "print", colorScheme: "dark" });
    expect(await page.locator("#filter").isVisible()).toBe(false);
    expect(await page.evaluate("getComputedStyle(document.body).backgroundColor")).toBe("rgb(255, 255, 255)");
    expect(await page.evaluate("getComputedStyle(document.body).color")).toBe("rgb(20, 23, 28)");
    const cards =
      "[...new Set([...document.querySelectorAll('.person')].map((each) => getComputedStyle(each).contentVisibility))]";
    expect(await page.evaluate(cards)).toEqual(["visible"]);
    expect((await page.pdf()).length).toBeGreaterThan(10_000);
  });
});
