/** What an action returns: written as XML elements in the order of its keys, arrays as `<member>` elements. */
export type Value =
  | string
  | number
  | boolean
  | Date
  | undefined
  | Entries
  | readonly Value[]
  | { [name: string]: Value };

/** A map, which the query protocol writes as `<entry><key/><value/></entry>`. */
export class Entries {
  constructor(readonly pairs: ReadonlyArray<readonly [string, string | number]>) {}
}

const ESCAPES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\r": "&#xD;" };

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that XML forbids
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\p{Cs}\ufffe\uffff]/gu;

/** XML 1.0 has no way to write most control characters, halves of characters and U+FFFE; AWS drops them too. */
export function escapeXml(text: string): string {
  return text.replace(FORBIDDEN, "").replace(/[&<>"\r]/g, (char) => ESCAPES[char] ?? "");
}

/** The second of a time; AWS writes no milliseconds in IAM since 2018. */
export function isoSeconds(time: Date): string {
  return `${time.toISOString().slice(0, 19)}Z`;
}

function scalar(value: string | number | boolean | Date): string {
  return value instanceof Date ? isoSeconds(value) : escapeXml(String(value));
}

function element(name: string, value: Value, indent: string): string {
  if (value === undefined) return "";
  if (typeof value !== "object" || value instanceof Date) return `${indent}<${name}>${scalar(value)}</${name}>\n`;
  const inner = `${indent}  `;
  let body = "";
  if (Array.isArray(value)) for (const item of value) body += element("member", item, inner);
  else if (value instanceof Entries) {
    for (const [key, entry] of value.pairs) body += element("entry", { key, value: entry }, inner);
  } else body = elements(value as { [name: string]: Value }, inner);
  return body === "" ? `${indent}<${name}/>\n` : `${indent}<${name}>\n${body}${indent}</${name}>\n`;
}

function elements(value: { [name: string]: Value }, indent: string): string {
  let out = "";
  for (const name of Object.keys(value)) out += element(name, value[name], indent);
  return out;
}

/** The whole body of a success, byte for byte as AWS lays it out (lengths in `facts/iam.md`, "Wire format"). */
export function successXml(namespace: string, action: string, result: Value, requestId: string): string {
  const body = result === undefined ? "" : element(`${action}Result`, result, "  ");
  const metadata = element("ResponseMetadata", { RequestId: requestId }, "  ");
  return `<${action}Response xmlns="${namespace}">\n${body}${metadata}</${action}Response>\n`;
}

export function errorXml(namespace: string, code: string, message: string | undefined, requestId: string): string {
  const error = element("Error", { Type: "Sender", Code: code, Message: message }, "  ");
  return `<ErrorResponse xmlns="${namespace}">\n${error}${element("RequestId", requestId, "  ")}</ErrorResponse>\n`;
}
