import { readdirSync } from "node:fs";
import { ACTIONS } from "../../src/sandbox/actions";
import { MODELS, type Service } from "../../src/sandbox/model";

test("every file of an action is listed, and has its constraints", () => {
  const files = readdirSync("src/sandbox/actions").map((name) => name.replace(/\.ts$/, ""));
  const names = Object.values(ACTIONS).flatMap((actions) => [...actions.keys()]);
  expect(names.sort()).toEqual(files.filter((name) => name !== "index").sort());
  for (const [service, actions] of Object.entries(ACTIONS)) {
    for (const name of actions.keys()) expect(MODELS[service as Service].operations.has(name)).toBe(true);
  }
});
