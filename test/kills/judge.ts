import { readdirSync } from "node:fs";
import { join } from "node:path";
import { checkLog } from "../../src/leaving/audit-log/check";
import type { Account } from "../../src/sandbox/state";
import type { ObjectStore } from "../live/object-store";
import { adviceIn } from "./advice";
import { differences, linesOf } from "./same-account";
import { LEAVERS, STATE_KEY } from "./scenario";
import type { Step } from "./step";

export interface Verdict {
  /**
   * - `exact`: the account is what the roster says, each removal is proved, and there is nothing more to do
   * - `named`: the last command ended with 3 and named each leaver who is still there
   * - `failed`: neither
   */
  readonly verdict: "exact" | "named" | "failed";
  /** What is wrong, or missing for `exact`. */
  readonly why: readonly string[];
}

/** Whether somebody who does what is printed has nothing more to do. */
export const isDone = (last: Step | undefined): boolean =>
  last?.code === 0 && last.command.startsWith("roster deploy") && adviceIn(last.text) === undefined;

/** Who was leaving, by name; and the account as it is to be, see `linesOf`. */
export interface Expected {
  readonly userIds: ReadonlyMap<string, string>;
  readonly account: readonly string[];
}

/** What there is when nothing more is run. */
export interface End {
  readonly account: Account;
  readonly project: string;
  readonly store: Pick<ObjectStore, "objects">;
}

/** @param more the deploy after the last step; undefined where that did not end with 0 */
export function judge(
  expected: Expected,
  scene: End,
  steps: readonly Step[],
  more: { readonly code: number; readonly text: string } | undefined,
): Verdict {
  const last = steps.at(-1);
  const present = LEAVERS.filter((name) => scene.account.users[name]?.userId === expected.userIds.get(name));
  if (isDone(last)) {
    const why = [
      ...differences(expected.account, linesOf(scene.account)),
      ...unproved(expected, scene),
      ...leftBehind(scene),
      ...(more?.code === 0 && /: nothing to change$/m.test(more.text)
        ? []
        : [`one more deploy ended with ${more?.code}: ${more?.text.slice(-500)}`]),
    ];
    return { verdict: why.length === 0 ? "exact" : "failed", why };
  }
  const unnamed = present.filter((name) => !new RegExp(`\\b${name}\\b`).test(last?.text ?? ""));
  const why = [
    `the last command, ${last?.command}, ended with ${last?.code}`,
    ...present.map((name) => `${name} is still there${unnamed.includes(name) ? " and was not named" : ""}`),
  ];
  return { verdict: last?.code === 3 && unnamed.length === 0 ? "named" : "failed", why };
}

/** The audit log is whole, and has the proof of each removal. */
function unproved({ userIds }: Expected, { project }: End): string[] {
  const { problems, entries } = checkLog(join(project, "roster-audit.jsonl"));
  const proved = (userId: string | undefined) =>
    entries.some((entry) => entry.event === "removal" && entry.userId === userId && entry.result === "gone");
  return [...problems, ...LEAVERS.filter((name) => !proved(userIds.get(name))).map((name) => `no proof: ${name}`)];
}

/** Records and locks of runs that are over. */
function leftBehind({ store, project }: End): string[] {
  const objects = [...store.objects.keys()].filter((name) => !name.endsWith(`/${STATE_KEY}`));
  const files = readdirSync(project).filter((name) => /pending|\.lock(\.info)?$|imports\.json$/.test(name));
  return [...objects, ...files].map((name) => `left behind: ${name}`);
}
