/**
 * The value of a JSON text where reading it loses nothing: no key stands twice in one object, and each number is one that
 * is written as it was read.
 * @returns undefined for other texts, those that are not JSON among them
 */
export function exactJson(text: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  return isExact(text) ? value : undefined;
}

const token = /"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*|[{}[\]:]/gs;

/** @param text valid JSON */
function isExact(text: string): boolean {
  // The keys of the objects that are open; a list has none.
  const open: (Set<string> | undefined)[] = [];
  let last = "";
  for (const [found] of text.matchAll(token)) {
    if (found === "{" || found === "[") open.push(found === "{" ? new Set() : undefined);
    else if (found === "}" || found === "]") open.pop();
    else if (found === ":") {
      const key = String(JSON.parse(last));
      const keys = open.at(-1);
      if (keys?.has(key)) return false;
      keys?.add(key);
    } else if (!found.startsWith('"') && !isExactNumber(found)) return false;
    last = found;
  }
  return true;
}

/** `1.0` and `1e3` are the same number to whoever compares policies; 12345678901234567890 would become another. */
function isExactNumber(text: string): boolean {
  const number = Number(text);
  return Number.isInteger(number) ? Number.isSafeInteger(number) : String(number) === text;
}
