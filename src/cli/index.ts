#!/usr/bin/env node
import { didYouMean } from "../text/did-you-mean";
import { printable } from "../text/printable";
import { UsageError } from "./command";
import { commandNames, loadCommand } from "./commands/index";
import { overviewOf, widthOf } from "./help";
import { summaries } from "./summaries";
import { processTerminal } from "./terminal";

const terminal = processTerminal();
const { env } = process;
const cwd = process.cwd();

async function main([name, ...words]: readonly string[]): Promise<number> {
  const asked = name === "help" ? words.find((word) => !word.startsWith("-")) : undefined;
  if (asked !== undefined) return (await loadCommand(asked)).run(["--help"], { terminal, cwd, env });
  if (name === undefined || name === "--help" || name === "-h" || name === "help") {
    terminal.out(overviewOf(Object.values(summaries), widthOf(terminal.columns)));
    return name === undefined ? 1 : 0;
  }
  if (name === "--version" || name === "-V") {
    terminal.out(`${require("../../../package.json").version}\n`);
    return 0;
  }
  if (name.startsWith("-")) throw beforeCommand(name, words);
  const command = await loadCommand(name);
  const stop = new AbortController();
  for (const event of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(event, () => stop.abort());
  return command.run(words, { terminal, cwd, env, signal: stop.signal });
}

function beforeCommand(option: string, words: readonly string[]): UsageError {
  const command = words.find((word) => commandNames.includes(word));
  if (command !== undefined)
    return new UsageError(`options stand after the command: roster ${command} ${printable(option)}`);
  const meant = didYouMean(option, ["--help", "--version"]);
  const hint =
    meant === undefined ? "without a command there are --help (-h) and --version (-V)" : `did you mean ${meant}?`;
  return new UsageError(`there is no option ${printable(option)}; ${hint}`);
}

// A closed pipe (`roster validate | head`) is no failure of ours.
process.stdout.on("error", (error: NodeJS.ErrnoException) => process.exit(error.code === "EPIPE" ? 0 : 1));

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    process.exitCode = 1;
    terminal.err(`roster: ${error instanceof Error ? error.message : String(error)}\n`);
    if (process.env.ROSTER_DEBUG && error instanceof Error) terminal.err(`${error.stack}\n`);
  },
);
