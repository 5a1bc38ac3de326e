/**
 * Reads CSV as RFC 4180 writes it: quoted fields may hold commas, quotes and line breaks. A quote inside a field that is
 * not quoted is text: the path of an IAM user may hold one.
 */
export function parseCsv(text: string): string[][] {
  const source = text.replace(/^\uFEFF/, "").replace(/[\r\n]+$/, "");
  const rows: string[][] = [];
  let row: string[] = [];
  const plain = /[^,\r\n]*/y;
  const separator = /,|\r\n|\n|\r|$/y;
  for (let at = 0; at < source.length || row.length > 0; ) {
    const quoted = source[at] === '"';
    plain.lastIndex = at;
    const end = quoted ? closingQuote(source, at) + 1 : at + (plain.exec(source)?.[0].length ?? 0);
    separator.lastIndex = end;
    const found = end === 0 && quoted ? null : separator.exec(source);
    if (found === null) throw new SyntaxError(`line ${rows.length + 1} is not CSV`);
    row.push(quoted ? source.slice(at + 1, end - 1).replaceAll('""', '"') : source.slice(at, end));
    at = separator.lastIndex;
    if (found[0] === ",") continue;
    rows.push(row);
    row = [];
    if (found[0] === "") break;
  }
  return rows;
}

/** Where a quoted field ends; a pattern for it would fill the stack with a field of some megabytes. @returns -1: nowhere */
function closingQuote(source: string, start: number): number {
  for (let at = source.indexOf('"', start + 1); at >= 0; at = source.indexOf('"', at + 2)) {
    if (source[at + 1] !== '"') return at;
  }
  return -1;
}

/** Writes rows as CSV that no spreadsheet takes for a formula. */
export function writeCsv(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => `${row.map(cell).join(",")}\r\n`).join("");
}

/** IAM names may begin with = + - @, and a spreadsheet would run what follows, full-width too (OWASP, "CSV injection"). */
function cell(text: string): string {
  const harmless = /^\s*[=+\-@\t\r\n|＝＋－＠]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
