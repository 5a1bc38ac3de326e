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
    [sample]: resolve(cli, "..", "..", "..", "users.yaml"),
    ...Object.fromEntries(users.map((number) => [`${number} users`, rosterFile(options, number)])),
  };
  const costs = await inTurn(
    Object.fromEntries(Object.entries(files).map(([name, file]) => [name, () => runNode(cli, "validate", file)])),
    { rounds },
  );
  const rows = Object.entries(costs).flatMap(([what, cost]): Row[] => {
    if (cost === undefined) return [];
    const most = what === sample ? 0.4 : 1.5;
    const { cpuSeconds, peakMb } = cost;
    return [
      {
        "roster validate of": what,
        CPU: seconds(cpuSeconds),
        time: seconds(cost.seconds),
        peak: megabytes(peakMb),
        ...target(cpuSeconds, "s CPU", most),
      },
    ];
  });
  return [{ title: "roster validate", rows }];
}
