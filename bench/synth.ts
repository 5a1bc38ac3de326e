import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { type BenchOptions, rosterFile } from "./bench";
import { type Cost, inTurn, runNode } from "./measure";
import { resourcesPerUser } from "./roster-of";
import { megabytes, type Row, seconds, type Table, target, times } from "./table";

/** What `roster synth` costs, checks and guards included, against a bare CDKTF program that only makes the resources. */
export async function benchSynth(options: BenchOptions): Promise<Table[]> {
  const sizes = [...(options.users ?? [1000, 5000])].sort((left, right) => left - right);
  const contestants = sizes.flatMap((users) => {
    const file = rosterFile(options, users);
    const out = (name: string) => join(options.folder, `${name}-${users}`);
    return [
      [`synth ${users}`, () => runNode(options.cli, "synth", "--file", file, "--out", out("synth"))] as const,
      [`bare ${users}`, () => runNode(resolve(__dirname, "bare.js"), file, out("bare"))] as const,
    ];
  });
  const costs = await inTurn(Object.fromEntries(contestants), options);
  for (const users of sizes) compareStacks(options.folder, users);
  const cost = (name: string): Cost => costs[name] as Cost;
  const rows = sizes.flatMap((users) => contestantRows(users, cost(`synth ${users}`), cost(`bare ${users}`)));
  const tables = [{ title: `roster synth, ${resourcesPerUser} resources a user`, rows, note: sameResources }];
  const [few = 0, many = 0] = [sizes[0], sizes.at(-1)];
  if (few === many) return tables;
  const linear = ["synth", "bare"].map((name): Row => {
    const ratio = cost(`${name} ${many}`).cpuSeconds / cost(`${name} ${few}`).cpuSeconds;
    const limit = name === "synth" ? target(ratio, "", (many / few) * 1.1) : { target: "", met: "" };
    return { [`CPU of ${many} users / ${few} users`]: name, ratio: times(ratio), ...limit };
  });
  return [...tables, { title: "roster synth grows with the users", rows: linear }];
}

const sameResources = "Both stacks were compared: the same resources with the same arguments.";

function contestantRows(users: number, ours: Cost, bare: Cost): Row[] {
  const measured = (name: string, cost: Cost): Row => ({
    users,
    program: name,
    CPU: seconds(cost.cpuSeconds),
    time: seconds(cost.seconds),
    peak: megabytes(cost.peakMb),
    "CPU ratio": times(cost.cpuSeconds / bare.cpuSeconds),
    "time ratio": times(cost.seconds / bare.seconds),
  });
  const ratio = target(ours.cpuSeconds / bare.cpuSeconds, "times the CPU", 1.3);
  const memory = target(ours.peakMb, "MB", 600);
  const met = [ratio, memory].every((each) => each.met === "yes") ? "yes" : "NO";
  return [
    { ...measured("roster synth", ours), target: `${ratio.target}, ${memory.target}`, met },
    { ...measured("bare CDKTF", bare), target: "", met: "" },
  ];
}

/** @throws Error when the two programs did not make the same resources: their times could not be compared */
function compareStacks(folder: string, users: number): void {
  const ours = resourcesOf(join(folder, `synth-${users}`, "stacks", `users-${users}`, "cdk.tf.json"));
  const bare = resourcesOf(join(folder, `bare-${users}`, "stacks", "bare", "cdk.tf.json"));
  if (ours.length !== users * resourcesPerUser) throw new Error(`synth made ${ours.length} resources`);
  const different = ours.findIndex((resource, index) => resource !== bare[index]);
  if (different >= 0 || ours.length !== bare.length) {
    const where = "roster synth and bench/bare.ts differ (bench/for-each and bench/module may as well)";
    throw new Error(`${where}:\n${ours[different]}\n${bare[different]}`);
  }
}

/** Each resource as a line, without its address, which the two programs choose differently. */
function resourcesOf(file: string): string[] {
  const { resource } = JSON.parse(readFileSync(file, "utf8")) as { resource: Record<string, Record<string, object>> };
  return Object.entries(resource)
    .flatMap(([type, blocks]) =>
      Object.values(blocks).map((block) => `${type} ${JSON.stringify({ ...block, "//": undefined })}`),
    )
    .sort();
}
