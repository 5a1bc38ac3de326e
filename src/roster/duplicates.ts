import type { RosterFinding } from "./diagnostics";
import type { WrittenFile } from "./normalise";
import { readingFinding } from "./rules";
import type { WrittenPeople } from "./users.written";

const sections = ["users", "groups", "policies"] as const;

/** An entry that stands in two files is reported at the second, which is then without it. */
export function withoutDuplicates(
  main: WrittenFile<WrittenPeople>,
  included: readonly WrittenFile<WrittenPeople>[],
): { readonly included: readonly WrittenFile<WrittenPeople>[]; readonly duplicates: readonly RosterFinding[] } {
  if (included.length === 0) return { included, duplicates: [] };
  const firstFile = new Map<string, string>();
  const duplicates: RosterFinding[] = [];
  const kept = [main, ...included].map(({ file, written }) => {
    const unique = sections.map((section): [string, object] => {
      const entries = Object.entries(written[section] ?? {}).filter(([key]) => {
        const place = `${section}.${key}`;
        const first = firstFile.get(place);
        if (first === undefined) firstFile.set(place, file);
        else duplicates.push(duplicate(first, file, section, key));
        return first === undefined;
      });
      return [section, Object.fromEntries(entries)];
    });
    return { file, written: { ...written, ...Object.fromEntries(unique) } };
  });
  return { included: kept.slice(1), duplicates };
}

function duplicate(first: string, file: string, section: string, key: string): RosterFinding {
  const message = `${section}.${key} is already in ${first}`;
  return readingFinding("duplicate", { message, fix: "Remove one of the two.", file, path: [section, key], on: "key" });
}
