import { preflight as command } from "../../src/cli/commands/preflight";
import type { PreflightReport } from "../../src/leaving/preflight/report";
import { optionWords, runCommand } from "../terminal";
import { testdir } from "../testdir";
import type { World } from "./people";
import { type PlanParts, planJson } from "./plans";

/** The day of all tests of preflight: the sandbox's clock is the machine's. */
export const TODAY = new Date();

/** `roster preflight plan.json --json` of such a plan, as the world's administrator unless `env` says otherwise. */
export async function askPreflight(
  world: Pick<World, "env">,
  parts: PlanParts,
  values: Record<string, string | boolean | string[]> = {},
) {
  const cwd = testdir({ "plan.json": planJson(parts) });
  const said = await runCommand(command, { cwd, env: world.env, today: TODAY }, [
    "plan.json",
    ...optionWords({ json: true, ...values }),
  ]);
  return { ...said, report: JSON.parse(said.out) as PreflightReport };
}

/** The findings of a report, one line each. */
export const words = ({ findings }: PreflightReport): string[] =>
  findings.map(({ severity, id, user, message }) => `${severity} ${id} ${user ?? "-"}: ${message}`);
