/**
 * Reads CSV as RFC 4180 writes it: quoted fields may hold commas, quotes and line breaks. A quote inside a field that is
 * not quoted is text: the path of an IAM user may hold one.
 */
export function parseCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  const field = /(?:"((?:[^"]|"")*)"|((?:[^",\r\n][^,\r\n]*)?))(,|\r\n|\n|\r|$)/y;
  const source = text.replace(/^\uFEFF/, "").replace(/[\r\n]+$/, "");
  while (field.lastIndex < source.length || row.length > 0) {
    const match = field.exec(source);
    if (match === null) throw new SyntaxError(`line ${rows.length + 1} is not CSV`);
    row.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? "");
    if (match[3] === ",") continue;
    rows.push(row);
    row = [];
    if (match[3] === "") break;
  }
  return rows;
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
