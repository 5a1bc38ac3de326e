import type { BetweenGuard } from "./between";

export const rostersCompared: BetweenGuard = {
  id: "rosters-compared",
  severity: "warning",
  summary: "The other rosters of the project could be read, and were compared with this one.",
  why: "Whether one that cannot be read has the same stack, the same state or the same users is not known.",
  fix: "Correct that file, or take it out of rosters in cdktf.json.",
  check: ({ roster, unread }) =>
    unread.map((line) => ({ message: `not compared, or not as a whole, with ${line}`, file: roster.file, path: [] })),
};
