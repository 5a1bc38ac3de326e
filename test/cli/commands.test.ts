import { execFileSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { adopt } from "../../src/cli/commands/adopt";
import { completion } from "../../src/cli/commands/completion";
import { commandNames, loadCommands } from "../../src/cli/commands/index";
import { parseWords } from "../../src/cli/parse";
import { type NamedRosters, namedRosters } from "../../src/cli/rosters";
import { summaries } from "../../src/cli/summaries";
import { by } from "../../src/text/by";
import { documented } from "../documented-json";
import { root, runCommand } from "../terminal";
import { testdir } from "../testdir";

const loaded = loadCommands();

test("each file of src/cli/commands is a command, and each command is called as its file", async () => {
  const files = readdirSync(join(root, "src", "cli", "commands")).map((file) => file.replace(/\.ts$/, ""));
  expect([...commandNames].sort()).toEqual(files.filter((name) => name !== "index").sort());
  expect((await loaded).map(({ name }) => name)).toEqual(commandNames);
});

test("the overview has each command, and says of it what its help says", async () => {
  const facts = (await loaded).map(({ name, task, summary }) => ({ name, task, summary }));
  expect(Object.values(summaries).sort(by((one) => one.name))).toEqual(facts.sort(by((one) => one.name)));
});

test("each example of the help is read without an error, and is one of its command", async () => {
  for (const command of await loaded) {
    expect(command.examples).not.toEqual([]);
    for (const example of command.examples) {
      const [name, ...words] = example.split(" ");
      expect(name).toBe(command.name);
      expect(parseWords(command, words)).toBeDefined();
    }
  }
});

test("whatever is a roster is named by a word or by --file, and many words come last", async () => {
  for (const command of await loaded) {
    const { name, arguments: args, options } = command;
    // A word that is known by how it looks may stand anywhere.
    const words = Object.keys(args).filter((word) => args[word]?.pattern === undefined);
    expect({ name, many: words.filter((word, at) => args[word]?.many && at < words.length - 1) }).toEqual({
      name,
      many: [],
    });
    expect({ name, file: options.file !== undefined }).toEqual({ name, file: args.rosters !== undefined });
    if (args.rosters === undefined) continue;
    const other = words.length > (args.rosters.pattern === undefined ? 1 : 0) ? ["other"] : [];
    const needed = Object.entries(options).flatMap(([option, { type, ...more }]) =>
      type === "string" && "required" in more ? [`--${option}=x`] : [],
    );
    for (const line of [
      [...other, "accounts/prod.yaml"],
      ["accounts/prod.yaml", ...other],
      [...other, "--file", "accounts/prod.yaml"],
    ]) {
      const read = parseWords(command, [...needed, ...line]);
      if (read === undefined) throw new Error("it asks for help");
      expect({ name, named: namedRosters(read as unknown as NamedRosters) }).toEqual({
        name,
        named: ["accounts/prod.yaml"],
      });
    }
  }
  const withRosters = (await loaded).filter(({ options }) => options.file !== undefined).map(({ name }) => name);
  expect(withRosters).toEqual([
    "adopt",
    "audit",
    "show",
    "list",
    "due",
    "invite",
    "promote",
    "suspend",
    "resume",
    "leave",
    "rotate",
    "leavers",
    "preview",
    "validate",
    "synth",
    "hcl",
    "rehearse",
    "review",
    "preflight",
    "deploy",
    "verify",
    "doctor",
    "sandbox",
  ]);
});

test("help of options begins small, has no full stop, and says each thing once", async () => {
  for (const { name, options } of await loaded)
    for (const [option, { help }] of Object.entries(options))
      expect({ name, option, help }).toEqual({ name, option, help: expect.stringMatching(/^(?![A-Z][a-z]).*[^.]$/) });
});

test("what is repeated is said by the usage, and not by the value too", async () => {
  for (const { name, arguments: args } of await loaded)
    expect({ name, dots: Object.values(args).filter(({ value }) => value.endsWith(".")) }).toEqual({ name, dots: [] });
});

test("fails when adopt --concurrency is not a number, before anything is asked", async () => {
  await expect(runCommand(adopt, testdir({}), ["--concurrency", "x"])).rejects.toThrow(
    "--concurrency takes a whole number from 1 to 100: x",
  );
});

test.each(["bash", "zsh", "fish"])("completion for %s has every command, option and choice", async (shell) => {
  const { code, out, err } = await runCommand(completion, testdir({}), [shell]);
  expect({ code, err }).toEqual({ code: 0, err: "" });
  for (const { name, options } of await loaded) {
    expect(out).toContain(name);
    for (const [option, described] of Object.entries(options)) {
      expect(out).toContain(shell === "fish" ? `-l ${option}` : `--${option}`);
      if (described.type === "choice") expect(out).toContain(described.choices.join(" "));
    }
  }
});

test("completion --json: the script in a document", async () => {
  const script = await runCommand(completion, testdir({}), ["bash"]);
  const { out } = await runCommand(completion, testdir({}), ["bash", "--json"]);
  expect(documented("completion", out)).toEqual({ shell: "bash", script: script.out });
});

test("bash takes the script, and completes commands, options and choices", async () => {
  const { out } = await runCommand(completion, testdir({}), ["bash"]);
  const complete = (...words: string[]) => {
    const line = `COMP_WORDS=(${words.map((word) => `'${word}'`).join(" ")}); COMP_CWORD=${words.length - 1}; _roster; echo "\${COMPREPLY[*]}"`;
    return execFileSync("bash", ["--norc", "-c", `${out}\n${line}`], { cwd: testdir({}), encoding: "utf8" }).trim();
  };
  expect(complete("roster", "va")).toBe("validate");
  expect(complete("roster", "deploy", "--sa")).toBe("--save --saved");
  expect(complete("roster", "adopt", "--groups", "")).toBe("take refer");
  expect(complete("roster", "completion", "z")).toBe("zsh");
  expect(complete("roster", "completion", "")).toBe("bash zsh fish");
  expect(complete("roster", "help", "va")).toBe("validate");
  expect(complete("roster", "--v")).toBe("--version");
  expect(complete("roster", "review", "--fail-on", "=", "wa")).toBe("warn warning");
  expect(complete("roster", "review", "--fail-on", "=")).toBe("error warn warning");
  expect(complete("roster", "validate", "cdk")).toBe("cdktf.json");
});

test("fails when the shell is not one of the three", async () => {
  await expect(runCommand(completion, testdir({}), ["tcsh"])).rejects.toThrow("bash|zsh|fish is expected: tcsh");
});
