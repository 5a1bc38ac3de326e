import { readdirSync } from "node:fs";
import { join } from "node:path";
import { type BenchOptions, rosterFile } from "./bench";
import { type Cost, inTurn, runNode } from "./measure";
import { megabytes, type Row, seconds, type Table, target, times } from "./table";

/** What `roster hcl` costs, its first run that writes every file and the next one that changes none, against `roster synth`. */
export async function benchHcl(options: BenchOptions): Promise<Table[]> {
  const { cli, folder } = options;
  const sizes = options.users ?? [5000];
  let run = 0;
  const contestants = sizes.flatMap((users) => {
    const command = (name: string, out: string) =>
      runNode(cli, name, "--file", rosterFile(options, users), "--out", join(folder, out));
    return [
      [`synth ${users}`, () => command("synth", `synth-${users}`)],
      [`first ${users}`, () => command("hcl", `hcl-${users}-${run++}`)],
      [`again ${users}`, () => command("hcl", `hcl-${users}-again`)],
    ] as const;
  });
  // The one that changes nothing needs something that is there.
  for (const users of sizes) {
    await runNode(cli, "hcl", "--file", rosterFile(options, users), "--out", join(folder, `hcl-${users}-again`));
    const files = readdirSync(join(folder, `hcl-${users}-again`, `users-${users}`)).length;
    if (files < users) throw new Error(`roster hcl wrote ${files} files for ${users} users`);
  }
  const costs = await inTurn(Object.fromEntries(contestants), options);
  const rows = sizes.flatMap((users): Row[] => {
    const synth = costs[`synth ${users}`] as Cost;
    const row = (program: string, cost: Cost): Row => ({
      users,
      program,
      CPU: seconds(cost.cpuSeconds),
      time: seconds(cost.seconds),
      peak: megabytes(cost.peakMb),
      "CPU ratio": times(cost.cpuSeconds / synth.cpuSeconds),
      "time ratio": times(cost.seconds / synth.seconds),
    });
    const measured = (program: string, cost: Cost): Row => ({
      ...row(program, cost),
      ...target(Math.max(cost.seconds / synth.seconds, cost.cpuSeconds / synth.cpuSeconds), "times", 2),
    });
    return [
      { ...row("roster synth", synth), target: "", met: "" },
      measured("roster hcl, every file new", costs[`first ${users}`] as Cost),
      measured("roster hcl, nothing changed", costs[`again ${users}`] as Cost),
    ];
  });
  return [{ title: "roster hcl, one file a user", rows }];
}
