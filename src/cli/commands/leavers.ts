import { createHash } from "node:crypto";
import type { Feed } from "../../lifecycle/feed";
import { UnreadableFeed } from "../../lifecycle/feed";
import { readCsvFeed } from "../../lifecycle/feed-csv";
import { readJsonFeed, readScimFeed } from "../../lifecycle/feed-json";
import { type EarlierFeed, matchLeavers } from "../../lifecycle/leavers";
import { refusal } from "../../lifecycle/step";
import { suspend } from "../../lifecycle/suspend";
import { count } from "../../text/count";
import { isIsoDate, isoDate } from "../../text/iso-date";
import { printable } from "../../text/printable";
import { UsageError } from "../command";
import { defineCommand } from "../define-command";
import { editNotes, editOptions, editRoster } from "../edit-roster";
import type { Options } from "../options";
import { nameOf, readFile } from "../read-file";
import { oneRoster, rosterArguments, rosterOptions } from "../rosters";
import { summaries } from "../summaries";

const options = {
  from: { type: "string", value: "FILE", required: true, help: "what HR, Okta or Entra exported; - is standard input" },
  as: { type: "choice", choices: ["csv", "scim", "json"], help: "how it is written; default: by the file's ending" },
  ticket: { type: "string", value: "TICKET", required: true, help: "the ticket of the suspensions" },
  "absence-counts": {
    type: "boolean",
    help: "a human whose owner is missing in this file and in the one before has left too; both have to be whole",
  },
  earlier: { type: "string", value: "FILE", help: "the file before, with --absence-counts" },
  "earlier-day": { type: "string", value: "DATE", help: "the day on which the file before was exported" },
  ...rosterOptions,
  ...editOptions,
} as const satisfies Options;

/** A file that no company outgrows. */
const MAX_MEBIBYTES = 64;

export const leavers = defineCommand({
  ...summaries.leavers,
  arguments: rosterArguments,
  options,
  notes: [
    "Compares with owner, never with the IAM name. Suspends humans of whom the file says that they left; programs need a new owner, and break-glass is never touched.",
    "The file is only read: fetching it is your pipeline's business, and roster knows no password of HR.",
    ...editNotes,
  ],
  examples: ["leavers --from hr.csv --ticket HR-77", "leavers --from okta.json --as scim --ticket HR-77 --dry-run"],
  run: async (input) => {
    const { values, terminal, today = new Date() } = input;
    const file = oneRoster(input);
    const day = isoDate(today);
    const { feed, hash } = read(values.from);
    const earlier = earlierFeed();
    terminal.say(`${nameOf(values.from)}: ${count(feed.rows, "row")}, sha256 ${hash}`);
    for (const line of feed.notUnderstood.slice(0, SHOWN)) terminal.err(`not understood: ${printable(line)}\n`);
    const hidden = feed.notUnderstood.length - SHOWN;
    if (hidden > 0) terminal.err(`not understood: ${hidden} more\n`);
    return editRoster(file, input, (roster) => {
      const {
        suspend: gone,
        findings,
        notComplete,
      } = matchLeavers(roster, feed, {
        today: day,
        ...(values["absence-counts"] ? { absence: { earlier } } : {}),
      });
      for (const line of notComplete) terminal.err(`absence does not count: ${line}\n`);
      for (const line of findings) terminal.err(`${printable(line, { max: 400 })}\n`);
      if (gone.length === 0) return refusal("nobody in this roster has left, by what the file says");
      const most = mostAtOnce(roster.guards.maxRemovals, roster.guards.maxRemovalShare, roster.users.length);
      if (gone.length > most)
        return refusal(
          `${count(gone.length, "user")} would be suspended at once; guards allow ${most}: is this the right file?`,
        );
      const steps = gone.map(({ user, person: { lastDay } }) => {
        const reason =
          lastDay === undefined ? "Left, by the feed of people" : `Left on ${lastDay}, by the feed of people`;
        return suspend(user, { today: day, reason, ticket: values.ticket });
      });
      return {
        kind: "step",
        changes: steps.flatMap((step) => (step.kind === "step" ? step.changes : [])),
        said: [
          ...gone.map(({ user: { key, owner } }) => `${key} is suspended: ${owner} left`),
          `from ${nameOf(values.from)}, sha256 ${hash}`,
        ],
        next: ["roster deploy, when the change is reviewed", "roster leave, when the soak is over"],
      };
    });

    function read(from: string): { feed: Feed; hash: string } {
      const bytes = readFile(from, input.cwd, { maxMebibytes: MAX_MEBIBYTES });
      const hash = createHash("sha256").update(bytes).digest("hex").slice(0, 16);
      try {
        return { feed: feedIn(bytes.toString("utf8"), values.as ?? kindOf(from)), hash };
      } catch (error) {
        if (!(error instanceof UnreadableFeed)) throw error;
        throw new UsageError(printable(`${nameOf(from)} ${error.message}`, { max: 400 }));
      }
    }

    function earlierFeed(): EarlierFeed | undefined {
      const from = values.earlier;
      const on = values["earlier-day"];
      if (from === undefined) return undefined;
      if (on === undefined || !isIsoDate(on))
        throw new UsageError("--earlier needs --earlier-day, a date such as 2027-01-31");
      const { feed: before } = read(from);
      return { people: before.people.length, day: on, emails: new Set(before.people.map(({ email }) => email)) };
    }
  },
});

/** Lines that are enough to see what kind of file it is. */
const SHOWN = 20;

/** As many as the gate lets leave at once: a file that says more is more likely to be wrong. */
function mostAtOnce(maxRemovals: number, share: number, users: number): number {
  return Math.max(1, Math.min(maxRemovals, Math.floor(users * share)));
}

function kindOf(file: string): "csv" | "scim" | "json" {
  if (/\.csv$/i.test(file)) return "csv";
  if (/\.scim(\.json)?$/i.test(file)) return "scim";
  if (/\.json$/i.test(file)) return "json";
  throw new UsageError(`${nameOf(file)}: how is it written? --as csv, scim or json`);
}

function feedIn(text: string, kind: "csv" | "scim" | "json"): Feed {
  if (text.trim() === "") throw new UnreadableFeed("is empty: an empty feed says nothing about anybody");
  if (kind === "csv") return readCsvFeed(text);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new UnreadableFeed("is not JSON");
  }
  return kind === "scim" ? readScimFeed(value) : readJsonFeed(value);
}
