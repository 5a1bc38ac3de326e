import { spawnSync } from "node:child_process";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { sameClock, sampleDay } from "../clock-at";
import { sampleFiles } from "../sample";
import { root, runBuilt } from "../terminal";
import { testdir } from "../testdir";

test("without a command it says what there is", async () => {
  const ran = await runBuilt([], root);
  expect(ran.code).toBe(1);
  expect(ran.out).toContain("usage: roster COMMAND [OPTION..]");
  expect(ran.out).toContain("\nCheck\n  validate    Reads and checks rosters");
});

test("help COMMAND is COMMAND --help, and -V is --version", async () => {
  expect(await runBuilt(["help", "synth"], root)).toEqual(await runBuilt(["synth", "--help"], root));
  expect(await runBuilt(["-V"], root)).toEqual(await runBuilt(["--version"], root));
});

test("the overview is printed without loading a command", async () => {
  const env = { ...process.env, NODE_DEBUG: "module" };
  const { err } = await runBuilt(["--help"], root, { env });
  const loaded = [...err.matchAll(/load \\?"(.+?)\\?" for module/g)].map(([, file = ""]) => file);
  expect(loaded.filter((file) => /node_modules|cli.commands.(?!index)/.test(file))).toEqual([]);
  expect(loaded.some((file) => file.endsWith("summaries.js"))).toBe(true);
});

test("a file is named as its caller opens it", async () => {
  const folder = testdir({
    "accounts/dev.yaml": 'version: 1\nusers: { bob: { type: human, ownr: x } }\naccount: { id: "123456789012" }\n',
  });
  rmSync(join(folder, "cdktf.json"), { force: true });
  const at = async (...words: string[]) => (await runBuilt(["validate", ...words], folder)).out.split("\n")[0];
  expect(await at("accounts/dev.yaml")).toMatch(/^accounts\/dev\.yaml:2:\d+ {2}error/);
  expect(await at("accounts/dev.yaml", "--format", "github")).toContain("file=accounts/dev.yaml,");
  const inside = await runBuilt(["validate", "dev.yaml"], join(folder, "accounts"));
  expect(inside.out).toMatch(/^dev\.yaml:2:/);
});

test("validate - reads standard input, and names it so", () => {
  const folder = testdir({});
  const validate = (input: string) =>
    spawnSync(process.execPath, [join(root, "dist", "src", "cli", "index.js"), "validate", "-"], {
      ...{ cwd: folder, input, encoding: "utf8" },
      env: { ...process.env, ...sameClock() },
    });
  const account = 'version: 1\naccount: { id: "123456789012" }\n';
  const refused = validate(`${account}users: { bob: { type: human, ownr: x } }\n`);
  expect([refused.status, refused.stdout.split("\n")[0]]).toEqual([3, expect.stringMatching(/^-:3:\d+ {2}error {2}/)]);
  const sound = validate(`${account}users: {}\n`);
  expect([sound.status, sound.stdout]).toEqual([0, "-: 0 users, 0 groups, 0 policies; no findings\n"]);
});

test("validate - finds the key files where its caller is", () => {
  const validate = (cwd: string) =>
    spawnSync(
      process.execPath,
      [join(root, "dist", "src", "cli", "index.js"), "validate", "-", "--today", sampleDay()],
      {
        ...{ cwd, input: sampleFiles["users.yaml"], encoding: "utf8" },
      },
    );
  const sound = validate(testdir({ "keys/secops.asc": sampleFiles["keys/secops.asc"] }));
  expect([sound.status, sound.stdout]).toEqual([0, expect.stringMatching(/^-: 7 users, .*; no findings; /)]);
  const elsewhere = validate(testdir({}));
  expect([elsewhere.status, elsewhere.stdout]).toEqual([3, expect.stringContaining("keys/secops.asc: no such file")]);
});

test.each([
  [["--verison"], "there is no option --verison; did you mean --version?"],
  [["-x"], "there is no option -x; without a command there are --help (-h) and --version (-V)"],
  [["--quiet", "validate"], "options stand after the command: roster validate --quiet"],
])("fails when an option stands before the command: %j", async (words, message) => {
  expect(await runBuilt(words, testdir({}))).toEqual({ code: 1, out: "", err: `roster: ${message}\n` });
});

test("--version is that of the package", async () => {
  const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  expect(await runBuilt(["--version"], root)).toEqual({ code: 0, out: `${version}\n`, err: "" });
});

test("--help of a command names its options", async () => {
  const ran = await runBuilt(["synth", "--help"], root);
  expect(ran.code).toBe(0);
  expect(ran.out).toContain("usage: roster synth [FILE..] [--file FILE].. [--today DATE] [--out DIR] [--json]\n");
});

test.each([
  [["valdate"], 'roster: there is no command "valdate"; did you mean "validate"?\n'],
  [["constructor"], 'roster: there is no command "constructor"; commands: '],
  [
    ["validate", "--frmat", "json"],
    "roster: there is no option --frmat; did you mean --format?\nusage: roster validate [FILE..] ",
  ],
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

test.each(["synth", "hcl", "validate", "rehearse", "main.ts"])(
  "%s prints the name of a roster as text",
  async (name) => {
    const folder = testdir({
      "\u001b[31mred.yaml": 'version: 1\naccount: { id: "123456789012" }\nstack: red\nusers: {}\n',
      "\u001b[31m\n::error::gone.yaml": "users: 1\n",
      "cdktf.json": JSON.stringify({ context: { rosters: ["*red.yaml"] } }),
    });
    const env = { ...process.env, PATH: folder, ROSTER_DEBUG: "" };
    const program = name === "main.ts" ? { env, program: "main.js" } : { env };
    const words = (...more: string[]) => (name === "main.ts" ? [] : [name, ...more]);
    const sound = await runBuilt(words(), folder, program);
    expect(sound.code).toBe(0);
    writeFileSync(join(folder, "cdktf.json"), JSON.stringify({ context: { rosters: ["*gone.yaml"] } }));
    const refused = await runBuilt(words(), folder, program);
    expect(refused.code).toBe(3);
    const missing = await runBuilt(words("\u001b[32mlost\n.yaml"), folder, program);
    if (name !== "main.ts") expect(missing).toMatchObject({ code: 1, out: "" });
    if (name !== "main.ts") expect(missing.err).toBe("roster: \\u{1b}[32mlost\\u{a}.yaml: no such file\n");
    const printed = [sound, refused, missing].map(({ out, err }) => out + err).join("");
    if (name !== "main.ts") expect(printed).toContain("\\u{1b}[31mred.yaml");
    expect(printed).toContain("\\u{1b}[31m\\u{a}::error::gone.yaml");
    // biome-ignore lint/suspicious/noControlCharactersInRegex: that none of them is there is what is tested
    expect(printed).not.toMatch(/[\u0000-\u0009\u000b-\u001f]|^::error/m);
  },
);
