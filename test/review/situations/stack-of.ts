import { readFileSync } from "node:fs";
import { join } from "node:path";
import { synthesize } from "../../../src/cli/synthesize";
import { loadRoster } from "../../../src/roster/index";
import { testdir } from "../../testdir";
import { whole } from "../../whole";
import type { Json } from "./blocks";

/** The stack of a roster, as `roster synth` writes it, without the guards: some situations are about what they would refuse. */
export async function stackOf(yaml: string, today: Date): Promise<Json> {
  const project = testdir({ "users.yaml": yaml });
  const roster = whole(await loadRoster(join(project, "users.yaml"), { project, today }));
  const [made] = synthesize([roster], { out: join(project, "out"), project });
  return JSON.parse(readFileSync(join(made?.folder ?? "", "cdk.tf.json"), "utf8"));
}
