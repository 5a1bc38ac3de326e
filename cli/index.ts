#!/usr/bin/env node
import { parseArgs } from "node:util";
import { didYouMean } from "../text/did-you-mean";
import { printable } from "../text/printable";
import { type Command, type Terminal, UsageError } from "./command";

/** Loaded only when called: each command brings its own dependencies. */
const commands: Readonly<Record<string, () => Promise<Command>>> = {
  validate: async () => (await import("./commands/validate")).validate,
  synth: async () => (await import("./commands/synth")).synth,
  hcl: async () => (await import("./commands/hcl")).hcl,
  review: async () => (await import("./commands/review")).review,
  deploy: async () => (await import("./commands/deploy")).deploy,
  preflight: async () => (await import("./commands/preflight")).preflight,
  sweep: async () => (await import("./commands/sweep")).sweep,
  verify: async () => (await import("./commands/verify")).verify,
  rehearse: async () => (await import("./commands/rehearse")).rehearse,
  sandbox: async () => (await import("./commands/sandbox")).sandbox,
  audit: async () => (await import("./commands/audit")).audit,
  adopt: async () => (await import("./commands/adopt")).adopt,
  doctor: async () => (await import("./commands/doctor")).doctor,
};

async function main(argv: readonly string[], terminal: Terminal): Promise<number> {
  const [name, ...rest] = argv;
  if (name === undefined || name === "--help" || name === "-h" || name === "help") {
    terminal.out(await overview());
    return name === undefined ? 1 : 0;
  }
  if (name === "--version") {
    terminal.out(`${require("../../package.json").version}\n`);
    return 0;
  }
  const load = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (load === undefined) throw new UsageError(unknownCommand(name));
  const command = await load();
  const { values, positionals } = parse(name, command, rest);
  if (values.help === true) {
    terminal.out(helpOf(name, command));
    return 0;
  }
  const stop = new AbortController();
  for (const event of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(event, () => stop.abort());
  return command.run({ values, positionals, terminal, cwd: process.cwd(), env: process.env, signal: stop.signal });
}

type Parsed = { values: Record<string, string | boolean | string[] | undefined>; positionals: string[] };

function parse(name: string, command: Command, args: string[]): Parsed {
  const help = { type: "boolean", short: "h" } as const;
  try {
    return parseArgs({ args, options: { ...command.options, help }, allowPositionals: true, strict: true }) as Parsed;
  } catch (error) {
    const reason = error instanceof Error ? (error.message.split(". ")[0] ?? "") : String(error);
    throw new UsageError(`${reason}\nusage: roster ${name} ${command.usage}`);
  }
}

function unknownCommand(name: string): string {
  const meant = didYouMean(name, Object.keys(commands));
  const hint = meant === undefined ? `commands: ${Object.keys(commands).join(", ")}` : `did you mean "${meant}"?`;
  return `there is no command ${JSON.stringify(name)}; ${hint}`;
}

async function overview(): Promise<string> {
  const loaded = await Promise.all(Object.entries(commands).map(async ([name, load]) => ({ name, ...(await load()) })));
  const lines = loaded.map(({ name, summary }) => `  ${name.padEnd(10)} ${summary}`);
  return [
    "usage: roster COMMAND [OPTION..]",
    "",
    "users.yaml becomes managed IAM users; deleting an entry removes the user cleanly.",
    "",
    ...lines,
    "",
    "roster COMMAND --help says more. Exit codes: 0 fine, 1 the tool failed or was given bad input, 3 findings.",
    "",
  ].join("\n");
}

function helpOf(name: string, command: Command): string {
  return `usage: roster ${name} ${command.usage}\n\n${command.summary}\n\n${command.help.map((line) => `  ${line}\n`).join("")}`;
}

const terminal: Terminal = {
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
  interactive: process.stderr.isTTY === true && process.env.CI === undefined,
};

// A closed pipe (`roster validate | head`) is no failure of ours.
process.stdout.on("error", (error: NodeJS.ErrnoException) => process.exit(error.code === "EPIPE" ? 0 : 1));

main(process.argv.slice(2), terminal).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    process.exitCode = 1;
    const message = error instanceof Error ? error.message : String(error);
    terminal.err(`roster: ${printable(message, { keepLineBreaks: true })}\n`);
    if (process.env.ROSTER_DEBUG && error instanceof Error) terminal.err(`${error.stack}\n`);
  },
);
