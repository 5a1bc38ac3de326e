import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
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

/**
 * Writes a report in all formats that were asked for.
 * @param mode of the files. @default - what the system gives
 */
export function writeReport<Report>(
  input: Reporting,
  renderers: Renderers<Report>,
  report: Report,
  mode?: number,
): void {
  for (const { name, file } of formatsWanted(input)) {
    const text = renderers[name]?.(report) ?? "";
    if (file === undefined) input.terminal.out(text);
    else writeFileSync(resolve(input.cwd, file), text, mode === undefined ? {} : { mode });
  }
}
