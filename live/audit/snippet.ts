import { yamlText } from "../adopt/yaml-text";

export interface Leaving {
  readonly key: string;
  readonly reason: string;
}

/**
 * What suspends users, to be merged into their entries. Without a ticket the line stays empty, and the schema refuses
 * it: nobody can suspend, or pretend to have decided, by pasting alone.
 */
export function suspension(leaving: readonly Leaving[], today: string, ticket: string | undefined): string {
  const lines = leaving.flatMap(({ key, reason }) => [
    `  ${yamlText(key)}:`,
    "    suspended:",
    `      since: ${today}`,
    `      reason: ${yamlText(reason)}`,
    ticket === undefined ? "      ticket: # the ticket that decides it" : `      ticket: ${yamlText(ticket)}`,
  ]);
  return `users:\n${lines.join("\n")}\n`;
}
