import { readFileSync } from "node:fs";
import { join } from "node:path";
import { readSide } from "../../src/cli/roster-side";
import { planOf } from "../../src/plan/read";
import { type ReviewOptions, reviewPlan } from "../../src/review/build";
import { testdir } from "../testdir";
import { documentOf, now } from "./fixture";
import { roster } from "./rosters";

// biome-ignore lint/suspicious/noExplicitAny: a plan's JSON, in the hands of a test
type Json = any;

interface Edits {
  /** users.yaml, or its users. @default - as the story has it; `null` leaves the side out */
  readonly before?: string | readonly string[] | null;
  readonly after?: string | readonly string[] | null;
  /** What is different in the plan. */
  readonly plan?: (changes: (address: string) => Json, document: Json) => void;
  readonly options?: ReviewOptions;
}

/** What a rule says of a story of real Terraform in which something is different: file, line, severity, message. */
export async function judgedBy(id: string, story: string, edits: Edits = {}): Promise<string[]> {
  const document: Json = documentOf(story);
  const find = (address: string) => document.resource_changes.find((change: Json) => change.address === address).change;
  edits.plan?.(find, document);
  const before = await sideOf("before.yaml", story, edits.before);
  const after = await sideOf("users.yaml", story, edits.after);
  const sides = { ...(before === undefined ? {} : { before }), ...(after === undefined ? {} : { after }) };
  return reviewPlan(planOf(document), { ...sides, now, ...edits.options })
    .dangers.filter((danger) => danger.id === id)
    .map(({ severity, message, place, justified }) => {
      const line = place === undefined ? "" : `${place.file}:${place.line} `;
      return `${line}${justified === undefined ? severity : "justified"}: ${message}`;
    });
}

/** Changes tags of a user by an update, as another entry in users.yaml does; `undefined` takes one away. */
export function retag(change: Json, tags: Readonly<Record<string, string | undefined>>): void {
  change.actions = ["update"];
  for (const name of ["tags", "tags_all"]) change.after[name] = { ...change.after[name], ...tags };
}

async function sideOf(file: string, story: string, edit: Edits["before"]) {
  if (edit === null) return undefined;
  const written = edit ?? readFileSync(join(__dirname, "fixtures", story, file), "utf8");
  const cwd = testdir({ [file]: typeof written === "string" ? written : roster(written) });
  return (await readSide(file, cwd, now)).side;
}
