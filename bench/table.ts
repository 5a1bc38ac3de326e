/** One row: the columns by their headings, in order. */
export type Row = Readonly<Record<string, string | number>>;

/** What one part of the benchmark found. `rows` of one table have the same columns. */
export interface Table {
  readonly title: string;
  readonly rows: readonly Row[];
  /** Said below the table. */
  readonly note?: string;
}

/** The last two columns of a row that has a target. */
export function target(value: number, unit: string, most: number): Row {
  return { target: `<= ${most}${unit && ` ${unit}`}`, met: value <= most ? "yes" : "NO" };
}

/** The same where more is better. */
export function atLeast(value: number, unit: string, least: number): Row {
  return { target: `>= ${least}${unit && ` ${unit}`}`, met: value >= least ? "yes" : "NO" };
}

export function seconds(value: number): string {
  return `${value.toFixed(2)} s`;
}

export function megabytes(value: number): string {
  return `${value.toFixed(0)} MB`;
}

export function times(value: number): string {
  return value.toFixed(2);
}

/** As Markdown that reads well on a terminal too: what stands in docs/benchmarks.md. */
export function formatTable({ title, rows, note }: Table): string {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const cells = rows.map((row) => columns.map((column) => String(row[column] ?? "")));
  const widths = columns.map((column, index) =>
    Math.max(column.length, ...cells.map((row) => row[index]?.length ?? 0)),
  );
  const line = (row: readonly string[]) =>
    `| ${row.map((cell, index) => cell.padEnd(widths[index] ?? 0)).join(" | ")} |`;
  const rule = `|${widths.map((width) => "-".repeat(width + 2)).join("|")}|`;
  const lines = [`### ${title}`, "", line(columns), rule, ...cells.map(line)];
  return `${[...lines, ...(note === undefined ? [] : ["", note])].join("\n")}\n`;
}
