import type { Path } from "../roster/yaml-tree";
import { isRosterTag, managedBy } from "../terms/tags";
import { type Excluded, type Left, leftBy, type Part } from "./thing";

export interface TagsContext {
  /** Whose they are, for titles. */
  readonly of: string;
  /** Of the entry that is to say them. */
  readonly path: Path;
  /** What the roster says by tags of its own, by key. */
  readonly said: Readonly<Record<string, string>>;
  readonly excluded: Excluded;
}

interface AdoptedTags {
  /** As an entry has them. */
  readonly entry: { readonly tags?: Record<string, string> };
  readonly parts: readonly Part[];
  readonly left: readonly Left[];
}

/** Tags as an entry has them: without AWS's and the roster's own, and what becomes of those. */
export function adoptTags(tags: Readonly<Record<string, string>>, context: TagsContext): AdoptedTags {
  const { of, path, said, excluded } = context;
  const kept: [string, string][] = [];
  const parts: Part[] = [];
  const left: Left[] = [];
  for (const [name, value] of Object.entries(tags)) {
    const thing = { kind: "tag", name, of };
    const out = leftBy(excluded, thing);
    const reason = out === undefined ? reasonAgainst(name, value, said) : `${out.reason}; ${removed(value)}`;
    if (reason !== undefined) left.push({ ...thing, reason });
    else if (!isOwn(name)) {
      kept.push([name, value]);
      parts.push({ thing, path: [...path, "tags", name], addresses: [] });
    }
  }
  return { entry: kept.length === 0 ? {} : { tags: Object.fromEntries(kept) }, parts, left };
}

function isOwn(name: string): boolean {
  return isRosterTag(name.toLowerCase()) || name.toLowerCase() === managedBy.key.toLowerCase();
}

/** @returns undefined for what an entry can say, and for what the roster says already */
function reasonAgainst(name: string, value: string, said: TagsContext["said"]): string | undefined {
  if (/^aws:/i.test(name)) return "it belongs to AWS and stays as it is";
  if (name === "__proto__") return `no entry can have such a key; ${removed(value)}`;
  if (!isOwn(name)) return undefined;
  const [key, becomes] = Object.entries(said).find(([known]) => known.toLowerCase() === name.toLowerCase()) ?? [];
  if (key === name && becomes === value) return undefined;
  if (becomes === undefined) return `only the roster sets it; ${removed(value)}`;
  const changes = `only the roster sets it: it is ${shown(value)}, and the deploy after the imports makes it ${key} ${shown(becomes)}`;
  return isRosterTag(name.toLowerCase()) ? changes : `${changes}; if another stack manages it, that has to stop first`;
}

const shown = (value: string) => JSON.stringify(value);

const removed = (value: string) => `the deploy after the imports removes it (${shown(value)})`;
