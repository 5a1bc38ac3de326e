import type { Renderers } from "../../rules/formats";
import { jsonDocument } from "../../text/json";
import type { Answers } from "./answers";
import type { Begun } from "./begin";

export interface Beginning extends Begun {
  readonly answers: Answers;
  /** As the caller would open it; "" is the folder itself. */
  readonly folder: string;
  readonly next: readonly (readonly [command: string, what: string])[];
}

/** What the outcome of init is written in. */
export const initFormats = { text, json } as const satisfies Renderers<Beginning>;

function text({ written, extended, kept, next }: Beginning): string {
  const width = Math.max(...next.map(([command]) => command.length));
  return [
    ...written.map((name) => `written   ${name}`),
    ...extended.map(({ name, added }) => `extended  ${name}: ${added.join(", ")}`),
    ...kept.map((name) => `kept      ${name}: it was there before`),
    "",
    "Next:",
    ...next.map(([command, what]) => `  ${command.padEnd(width)}  ${what}`),
    "",
  ].join("\n");
}

function json({ answers, folder, written, extended, kept, next }: Beginning): string {
  const { account, region, backend, owner, ci } = answers;
  const asked = { account, region, backend: backend.kind, owner, ci };
  return jsonDocument({ schemaVersion: 1, folder, ...asked, written, extended, kept, next: next.map(([one]) => one) });
}
