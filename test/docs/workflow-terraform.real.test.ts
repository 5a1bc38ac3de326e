import { execFileSync } from "node:child_process";
import { withTerraform } from "../e2e/harness";
import { callsOf } from "./workflow-files";

withTerraform("the workflows of docs/workflows", ({ binary }) => {
  test("call terraform's commands with options that they have", () => {
    const calls = callsOf(/(?:^|\s)terraform (?=-chdir)/).map(({ words }) => words.slice(1));
    expect([...new Set(calls.map(([name]) => name))].sort()).toEqual(["apply", "init", "plan", "show"]);
    const helps = new Map<string, string>();
    for (const [name = "", ...rest] of calls) {
      const ask = () =>
        execFileSync(binary.path, [name, "-help"], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
      const help = helps.get(name) ?? ask();
      helps.set(name, help);
      for (const option of rest.filter((word) => word.startsWith("-"))) {
        expect(`${name}: ${help}`).toContain(`  ${option.split("=")[0]}`);
      }
    }
  }, 60_000);
});
