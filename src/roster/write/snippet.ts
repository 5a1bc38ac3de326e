import { comment, yamlFlow } from "./block";
import { yamlText } from "./text";

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

/** A change of some slots of an entry: `{ section: "accessKeys", slots: { a: "{ status: Inactive }" } }`. */
export interface Mend {
  readonly section: "accessKeys" | "mfaDevices";
  /** What stands behind each slot's name, as YAML on one line, its comment included. */
  readonly slots: Readonly<Record<string, string>>;
}

/** What changes entries in place, to be merged into them. Of two changes of one slot the first is taken. */
export function mending(changes: readonly { readonly key: string; readonly mend: Mend }[]): string {
  const users = new Map<string, Map<string, Map<string, string>>>();
  for (const { key, mend } of changes) {
    const sections = users.get(key) ?? new Map<string, Map<string, string>>();
    const slots = sections.get(mend.section) ?? new Map<string, string>();
    for (const [slot, text] of Object.entries(mend.slots)) if (!slots.has(slot)) slots.set(slot, text);
    users.set(key, sections.set(mend.section, slots));
  }
  const lines = [...users].flatMap(([key, sections]) => [
    `  ${yamlText(key)}:`,
    ...[...sections].flatMap(([section, slots]) => [
      `    ${section}:`,
      ...[...slots].map(([slot, text]) => `      ${yamlText(slot)}: ${text}`),
    ]),
  ]);
  return `users:\n${lines.join("\n")}\n`;
}

/** What stands behind a slot's name. What is undefined is left open, and the schema refuses it until it is filled in. */
export function slot(value: Readonly<Record<string, unknown>>, why?: string): string {
  return `${yamlFlow(value)}${comment(why)}`;
}
