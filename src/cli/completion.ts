import { quotedWord } from "../text/shell-word";
import type { CommandFacts } from "./command";
import { commonOptions, isRepeated } from "./help";
import type { Option } from "./options";

/** What completes `roster` in a shell, made from the descriptions of the commands. */
export const completionScripts = { bash, zsh, fish } as const satisfies Record<
  string,
  (commands: readonly CommandFacts[]) => string
>;

/** Words after an option, or the kind of files. */
function valuesOf(option: Option): { readonly words: readonly string[] } | "files" | "folders" | undefined {
  if (option.type === "choice" || option.type === "formats") return { words: option.choices };
  if (option.type !== "string") return undefined;
  if (option.value === "DIR") return "folders";
  return /FILE|PLAN|CSV/.test(option.value) ? "files" : undefined;
}

const optionsOf = ({ options }: CommandFacts) => [...Object.entries(options), ...Object.entries(commonOptions)];

const argumentWords = ({ arguments: args }: CommandFacts) =>
  Object.values(args).flatMap(({ choices = [] }) => [...choices]);

/** Whether a word of it can be a file: not where all of them are chosen from a list. */
const takesFiles = ({ arguments: args }: CommandFacts) =>
  Object.values(args).some(({ choices }) => choices === undefined);

function bash(commands: readonly CommandFacts[]): string {
  const cases = commands.flatMap((command) => {
    const options = optionsOf(command);
    const names = options.map(([name]) => `--${name}`).join(" ");
    const words = argumentWords(command).join(" ");
    const before = options.flatMap(([name, option]) => {
      const values = valuesOf(option);
      if (option.type === "boolean") return [];
      if (values === "folders") return [`        --${name}) COMPREPLY=($(compgen -d -- "$word")); return ;;`];
      if (values === "files") return [`        --${name}) COMPREPLY=($(compgen -f -- "$word")); return ;;`];
      const list = values === undefined ? "" : values.words.join(" ");
      return [`        --${name}) COMPREPLY=($(compgen -W ${quotedWord(list)} -- "$word")); return ;;`];
    });
    return [
      `    ${command.name})`,
      ...(before.length === 0 ? [] : [`      case "$before" in`, ...before, "      esac"]),
      `      options=${quotedWord(names)} words=${quotedWord(words)} files=${takesFiles(command) ? "yes" : "no"} ;;`,
    ];
  });
  const names = quotedWord(commands.map(({ name }) => name).join(" "));
  return `${[
    "# roster completion bash",
    "_roster() {",
    '  local word="${COMP_WORDS[COMP_CWORD]}" before="${COMP_WORDS[COMP_CWORD-1]}" options="" words="" files="yes"',
    // bash takes --format=text for three words.
    '  if [ "$word" = "=" ]; then word=""; elif [ "$before" = "=" ]; then before="${COMP_WORDS[COMP_CWORD-2]}"; fi',
    '  if [ "$COMP_CWORD" -eq 1 ]; then',
    `    COMPREPLY=($(compgen -W ${names}" help --help --version" -- "$word")); return`,
    "  fi",
    '  case "${COMP_WORDS[1]}" in',
    `    help) COMPREPLY=($(compgen -W ${names} -- "$word")); return ;;`,
    ...cases,
    "  esac",
    '  case "$word" in -*) words="$options" files="no" ;; esac',
    '  COMPREPLY=($(compgen -W "$words" -- "$word"))',
    // Words that are no options are files, for those commands that take some.
    '  if [ "$files" = "yes" ]; then COMPREPLY+=($(compgen -f -- "$word")); fi',
    "}",
    "complete -o filenames -F _roster roster",
  ].join("\n")}\n`;
}

function zsh(commands: readonly CommandFacts[]): string {
  const names = commands.map(({ name, summary }) => `    ${quotedWord(`${name}:${summary}`)}`);
  const cases = commands.map((command) => {
    const specs = optionsOf(command).map(([name, option]) => {
      const about = option.help.replace(/[[\]:\\]/g, "\\$&");
      const repeated = isRepeated(option) ? "*" : "";
      return `        ${quotedWord(`${repeated}--${name}[${about}]${zshValue(option)}`)} \\`;
    });
    const words = argumentWords(command);
    const rest = words.length === 0 ? "'*:file:_files'" : quotedWord(`1:word:(${words.join(" ")})`);
    return [`    ${command.name})`, "      _arguments \\", ...specs, `        ${rest} ;;`].join("\n");
  });
  return `${[
    "#compdef roster",
    "_roster() {",
    "  local -a commands",
    "  commands=(",
    ...names,
    "    'help:Says more of a command.'",
    "  )",
    "  if (( CURRENT == 2 )); then",
    "    _describe command commands",
    "    return",
    "  fi",
    "  local name=$words[2]",
    "  shift words; (( CURRENT-- ))",
    "  case $name in",
    "    help)",
    "      _describe command commands ;;",
    ...cases,
    "  esac",
    "}",
    "compdef _roster roster",
  ].join("\n")}\n`;
}

function zshValue(option: Option): string {
  if (option.type === "boolean") return "";
  const values = valuesOf(option);
  if (values === "files") return ":file:_files";
  if (values === "folders") return ":folder:_files -/";
  return values === undefined ? ":value: " : `:value:(${values.words.join(" ")})`;
}

function fish(commands: readonly CommandFacts[]): string {
  const lines = commands.flatMap((command) => {
    const here = `complete -c roster -n ${quotedWord(`__fish_seen_subcommand_from ${command.name}`)}`;
    return [
      `complete -c roster -n __fish_use_subcommand -f -a ${command.name} -d ${quotedWord(command.summary)}`,
      ...argumentWords(command).map((word) => `${here} -f -a ${word}`),
      ...optionsOf(command).map(
        ([name, option]) => `${here} -l ${name}${fishValue(option)} -d ${quotedWord(option.help)}`,
      ),
    ];
  });
  const help = [
    "complete -c roster -n __fish_use_subcommand -f -a help -d 'Says more of a command.'",
    `complete -c roster -n '__fish_seen_subcommand_from help' -f -a ${quotedWord(commands.map(({ name }) => name).join(" "))}`,
  ];
  return `${["# roster completion fish", ...help, ...lines].join("\n")}\n`;
}

function fishValue(option: Option): string {
  if (option.type === "boolean") return "";
  const values = valuesOf(option);
  if (values === "files") return " -r -F";
  if (values === "folders") return " -x -a '(__fish_complete_directories)'";
  return values === undefined ? " -x" : ` -x -a ${quotedWord(values.words.join(" "))}`;
}
