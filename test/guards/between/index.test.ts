import { readdirSync } from "node:fs";
import { join } from "node:path";
import { betweenGuards } from "../../../src/guards/between/index";
import { guards } from "../../../src/guards/index";

test("lists each file of guards/between/ once, and no id twice", () => {
  const helpers = ["account-of.ts", "between.ts", "index.ts", "state-address.ts"];
  const files = readdirSync(join(__dirname, "../../../src/guards/between")).filter((name) => !helpers.includes(name));
  expect(betweenGuards.map(({ id }) => `${id}.ts`).sort()).toEqual(files.sort());
  const ids = [...guards, ...betweenGuards].map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
});
