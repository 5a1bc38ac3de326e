import { isObject, listIn, textIn } from "../../text/values";
import type { SarifRule } from "./sarif-rules";

const maxLength = 500;

/** What a result says, in one line. */
export function messageIn(result: Readonly<Record<string, unknown>>, rule: SarifRule, tool: string): string {
  const message = isObject(result.message) ? result.message : {};
  const text = textIn(message.text) ?? storedText(message, rule) ?? textOf(rule.description?.shortDescription);
  return oneLine(tool === "Trivy" ? ownWords(text, rule) : text);
}

/** 3.11.7: the text may stand with the rule, and have places for arguments. */
function storedText({ id, arguments: given }: Readonly<Record<string, unknown>>, { description }: SarifRule) {
  const strings = isObject(description?.messageStrings) ? description.messageStrings : {};
  const name = textIn(id);
  const stored = name !== undefined && Object.hasOwn(strings, name) ? textOf(strings[name]) : undefined;
  const values = listIn(given);
  // Each is cut by itself: a text of nothing but places, and one long argument, would be gigabytes together.
  const filled = (hole: string, index: string) => textIn(values[Number(index)])?.slice(0, maxLength) ?? hole;
  return stored?.slice(0, 4 * maxLength).replace(/\{(\d{1,3})\}/g, filled);
}

function textOf(message: unknown): string | undefined {
  return isObject(message) ? textIn(message.text) : undefined;
}

/**
 * Trivy puts a table into its message: `Artifact: main.tf\nType: terraform\n...\nMessage: Policy is attached to a user.\nLink: ...`
 * (aquasecurity/trivy, pkg/report/sarif.go).
 */
function ownWords(text: string | undefined, { description }: SarifRule): string | undefined {
  const [, words] = /^Message: (.*)$/m.exec(text ?? "") ?? [];
  if (words === undefined) return text;
  const title = textOf(description?.shortDescription);
  return title === undefined || words.includes(title) ? words : `${title}: ${words}`;
}

function oneLine(text: string | undefined): string {
  const words = (text ?? "")
    .slice(0, 4 * maxLength)
    .replace(/\s+/g, " ")
    .trim();
  if (words === "") return "it says no more";
  return words.length > maxLength ? `${words.slice(0, maxLength)}…` : words;
}
