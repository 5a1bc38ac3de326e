import { readFileSync } from "node:fs";
import { join } from "node:path";
import { globSync } from "tinyglobby";
import { root } from "../terminal";

const page = readFileSync(join(root, "docs", "troubleshooting.md"), "utf8");
const [own = ""] = page.split("\n## Messages of AWS\n");
const messages = [...own.matchAll(/^### `(.+)`$/gm)].map(([, message]) => message ?? "");

test("each message of the page is one of roster", () => {
  const files = globSync("src/**/*.ts", { cwd: root, absolute: true, ignore: ["**/users.validate.ts"] });
  const source = files.map((file) => readFileSync(file, "utf8")).join("\n");
  expect(messages.length).toBeGreaterThan(8);
  expect(messages.filter((message) => !source.includes(message))).toEqual([]);
});
