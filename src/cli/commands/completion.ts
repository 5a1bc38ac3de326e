import { completionScripts } from "../completion";
import { defineCommand } from "../define-command";
import { jsonOptions, writeOutcome } from "../json-output";
import { summaries } from "../summaries";
import { loadCommands } from "./index";

export const completion = defineCommand({
  ...summaries.completion,
  arguments: { shell: { value: "bash|zsh|fish", choices: ["bash", "zsh", "fish"], help: "the shell" } },
  options: jsonOptions,
  notes: [
    'bash: eval "$(roster completion bash)" in ~/.bashrc; zsh: the same with zsh in ~/.zshrc, after compinit;',
    "fish: roster completion fish > ~/.config/fish/completions/roster.fish",
  ],
  examples: ["completion bash"],
  run: async (input) => {
    const { shell } = input.args;
    const script = completionScripts[shell](await loadCommands());
    writeOutcome(input, script, { shell, script });
    return 0;
  },
});
