import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { BenchOptions } from "./bench";
import { type Cost, inTurn, runJudge, runNode } from "./measure";
import { type Access, planText } from "./review-plan";
import { megabytes, type Row, seconds, type Table, target, times } from "./table";

/** Reads a file and does with it what every tool must do; the rest of a review is ours. */
const parseOnly = 'JSON.parse(require("node:fs").readFileSync(process.argv[2], "utf8"));';

/** What `roster review` costs against `JSON.parse` of the same file, each in a process of its own, start-up taken off. */
export async function benchReview(options: BenchOptions): Promise<Table[]> {
  const rows: Row[] = [];
  for (const users of options.users ?? [5000]) {
    rows.push(await row(users, { groups: 0, policies: 0 }, 3, options));
    rows.push(await row(users, { groups: 300, policies: 1500 }, 4, options));
  }
  const note =
    "6 resources a user; 0.4 % of the users leave, 4 % join. Start-up: an empty script, and roster review --help.";
  return [{ title: "roster review", rows, note }];
}

async function row(users: number, access: Access, limit: number, { cli, folder, rounds }: BenchOptions): Promise<Row> {
  const plan = join(folder, `plan-${users}-${access.policies}.json`);
  const text = planText(users, access);
  writeFileSync(plan, text);
  const script = (name: string, code: string) => {
    const file = join(folder, name);
    writeFileSync(file, code);
    return file;
  };
  const [parse, empty] = [script("parse.js", parseOnly), script("empty.js", "")];
  const costs = await inTurn(
    {
      empty: () => runNode(empty),
      parse: () => runNode(parse, plan),
      help: () => runNode(cli, "review", "--help"),
      review: () => runJudge(cli, "review", plan, "--format", `markdown=${join(folder, "comment.md")},text=/dev/null`),
    },
    { rounds },
  );
  const cost = (name: keyof typeof costs): Cost => costs[name];
  const parsed = cost("parse").seconds - cost("empty").seconds;
  const reviewed = cost("review").seconds - cost("help").seconds;
  return {
    users,
    "groups, policies": `${access.groups}, ${access.policies}`,
    file: megabytes(text.length / 1024 / 1024),
    "JSON.parse": seconds(parsed),
    review: seconds(reviewed),
    "with start-up": seconds(cost("review").seconds),
    peak: megabytes(cost("review").peakMb),
    times: times(reviewed / parsed),
    ...target(reviewed / parsed, "x", limit),
  };
}
