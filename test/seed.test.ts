import * as fc from "fast-check";

afterEach(() => fc.resetConfigureGlobal());

test("a property that fails names its seed, and ROSTER_SEED with its path makes the same values again", async () => {
  const seen: number[] = [];
  const fails = () =>
    fc.assert(
      fc.property(fc.integer(), (value) => {
        seen.push(value);
        return value < 1000;
      }),
    );
  expect(fails).toThrow(/\{ seed: -?\d+, path: "[\d:]+", endOnFailure: true \}/);
  const said = String(thrownBy(fails));
  const [, seed, path] = /seed: (-?\d+), path: "([\d:]+)"/.exec(said) ?? [];
  const [, shrunk] = /Counterexample: \[(\d+)\]/.exec(said) ?? [];
  process.env.ROSTER_SEED = seed;
  process.env.ROSTER_SEED_PATH = path;
  await import("./seed");
  seen.length = 0;
  expect(fails).toThrow(`{ seed: ${seed}, path: "${path}"`);
  expect(seen[0]).toBe(Number(shrunk));
});

function thrownBy(act: () => void): unknown {
  try {
    act();
  } catch (error) {
    return error;
  }
  throw new Error("it did not fail");
}
