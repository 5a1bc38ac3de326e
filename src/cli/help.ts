import type { Argument } from "./arguments";
import type { CommandFacts } from "./command";
import type { Option, Options } from "./options";
import { type Task, tasks } from "./tasks";

/** Where nobody says how wide it is: a file, a page of the documentation. */
const WIDTH = 120;

/** As wide as the terminal, within what can be read. */
export function widthOf(columns: number | undefined): number {
  return columns === undefined || columns === 0 ? WIDTH : Math.max(40, Math.min(WIDTH, columns));
}

/** `roster synth [FILE..] [--out DIR]` */
export function usageOf(command: CommandFacts): string {
  return ["roster", command.name, ...usageParts(command)].join(" ");
}

/** The same in lines as wide as the terminal; in one where nobody says how wide it is. */
export function usageIn(command: CommandFacts, columns: number | undefined): string {
  if (columns === undefined || columns === 0) return `usage: ${usageOf(command)}`;
  return wrapped(usageParts(command), `usage: roster ${command.name} `, widthOf(columns)).join("\n");
}

function usageParts({ arguments: args, options }: CommandFacts): string[] {
  const optional = (text: string, required: boolean) => (required ? text : `[${text}]`);
  return [
    ...Object.values(args).map((each) => optional(argumentText(each), each.optional !== true)),
    ...Object.entries(options).map(([name, option]) => {
      const repeated = isRepeated(option) ? ".." : "";
      return `${optional(optionText(name, option), "required" in option)}${repeated}`;
    }),
  ];
}

export function isRepeated(option: Option): boolean {
  return option.type === "formats" || (option.type === "string" && option.multiple === true);
}

export function argumentText({ value, many }: Argument): string {
  return many === true ? `${value}..` : value;
}

/** `--out DIR` */
export function optionText(name: string, option: Option): string {
  if (option.type === "boolean") return `--${name}`;
  if (option.type === "formats") return `--${name} NAME[=FILE]`;
  return `--${name} ${option.type === "choice" ? option.choices.join("|") : option.value}`;
}

/** What an option is for, with what it takes and what it is when it is not given. */
export function helpOfOption(option: Option): string {
  const fallback = option.type === "choice" && option.default !== undefined ? `; default ${option.default}` : "";
  return `${option.help}${fallback}`;
}

/** Options that every command has. */
export const commonOptions = {
  quiet: { type: "boolean", help: "says nothing of its progress; results and problems are printed as ever" },
  color: {
    type: "choice",
    choices: ["auto", "always", "never"],
    default: "auto",
    help: "auto: on a terminal, unless NO_COLOR is set",
  },
  help: { type: "boolean", help: "says more" },
} as const satisfies Options;

const commonRows = Object.entries(commonOptions).map(([name, option]): [string, string] => [
  optionText(name, option),
  helpOfOption(option),
]);

/** What `roster COMMAND --help` prints. */
export function helpOf(command: CommandFacts, width: number = WIDTH): string {
  const rows: [string, string][] = [
    ...Object.values(command.arguments).map((each): [string, string] => [argumentText(each), each.help]),
    ...Object.entries(command.options).map(([name, option]): [string, string] => [
      optionText(name, option),
      helpOfOption(option),
    ]),
  ];
  const examples = command.examples.map((example) => `  roster ${example}`);
  return [
    ...wrapped(usageParts(command), `usage: roster ${command.name} `, width),
    "",
    ...wrapped(command.summary.split(" "), "", width),
    "",
    ...columns([...rows, ...commonRows], width),
    ...(command.notes.length === 0 ? [] : ["", ...command.notes.flatMap((note) => paragraph(note, width))]),
    ...(examples.length === 0 ? [] : ["", examples.length === 1 ? "Example:" : "Examples:", ...examples]),
    "",
    `More: docs/commands.md#${command.name}`,
    "",
  ].join("\n");
}

/** What `roster` and `roster --help` print: the commands by task. */
export function overviewOf(
  commands: readonly Pick<CommandFacts, "name" | "task" | "summary">[],
  width: number = WIDTH,
): string {
  const left = Math.max(...commands.map(({ name }) => name.length));
  const groups = (Object.keys(tasks) as Task[]).flatMap((task) => {
    const these = commands.filter((command) => command.task === task);
    const lines = these.flatMap(({ name, summary }) => {
      const [first = "", ...more] = wrapped(summary.split(" "), " ".repeat(left + 4), width);
      return [`  ${name.padEnd(left)}  ${first.trimStart()}`, ...more];
    });
    return these.length === 0 ? [] : [tasks[task], ...lines, ""];
  });
  return [
    "usage: roster COMMAND [OPTION..]",
    "",
    ...paragraph("users.yaml becomes managed IAM users; deleting an entry removes the user cleanly.", width),
    "",
    ...groups,
    "Examples:",
    "  roster validate",
    "  roster rehearse accounts/prod.yaml",
    "  roster deploy",
    "",
    ...paragraph(
      "roster help COMMAND says more. Exit codes: 0 fine, 1 the tool failed or was given bad input, 3 findings. All of it: docs/commands.md",
      width,
    ),
    "",
  ].join("\n");
}

/** Two columns; a long left cell has a line of its own, so that it does not push all others to the right. */
function columns(rows: readonly (readonly [string, string])[], width: number): string[] {
  const left = Math.min(24, Math.max(0, ...rows.map(([name]) => name.length)));
  const indent = " ".repeat(left + 4);
  return rows.flatMap(([name, help]) => {
    const lines = wrapped(help.split(" "), indent, width);
    if (name.length > left) return [`  ${name}`, ...lines];
    return [`  ${name.padEnd(left)}  ${lines[0]?.slice(indent.length) ?? ""}`.trimEnd(), ...lines.slice(1)];
  });
}

/** A line that begins with spaces, or has several of them, is laid out by hand. */
function paragraph(text: string, width: number): string[] {
  return / {2}/.test(text) ? [text] : wrapped(text.split(" "), "", width);
}

/** Words in lines of at most so many characters; the first begins with `head`, the others are as far to the right. */
function wrapped(words: readonly string[], head: string, width: number): string[] {
  const lines: string[] = [];
  let line = head;
  for (const word of words) {
    const next = line === head || /^\s*$/.test(line) ? `${line}${word}` : `${line} ${word}`;
    if (next.length > width && line.trim() !== head.trim()) {
      lines.push(line);
      line = `${" ".repeat(head.length)}${word}`;
    } else line = next;
  }
  return [...lines, line];
}
