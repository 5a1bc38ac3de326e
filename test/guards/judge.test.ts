import { readdirSync } from "node:fs";
import { join } from "node:path";
import { flagGuards, type Guard, guards } from "../../src/guards/index";
import { flagNames } from "../../src/terms/flags";
import { judged } from "./judge";

const broken: Guard = {
  ...{ id: "keys-counted", severity: "warning", summary: "", why: "", fix: "" },
  check: () => {
    throw new TypeError("keys is not iterable");
  },
};

describe("judge", () => {
  test("fails when a guard crashes: that is an error, never a pass", async () => {
    expect(await judged("keys-counted", "users: {}", [broken])).toMatchInlineSnapshot(`
      "1:1 error the rule keys-counted crashed (TypeError): the roster counts as not checked
        This is a defect of iam-roster; please report it."
    `);
  });

  test("goes on with the other guards after a crash", async () => {
    const findings = await judged("account-pinned", "users: {}", [broken, ...guards]);
    expect(findings).toContain("the roster does not say which account it is for");
  });

  test("lists each file of guards/ once, with a test of its own", () => {
    const helpers = ["between", "flags.ts", "guard.ts", "index.ts", "justification.ts", "policy-documents.ts"];
    const files = readdirSync(join(__dirname, "../../src/guards")).filter((name) => !helpers.includes(name));
    expect(guards.map(({ id }) => `${id}.ts`).sort()).toEqual(files.sort());
    expect(readdirSync(__dirname)).toEqual(expect.arrayContaining(guards.map(({ id }) => `${id}.test.ts`)));
  });

  test("each guard says what, why and how to mend it, in sentences", () => {
    const words = guards.flatMap(({ id, summary, why }) => [`${id}: ${summary}`, `${id}: ${why}`]);
    expect(words.filter((text) => !/: [A-Za-z].{15,}\.$/.test(text))).toEqual([]);
    expect(guards.filter(({ fix }) => fix.length < 5)).toEqual([]);
  });

  test("errors come before warnings, in the list and so in docs/guards.md", () => {
    const severities = guards.map(({ severity }) => severity);
    expect(severities).toEqual([...severities].sort());
  });
});

describe("flags", () => {
  test("each flag has one guard that demands its justification", () => {
    expect(guards.flatMap(({ flag }) => flag ?? []).sort()).toEqual([...flagNames].sort());
  });

  test("each flag but forceDestroy, whose need lies outside the roster, is reported when nothing needs it", () => {
    expect(flagGuards.flatMap(({ flag, needs }) => (needs === undefined ? flag : []))).toEqual(["forceDestroy"]);
  });
});
