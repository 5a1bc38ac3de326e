import { readdirSync } from "node:fs";
import { join } from "node:path";
import { guards } from "../../guards/index";
import { judged } from "./judge";

const broken = {
  guard: {
    ...{ id: "keys-counted", summary: "", why: "", fix: "" },
    check: () => {
      throw new TypeError("keys is not iterable");
    },
  },
  severity: "warning" as const,
};

describe("judge", () => {
  test("fails when a guard crashes: that is an error, never a pass", async () => {
    expect(await judged("keys-counted", "users: {}", [broken])).toMatchInlineSnapshot(`
      "1:1 error the guard keys-counted crashed: keys is not iterable
        This is a defect of the guard; the roster counts as not checked."
    `);
  });

  test("goes on with the other guards after a crash", async () => {
    const findings = await judged("account-pinned", "users: {}", [broken, ...guards]);
    expect(findings).toContain("the roster does not say which account it is for");
  });

  test("lists each file of guards/ once, with a test of its own", () => {
    const helpers = ["guard.ts", "index.ts", "justification.ts"];
    const files = readdirSync(join(__dirname, "../../guards")).filter((name) => !helpers.includes(name));
    expect(guards.map(({ guard }) => `${guard.id}.ts`).sort()).toEqual(files.sort());
    expect(readdirSync(__dirname)).toEqual(expect.arrayContaining(guards.map(({ guard }) => `${guard.id}.test.ts`)));
  });

  test("each guard says what, why and how to mend it, in sentences", () => {
    const words = guards.flatMap(({ guard: { id, summary, why } }) => [`${id}: ${summary}`, `${id}: ${why}`]);
    expect(words.filter((text) => !/: [A-Za-z].{15,}\.$/.test(text))).toEqual([]);
    expect(guards.filter(({ guard }) => guard.fix.length < 5)).toEqual([]);
  });
});
