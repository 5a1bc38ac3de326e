import { load, problems } from "./problems";

/** CPU seconds that loading takes, on a machine that others use too. */
async function seconds(yaml: string): Promise<number> {
  const before = process.cpuUsage();
  await load(yaml);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

describe("any file ends in bounded time, with clear lines", () => {
  test.each([
    ["flow lists", "[".repeat(100_000)],
    ["flow maps", "{a: ".repeat(100_000)],
    ["block lists", "- ".repeat(50_000)],
  ])("fails when %s are nested 100,000 deep", async (_name, yaml) => {
    expect(await problems(yaml)).toMatch(
      /^1:\d+ not readable as YAML: nesting exceeded maxDepth \(50\) \[yaml\]\n {2}Fix this first/,
    );
  });

  test("fails when a YAML bomb would expand to a billion laughs: nothing is expanded", async () => {
    const lines = Array.from(
      { length: 9 },
      (_, index) => `l${index + 1}: &l${index + 1} [${`*l${index}, `.repeat(10)}]`,
    );
    const { diagnostics } = await load(`version: 1\nl0: &l0 [lol]\n${lines.join("\n")}\nusers: {}\n`);
    expect(diagnostics.filter(({ id }) => id === "yaml")).toHaveLength(100);
  });

  test("fails when 5,000 users have an error each: every one is told, at its line", async () => {
    const users = Array.from(
      { length: 5000 },
      (_, index) => `  person-${index}: { type: human, owner: hr, colour: red }`,
    );
    const { diagnostics } = await load(`version: 1\nusers:\n${users.join("\n")}\n`);
    expect(diagnostics).toHaveLength(5000);
    expect(diagnostics.map(({ line }) => line)).toEqual(users.map((_, index) => index + 3));
  });

  test("fails when there are more problems than anybody reads: the first 10,000 and a line that says so", async () => {
    for (const yaml of [
      `version: 1\nusers: [${"*a, ".repeat(20_000)}]\n`,
      `version: 1\nusers: {${words(20_000, "1")}}\n`,
    ]) {
      const { kind, diagnostics } = await load(yaml);
      expect(kind).toBe("unreadable");
      expect(diagnostics).toHaveLength(10_001);
      expect(diagnostics[0]?.message).toBe("there are more than 10000 problems; the others are not shown");
    }
  });

  test.each([
    [
      "a list of 200,000 policies",
      `version: 1\nusers: { a: { type: human, owner: hr, policies: { managed: [${list(200_000)}] } } }\n`,
    ],
    ["200,000 beginnings of a key", `version: 1\nstack: "${"-----BEGIN ".repeat(200_000)}"\n`],
    ["a key of a megabyte", `version: 1\nusers: { ${"a".repeat(1_000_000)}: {} }\n`],
    ["a line of a megabyte", `version: 1\nstack: "${"{[\\".replaceAll("\\", "\\\\").repeat(250_000)}"\nusers: {}\n`],
    [
      "globs that would match for ever",
      `version: 1\nusers: {}\ninclude: ["${"{a,b}*".repeat(20)}", "${"*(a|b)".repeat(12)}", "{1..10000000}"]\n`,
    ],
  ])("takes seconds, not minutes, for %s", async (_name, yaml) => {
    expect(await seconds(yaml)).toBeLessThan(8);
  });
});

function words(count: number, value: string): string {
  return Array.from({ length: count }, (_, index) => `u${index}: ${value}`).join(", ");
}

function list(count: number): string {
  return Array.from({ length: count }, (_, index) => `p${index}`).join(", ");
}
