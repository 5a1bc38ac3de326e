import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { load } from "js-yaml";

/** The situations of one topic: a YAML file of test/review/situations/. */
export interface Topic {
  readonly title: string;
  readonly about: string;
  readonly situations: readonly Situation[];
}

type Resources = Readonly<Record<string, unknown>>;

/** What happens beside the configuration. */
export interface Around {
  /** Values that somebody changed outside Terraform since the last apply, by address; `null` where it was deleted. */
  readonly byHand?: Readonly<Record<string, Resources | null>>;
  /** What an import finds in the account, by address, where it differs from the configuration. */
  readonly found?: Readonly<Record<string, Resources>>;
  /** Addresses that the last apply left damaged. */
  readonly tainted?: readonly string[];
  /** With `-replace=ADDRESS`. */
  readonly replace?: readonly string[];
}

/** A change, and what the gate must make of it. */
export interface Situation extends Around {
  readonly what: string;
  /** users.yaml as a difference: `-` begins a line of before alone, `+` one of after alone, a space one of both. */
  readonly roster: string;
  /** What users.yaml cannot say: more of the stacks, in Terraform's JSON. `null` takes away. */
  readonly terraform?: { readonly both?: Resources; readonly before?: Resources; readonly after?: Resources };
  /** More of the plan, for what no configuration says. */
  readonly plan?: Resources;
  /** Who runs the plan. */
  readonly runner?: string;
  readonly gate: "open" | "closed";
  /** The rules that close it. */
  readonly by?: readonly string[];
  /** All lines about access, then all dangers: the whole of it. */
  readonly says?: readonly string[];
  /** Lines that stand elsewhere in the review. */
  readonly shows?: readonly string[];
}

/** All topics, in the order of their files. */
export function topicsIn(folder: string): Topic[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith(".yaml"))
    .sort()
    .map((name) => load(readFileSync(join(folder, name), "utf8")) as Topic);
}
