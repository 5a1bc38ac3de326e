import type { CommandFacts } from "../../src/cli/command";
import { argumentText, commonOptions, helpOfOption, isRepeated, optionText, usageOf } from "../../src/cli/help";
import type { Option } from "../../src/cli/options";
import { type Task, tasks } from "../../src/cli/tasks";
import { formats } from "../../src/rules/formats";
import { anchor, code, prose, table } from "./markdown";

/** docs/commands.md: every command by task, with its words, options and examples. */
export function commandsPage(commands: readonly CommandFacts[]): string {
  const used = (Object.keys(tasks) as Task[]).filter((task) => commands.some((command) => command.task === task));
  const rows = used.flatMap((task) =>
    commands
      .filter((command) => command.task === task)
      .map(({ name, summary }) => [tasks[task], `[${code(name)}](${anchor(name)})`, prose(summary)]),
  );
  return [
    "# Commands",
    "<!-- Generated from src/cli/commands/ by `npm run docs`: do not edit. -->",
    introduction,
    table(["task", "command", "what"], rows),
    ...used.flatMap((task) => [
      `## ${tasks[task]}`,
      ...commands.filter((command) => command.task === task).flatMap(section),
    ]),
    "## Formats",
    `\`--format\` takes several, with commas or again, each with a file or without: \`--format text,sarif=roster.sarif\`.
What has no file, or the file \`-\`, goes to standard output, and only one can. \`--json\` is \`--format json\`.`,
    table(
      ["format", "for", "commands"],
      Object.entries(formats).map(([name, what]) => [code(name), prose(what), having(name, commands)]),
    ),
  ]
    .join("\n\n")
    .concat("\n");
}

const introduction = `\`npm run --silent roster -- COMMAND\` in a checkout, \`roster COMMAND\` when installed. Data goes to standard output, talk to
standard error. A roster is named the same way everywhere: as a word, or with \`--file\`; without one it is those of
\`cdktf.json\` (\`context.rosters\`), or \`users.yaml\`.

Every command also takes ${listOf(Object.entries(commonOptions))}. \`roster help COMMAND\` is the same as \`roster COMMAND --help\`; \`-V\` is \`--version\`.

Exit codes: 0 fine, the gate is open; 1 the tool itself failed or was given bad input; 2 only where \`--detailed-exitcode\`
asks for it: the gate is open and there are changes; 3 findings, or a closed gate.`;

function listOf(options: readonly (readonly [string, Option])[]): string {
  return options.map(([name, option]) => `${code(optionText(name, option))} (${helpOfOption(option)})`).join(", ");
}

function section(command: CommandFacts): string[] {
  const { name, summary, notes, examples } = command;
  const rows = [
    ...Object.values(command.arguments).map((each) => [code(argumentText(each)), prose(each.help)]),
    ...Object.entries(command.options).map(([option, described]) => [
      `${code(optionText(option, described))}${isRepeated(described) ? ", repeatable" : ""}`,
      prose(helpOfOption(described)),
    ]),
  ];
  return [
    `### ${name}`,
    prose(summary),
    `\`\`\`text\n${usageOf(command)}\n\`\`\``,
    ...(rows.length === 0 ? [] : [table(["word or option", "what"], rows)]),
    ...(notes.length === 0 ? [] : [notes.map((note) => prose(note)).join("\n")]),
    `\`\`\`bash\n${examples.map((example) => `roster ${example}`).join("\n")}\n\`\`\``,
  ];
}

function having(format: string, commands: readonly CommandFacts[]): string {
  const names = commands.flatMap(({ name, options }) => {
    const option = options.format;
    return option?.type === "formats" && option.choices.some((choice) => choice === format) ? [name] : [];
  });
  return names.join(", ");
}
