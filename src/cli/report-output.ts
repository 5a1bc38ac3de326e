import { realpathSync, statSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { type WriteOptions, writeWhole } from "../files/write-whole";
import { type FormatName, formats, type Renderers } from "../rules/formats";
import type { Context } from "./command";
import type { FormatTarget, Options } from "./options";

/** The options of a report, from the formats that it has. */
export function formatOptions<Report>(renderers: Renderers<Report>) {
  const choices = Object.keys(renderers) as FormatName[];
  return {
    format: {
      type: "formats",
      choices,
      help: `${choices.map(describe).join(", ")}; several with commas or again; without =FILE, or with =-, it is standard output; default text`,
    },
    json: { type: "boolean", help: "the same as --format json" },
  } as const satisfies Options;
}

function describe(name: FormatName): string {
  return ["text", "json", "csv"].includes(name) ? name : `${name} (${formats[name]})`;
}

type Reporting = Pick<Context, "terminal" | "cwd"> & {
  readonly values: { readonly format: readonly FormatTarget[]; readonly json: boolean };
};

/** What was asked for; without a word of it text. */
export function formatsWanted({ values: { format, json } }: Pick<Reporting, "values">): readonly FormatTarget[] {
  return format.length > 0 ? format : [{ name: json ? "json" : "text", file: undefined }];
}

/** Writes a report in all formats that were asked for. @param options of the files. @default - others may read them */
export function writeReport<Report>(
  input: Reporting,
  renderers: Renderers<Report>,
  report: Report,
  options: WriteOptions = { shared: true },
): void {
  for (const { name, file } of formatsWanted(input)) {
    const text = renderers[name]?.(report) ?? "";
    if (file === undefined) input.terminal.out(text);
    else writeOutput(resolve(input.cwd, file), text, options);
  }
}

/** Whole or not at all, but into what is not a file, such as a pipe or /dev/null; a link stays, what it leads to is replaced. */
export function writeOutput(path: string, text: string, options: WriteOptions): void {
  const there = statSync(path, { throwIfNoEntry: false });
  if (there === undefined) writeWhole(path, text, options);
  else if (there.isFile()) writeWhole(realpathSync(path), text, options);
  else writeFileSync(path, text);
}
