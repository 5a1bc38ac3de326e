import { completionScripts } from "../completion";
import { defineCommand } from "../define-command";
import { summaries } from "../summaries";
import { loadCommands } from "./index";

export const completion = defineCommand({
  ...summaries.completion,
  arguments: { shell: { value: "bash|zsh|fish", choices: ["bash", "zsh", "fish"], help: "the shell" } },
  notes: [
    'bash: eval "$(roster completion bash)" in ~/.bashrc; zsh: the same with zsh in ~/.zshrc, after compinit;',
    "fish: roster completion fish > ~/.config/fish/completions/roster.fish",
  ],
  examples: ["completion bash"],
  run: async ({ args, terminal }) => {
    terminal.out(completionScripts[args.shell](await loadCommands()));
    return 0;
  },
});
