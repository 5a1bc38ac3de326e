import type { Command } from "../command";

export const rehearse: Command = { summary: "", usage: "", help: [], options: {}, run: async () => 0 };
