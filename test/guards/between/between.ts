import { join } from "node:path";
import { judgeBetween } from "../../../src/guards/between/index";
import { lineOf } from "../../../src/roster/diagnostics";
import { type Loaded, loadRoster } from "../../../src/roster/index";
import { testdir } from "../../testdir";
import { whole } from "../../whole";

/** What a guard says of `one.yaml`, which has `two.yaml` beside it. Neither has more than this and `version: 1`. */
export async function between(id: string, one: string, two: string): Promise<string> {
  const project = testdir({ "one.yaml": `version: 1\n${one}\n`, "two.yaml": `version: 1\n${two}\n` });
  const [first, second] = await Promise.all(
    ["one.yaml", "two.yaml"].map((name) => loadRoster(join(project, name), { today: new Date("2026-11-21") })),
  );
  if (first === undefined || second === undefined) throw new Error("both were read");
  return judgeBetween({ ...compared(first), others: [compared(second)], unread: [], project })
    .filter((finding) => finding.id === id)
    .map((finding) => {
      const { line, column } = lineOf(finding, first.files);
      return `${line}:${column} ${finding.severity} ${finding.message}`;
    })
    .join("\n");
}

function compared(loaded: Loaded) {
  const roster = whole(loaded);
  return {
    roster,
    users: new Map(roster.users.map((user) => [user.name.toLowerCase(), user])),
    placeOf: (place: Parameters<typeof lineOf>[0]) => {
      const { line, column } = lineOf(place, loaded.files);
      return `${place.file}:${line}:${column}`;
    },
  };
}
