import { readFileSync } from "node:fs";
import { join } from "node:path";
import { testdir } from "../testdir";
import { root, runBuilt } from "./run";

test("without a command it says what there is", async () => {
  const ran = await runBuilt([], root);
  expect(ran.code).toBe(1);
  expect(ran.out).toContain("usage: roster COMMAND [OPTION..]");
  expect(ran.out).toContain("validate   Reads and checks rosters");
});

test("--version is that of the package", async () => {
  const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  expect(await runBuilt(["--version"], root)).toEqual({ code: 0, out: `${version}\n`, err: "" });
});

test("--help of a command names its options", async () => {
  const ran = await runBuilt(["synth", "--help"], root);
  expect(ran.code).toBe(0);
  expect(ran.out).toContain("usage: roster synth [--file FILE].. [--out DIR]");
});

test.each([
  [["valdate"], 'roster: there is no command "valdate"; did you mean "validate"?\n'],
  [["constructor"], 'roster: there is no command "constructor"; commands: '],
  [["validate", "--frmat", "json"], "roster: Unknown option '--frmat'\nusage: roster validate [FILE..]"],
  [["\u001b[31mred"], 'roster: there is no command "\\u001b[31mred"'],
])("fails when called as roster %j", async (args, expected) => {
  const ran = await runBuilt(args, root);
  expect(ran.code).toBe(1);
  expect(ran.out).toBe("");
  expect(ran.err.startsWith(expected)).toBe(true);
});

test("colour and control characters of a roster never reach the terminal", async () => {
  const folder = testdir({
    "users.yaml": 'version: 1\nusers: { "\\u001b[31m": { type: service, owner: "\\u202eevil" } }\n',
  });
  const ran = await runBuilt(["validate"], folder);
  expect(ran.code).toBe(3);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: that none of them is there is what is tested
  expect(ran.out + ran.err).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202a-\u202e]/);
});
