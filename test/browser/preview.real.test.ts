import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { servePreview } from "../../src/cli/preview/server";
import { Session } from "../../src/cli/preview/session";
import { findBinary } from "../../src/terraform/binary";
import { e2eEnvironment } from "../e2e/harness";
import { testdir } from "../testdir";
import { barriers } from "./axe";
import { inChromium } from "./browser";

const users = `version: 1
account: { id: "123456789012" }
guards: { soakDays: 14 }
groups: { developers: { policies: [arn:aws:iam::aws:policy/ReadOnlyAccess] } }
users:
  alice: { type: human, owner: alice@example.com, groups: [developers] }
  bob: { type: human, owner: bob@example.com, mfaDevices: { phone: {} } }
`;
const edited = users
  .replace("groups: [developers] }", "groups: [] }")
  .replace(/ {2}bob.*\n/, "  carol: { type: human, owner: carol@example.com }\n");

inChromium("roster preview", (open) => {
  test("follows the file, rehearses the change with real Terraform, and shows its review; nothing comes from elsewhere", async () => {
    const env = e2eEnvironment();
    if ((await findBinary(env)) === undefined && process.env.ROSTER_E2E !== "required")
      return console.warn("left out: no terraform");
    const cwd = testdir({ "users.yaml": users });
    const path = join(cwd, "users.yaml");
    const session = await Session.begin(
      { path, name: "users.yaml" },
      { cwd, env, today: new Date("2026-11-25T12:00:00Z") },
    );
    const { url, close } = await servePreview(session, 0);
    try {
      const { page, requests, complaints } = await open(new URL(url));
      expect(await page.locator("h1").textContent()).toBe("Nothing changes for anybody");
      writeFileSync(path, edited);
      await page.locator("#changes").waitFor();
      expect(await page.locator("h1").textContent()).toBe("1 user leaves, 1 user changes, 1 user joins");
      expect(await page.locator(".person h4").allTextContents()).toEqual(["bob", "alice", "carol"]);
      await page.setViewportSize({ width: 390, height: 800 });
      expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(390);
      expect(await barriers(page)).toEqual([]);

      await page.getByRole("button", { name: "Rehearse the change on the sandbox" }).click();
      await page.getByRole("link", { name: "Read the review" }).waitFor({ timeout: 300_000 });
      // bob was never suspended: the gate says so, and the sandbox removes him all the same.
      expect(await page.locator("#rehearsal ~ ul li").allTextContents()).toEqual([
        "the gate is closed Read the review",
        "Applied to the sandbox by real Terraform, without an error.",
      ]);
      await page.getByRole("link", { name: "Read the review" }).click();
      expect(await page.title()).toBe("iam-roster review: the gate is closed");
      expect(await page.locator("#people ~ * .person h4").allTextContents()).toEqual(["bob", "carol", "alice"]);
      expect(requests.filter((address) => !address.startsWith(url))).toEqual([]);
      expect(complaints).toEqual([]);
      expect(readFileSync(path, "utf8")).toBe(edited);
    } finally {
      session.end();
      await close();
    }
  }, 400_000);
});
