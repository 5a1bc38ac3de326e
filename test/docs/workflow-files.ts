import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { load } from "js-yaml";

const folder = join(__dirname, "..", "..", "docs", "workflows");
/** The workflows of docs/workflows. */
export const files = readdirSync(folder).sort();
export const read = (file: string) => readFileSync(join(folder, file), "utf8");
/** GitLab's own tag stands before a list. */
export const parse = (file: string) => load(read(file).replaceAll("!reference [", "[")) as Record<string, unknown>;

/** Every command line that a file runs, one script a step or job. */
function scriptsOf(value: unknown, key = ""): string[] {
  if (typeof value === "string") return ["run", "command"].includes(key) ? [value] : [];
  if (Array.isArray(value)) {
    if (!["script", "before_script"].includes(key)) return value.flatMap((item) => scriptsOf(item));
    return [value.filter((line) => typeof line === "string").join("\n")];
  }
  return Object.entries(value ?? {}).flatMap(([name, item]) => scriptsOf(item, name));
}
/** Each script of each workflow, with its file. */
export const scripts = files.flatMap((file) => scriptsOf(parse(file)).map((script) => [file, script] as const));

/** Words of each call of a program, without quotes; a variable is one word that could be anything. */
export function callsOf(program: RegExp): { file: string; words: string[] }[] {
  return scripts.flatMap(([file, script]) =>
    script.split("\n").flatMap((line) => {
      const found = program.exec(line);
      if (found === null) return [];
      const rest = line.slice(found.index + found[0].length).split(/ (?:\|\||&&|\||;|>) ?|;|\)$/)[0] ?? "";
      const words = rest.match(/"[^"]*"|'[^']*'|\S+/g) ?? [];
      return [{ file, words: words.map((word) => word.replace(/["']/g, "")) }];
    }),
  );
}
