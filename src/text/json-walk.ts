/** Called when a value of a JSON text is over. @param path keys and positions that lead to it; only lent: copy what is to be kept */
type Visit = (path: readonly (string | number)[], start: number, end: number) => void;

interface Open {
  readonly start: number;
  readonly list: boolean;
  next: "first" | "key" | "colon" | "value" | "comma";
}

/**
 * Goes through a JSON text once, in linear time and without recursion, however deep it is. Offsets count UTF-16 units from 0.
 * @returns the offset of what makes it no JSON; undefined where it is JSON
 */
export function walkJson(text: string, visit?: Visit): number | undefined {
  const open: Open[] = [];
  const path: (string | number)[] = [];
  let done = false;
  for (let at = afterSpace(text, 0), end = at; at < text.length; at = afterSpace(text, end)) {
    const found = endOf(text, at);
    if (found === undefined || done) return at;
    end = found;
    const first = text[at] ?? "";
    const inside = open.at(-1);
    const closes = inside !== undefined && first === (inside.list ? "]" : "}");
    if (closes && (inside.next === "first" || inside.next === "comma")) {
      open.pop();
      path.pop();
      visit?.(path, inside.start, end);
      done = open.length === 0;
    } else if (inside === undefined || inside.next === "value" || (inside.list && inside.next === "first")) {
      if ("]},:".includes(first)) return at;
      if (inside !== undefined) inside.next = "comma";
      if (first === "{" || first === "[") {
        open.push({ start: at, list: first === "[", next: "first" });
        path.push(first === "[" ? 0 : "");
      } else {
        done = inside === undefined;
        visit?.(path, at, end);
      }
    } else if (inside.next === "comma" && first === ",") {
      inside.next = inside.list ? "value" : "key";
      if (inside.list) path[path.length - 1] = Number(path.at(-1)) + 1;
    } else if ((inside.next === "first" || inside.next === "key") && first === '"') {
      path[path.length - 1] = JSON.parse(text.slice(at, end));
      inside.next = "colon";
    } else if (inside.next === "colon" && first === ":") inside.next = "value";
    else return at;
  }
  return done ? undefined : text.length;
}

function afterSpace(text: string, from: number): number {
  let at = from;
  while (at < text.length && " \n\r\t".includes(text[at] ?? "")) at += 1;
  return at;
}

const plainToken = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null|[{}[\],:]/y;
const escaped = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;

/** Where the token that begins there ends. @returns undefined where none does */
function endOf(text: string, start: number): number | undefined {
  if (text[start] !== '"') {
    plainToken.lastIndex = start;
    return plainToken.test(text) ? plainToken.lastIndex : undefined;
  }
  // A loop: a pattern would need as much of the stack as a text is long.
  for (let at = start + 1; at < text.length; ) {
    const unit = text.charCodeAt(at);
    if (unit === 0x22) return at + 1;
    if (unit < 0x20) return undefined;
    escaped.lastIndex = at;
    if (unit !== 0x5c) at += 1;
    else if (escaped.test(text)) at = escaped.lastIndex;
    else return undefined;
  }
  return undefined;
}
