import { printable } from "../../text/printable";
import { yamlText } from "./text";

/** Comments by place, `owner`, below the value that is written. */
export type Comments = Readonly<Record<string, string>>;

/** A map as the lines of a YAML block. Comments stand at keys of this map only. */
export function yamlLines(value: object, indent: number, comments: Comments = {}): string[] {
  return Object.entries(value).flatMap(([key, entry]) => {
    const said = Object.hasOwn(comments, key) ? comment(comments[key]) : "";
    return keyLines(`${" ".repeat(indent)}${yamlText(key)}:`, entry, indent, said);
  });
}

function keyLines(head: string, value: unknown, indent: number, comment: string): string[] {
  if (value === null) return [`${head} null${comment}`];
  // Left open for a human; the schema refuses it until it is filled in.
  if (value === undefined) return [`${head}${comment}`];
  if (typeof value === "string" && value.includes("\n")) {
    const literal = literalLines(value, indent + 2);
    return literal === undefined ? [`${head} ${yamlText(value)}${comment}`] : [`${head} |-${comment}`, ...literal];
  }
  if (typeof value !== "object") return [`${head} ${scalar(value)}${comment}`];
  if (Array.isArray(value)) return listLines(head, value, indent, comment);
  if (Object.keys(value).length === 0) return [`${head} {}${comment}`];
  return [`${head}${comment}`, ...yamlLines(value, indent + 2)];
}

function listLines(head: string, list: readonly unknown[], indent: number, comment: string): string[] {
  const flow = `[${list.map(scalar).join(", ")}]`;
  if (list.every((item) => typeof item !== "object")) {
    if (head.length + flow.length < 118) return [`${head} ${flow}${comment}`];
    return [`${head}${comment}`, ...list.map((item) => `${" ".repeat(indent + 2)}- ${scalar(item)}`)];
  }
  const items = list.flatMap((item) => {
    const lines = yamlLines(item as object, indent + 4);
    return [`${" ".repeat(indent + 2)}- ${lines[0]?.trimStart()}`, ...lines.slice(1)];
  });
  return [`${head}${comment}`, ...items];
}

/** A value on one line, for what is put into a flow map. */
export function yamlFlow(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(yamlFlow).join(", ")}]`;
  if (typeof value !== "object" || value === null) return scalar(value);
  const entries = Object.entries(value).map(([key, entry]) => `${yamlText(key)}: ${yamlFlow(entry)}`.trimEnd());
  return entries.length === 0 ? "{}" : `{ ${entries.join(", ")} }`;
}

function scalar(value: unknown): string {
  if (value === undefined) return "";
  return typeof value === "string" ? yamlText(value) : JSON.stringify(value);
}

/** Text of several lines as it is, where nothing in it could be read otherwise. */
function literalLines(text: string, indent: number): string[] | undefined {
  const lines = text.split("\n");
  const plain = /^[\x20-\x7e]*$/;
  if (lines.some((line) => !plain.test(line) || /^\s|\s$/.test(line) || line === "")) return undefined;
  return lines.map((line) => `${" ".repeat(indent)}${line}`);
}

/** Behind a value; on one line, whatever the text. */
export function comment(text = ""): string {
  return text === "" ? "" : ` # ${printable(text)}`;
}
