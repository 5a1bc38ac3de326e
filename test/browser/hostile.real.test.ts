import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { renderHtml } from "../../src/review/render/html";
import { barriers } from "./axe";
import { inChromium } from "./browser";
import { hostileTexts, invisibleTexts } from "./hostile-texts";
import { reviewFullOf, storyReview } from "./pages";

inChromium("text from outside", (open) => {
  test.each(Object.entries(hostileTexts))("is shown and not executed: %s", async (_, text) => {
    const html = renderHtml(reviewFullOf(text, await storyReview()));
    const { page, requests, complaints } = await open(html);
    expect(await page.locator("h4").first().textContent()).toBe(text);
    expect(await page.locator(".message").first().textContent()).toBe(text);
    expect(await page.locator(".why").last().textContent()).toBe(text);
    await page.getByLabel("Search").fill(text);
    for (const element of await page.locator("summary, .who, .mark").all()) await element.click();
    await page.locator("h4").first().hover();
    expect(await page.title()).toBe("iam-roster review: the gate is closed");
    expect(await page.evaluate("[document.scripts.length, document.images.length, document.forms.length]")).toEqual([
      1, 0, 0,
    ]);
    const handlers =
      "[...document.querySelectorAll('*')].flatMap((each) => each.getAttributeNames()).filter((name) => name.startsWith('on'))";
    expect(await page.evaluate(handlers)).toEqual([]);
    const links =
      "[...new Set([...document.links].map((each) => each.getAttribute('href')).filter((href) => !/^#[a-z0-9-]+$/.test(href)))]";
    expect(await page.evaluate(links)).toEqual([]);
    expect({ requests, complaints }).toEqual({ requests: [], complaints: [] });
  });

  test.each(Object.entries(invisibleTexts))("is shown as what it is: %s", async (_, [text, shown]) => {
    const { page } = await open(renderHtml(reviewFullOf(text, await storyReview())));
    expect(await page.locator("h4").first().textContent()).toBe(shown);
    expect(await page.content()).not.toContain(text);
  });

  test("neither widens the page on a phone nor bursts its card", async () => {
    const long = `${"x".repeat(3000)} ${"Ж̡̛̖".repeat(200)}`;
    const html = renderHtml(reviewFullOf(long, await storyReview()));
    const { page } = await open(html, { viewport: { width: 360, height: 6000 } });
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(360);
    expect(await barriers(page)).toEqual([]);
  }, 60_000);

  test("even if it got in, the page's policy would let it neither run nor ask", async () => {
    const asked: (string | undefined)[] = [];
    const server = createServer(({ url }, response) => {
      asked.push(url);
      response.end();
    });
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    try {
      const outside = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
      const attack = `<script>document.title = "owned"</script><script src="${outside}/script"></script>
        <img src="${outside}/pixel.png" onerror="document.title='owned'"><link rel="stylesheet" href="${outside}/style">
        <style>h1 { color: lime }</style><p style="color: lime">x</p><iframe src="${outside}/frame"></iframe>
        <form action="${outside}/form" method="post"><button id="send">send</button></form>`;
      const html = renderHtml(await storyReview()).replace("<main>", `<main>${attack}`);
      const { page, complaints } = await open(html);
      expect(await page.title()).toBe("iam-roster review: the gate is closed");
      expect(await page.evaluate("getComputedStyle(document.querySelector('h1')).color")).toBe("rgb(180, 35, 24)");
      await page.evaluate("document.getElementById('send').click()");
      for (let tries = 0; complaints.length < 8 && tries < 50; tries += 1) await page.waitForTimeout(100);
      expect(asked).toEqual([]);
      expect(complaints.filter((complaint) => !/Content Security Policy/.test(complaint))).toEqual([]);
      expect(complaints.length).toBeGreaterThanOrEqual(8);
    } finally {
      server.close();
    }
  });
});
