import { resolve } from "node:path";
import { type BenchOptions, rosterFile } from "./bench";
import { inTurn, runNode } from "./measure";
import { megabytes, type Row, seconds, type Table, target } from "./table";

/** What `roster validate` costs, in a process of its own, from its start to its end. */
export async function benchValidate(options: BenchOptions): Promise<Table[]> {
  const { cli, rounds } = options;
  const users = options.users ?? [5000];
  const sample = "the sample users.yaml";
  const files: Record<string, string> = {
    [sample]: resolve(cli, "..", "..", "..", "..", "users.yaml"),
    ...Object.fromEntries(users.map((number) => [`${number} users`, rosterFile(options, number)])),
  };
  const costs = await inTurn(
    Object.fromEntries(Object.entries(files).map(([name, file]) => [name, () => runNode(cli, "validate", file)])),
    { rounds },
  );
  const rows = Object.entries(costs).map(
    ([what, cost]): Row => ({
      "roster validate of": what,
      CPU: seconds(cost.cpuSeconds),
      time: seconds(cost.seconds),
      peak: megabytes(cost.peakMb),
      ...target(cost.cpuSeconds, "s CPU", what === sample ? 0.4 : 1.5),
    }),
  );
  return [{ title: "roster validate", rows }];
}
