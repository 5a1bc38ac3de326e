import { copyFileSync, cpSync, mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { createSandbox, SANDBOX_UNSET, sandboxEnvironment } from "../src/sandbox/index";
import { findBinary } from "../src/terraform/binary";
import { TerraformFailure } from "../src/terraform/failure";
import { writeLocalBackendOverride } from "../src/terraform/override";
import { Workspace } from "../src/terraform/workspace";
import { type BenchOptions, rosterFile } from "./bench";
import { type Cost, inTurn, runNode } from "./measure";
import { costOfChildren } from "./process-tree";
import { resourcesPerUser } from "./roster-of";
import { megabytes, type Row, seconds, type Table, times } from "./table";

/** The ways to write the same resources, and where their Terraform is. */
const ways = {
  "roster synth": undefined,
  "for_each module": "module",
  "flat for_each": "for-each",
} as const;
type Way = keyof typeof ways;

/** What `terraform plan` costs for users that do not exist yet, against the ways a user would otherwise write them. */
export async function benchPlan(options: BenchOptions): Promise<Table[]> {
  const binary = await findBinary();
  if (binary === undefined) {
    options.say("left out, there is no terraform or tofu on the PATH");
    return [];
  }
  const sandbox = createSandbox();
  try {
    const unset = Object.fromEntries(SANDBOX_UNSET.map((name) => [name, undefined]));
    const additions = { ...unset, ...sandboxEnvironment(await sandbox.listen()) };
    const rows: Row[] = [];
    let provider = "";
    for (const users of options.users ?? [100, 500, 1000]) {
      const workspaces = {} as Record<Way, Workspace>;
      for (const way of Object.keys(ways) as Way[]) {
        workspaces[way] = new Workspace(await writeWay(way, users, options), binary, { additions });
        provider = (await workspaces[way].init()).version ?? provider;
      }
      rows.push(...(await comparePlans(workspaces, users, options)));
    }
    const note = `${binary.product} ${binary.version}, hashicorp/aws ${provider}; the peak is that of the largest process.`;
    return [{ title: `terraform plan, ${resourcesPerUser} resources a user, nobody exists yet`, rows, note }];
  } finally {
    await sandbox.close();
  }
}

async function writeWay(way: Way, users: number, options: BenchOptions): Promise<string> {
  const folder = join(options.folder, `plan-${users}-${way.replace(" ", "-")}`);
  const file = rosterFile(options, users);
  const source = ways[way];
  mkdirSync(folder);
  if (source === undefined) {
    await runNode(options.cli, "synth", "--file", file, "--out", join(folder, "out"));
    copyFileSync(join(folder, "out", "stacks", `users-${users}`, "cdk.tf.json"), join(folder, "cdk.tf.json"));
    await writeLocalBackendOverride(folder, "terraform.tfstate");
  } else {
    cpSync(resolve(__dirname, "..", "..", "bench", source), folder, { recursive: true });
    copyFileSync(file, join(folder, "users.yaml"));
  }
  return folder;
}

async function comparePlans(
  workspaces: Readonly<Record<Way, Workspace>>,
  users: number,
  { rounds, limitSeconds, say }: BenchOptions,
): Promise<Row[]> {
  const run = (way: Way) => async (): Promise<Cost> => {
    const cost = await planCost(workspaces[way], users * resourcesPerUser, limitSeconds);
    say(`${users} users, ${way}: ${cost.unfinished ? "given up after " : ""}${seconds(cost.seconds)}`);
    return cost;
  };
  const names = Object.keys(ways) as Way[];
  const contestants = Object.fromEntries(names.map((way) => [way, run(way)])) as Record<Way, () => Promise<Cost>>;
  const costs = await inTurn(contestants, { rounds, once: 60 });
  return names.map((way) => planRow(users, way, costs[way], costs["roster synth"]));
}

function planRow(users: number, way: Way, cost: Cost, ours: Cost): Row {
  const more = cost.unfinished ? "> " : "";
  const ratio = (part: (of: Cost) => number) => (ours.unfinished ? "" : more + times(part(cost) / part(ours)));
  return {
    users,
    "written as": way,
    time: more + seconds(cost.seconds),
    CPU: more + seconds(cost.cpuSeconds),
    peak: more + megabytes(cost.peakMb),
    "time ratio": ratio((of) => of.seconds),
    "CPU ratio": ratio((of) => of.cpuSeconds),
    "peak ratio": ratio((of) => of.peakMb),
  };
}

/** @throws Error when it is not a plan for these resources */
async function planCost(workspace: Workspace, resources: number, limitSeconds: number): Promise<Cost> {
  let unfinished = false;
  const cost = await costOfChildren(async () => {
    try {
      const { summary } = await workspace.plan({ refresh: false, timeoutMs: limitSeconds * 1000 });
      if (summary?.add !== resources) throw new Error(`the plan adds ${summary?.add} resources, not ${resources}`);
    } catch (error) {
      if (!(error instanceof TerraformFailure && error.reason === "timeout")) throw error;
      unfinished = true;
    }
  });
  return unfinished ? { ...cost, unfinished } : cost;
}
