import { execFileSync } from "node:child_process";
import { cpSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { synthesize } from "../../src/cli/synthesize";
import { writeHcl } from "../../src/cli/write-hcl";
import { loadRoster, type Roster } from "../../src/roster/index";
import { findBinary } from "../../src/terraform/binary";
import { Workspace } from "../../src/terraform/workspace";
import { type PlanJson, showPlan } from "../plan-json";
import { whole } from "../whole";
import { MESSY_TODAY } from "./messy-account";

/** What the humans do after `roster adopt`: they fill in every justification that was left open. */
export function justifyAll(cwd: string, file = "users.yaml"): void {
  const path = join(cwd, file);
  const answers: Record<string, string> = {
    justification: "It was like this before the roster; the migration plan says when it ends",
    approvedBy: "ciso@example.com",
    ticket: "MIG-206",
    expires: "2027-06-30",
  };
  const text = readFileSync(path, "utf8").replace(
    /^( +)(justification|approvedBy|ticket|expires):$/gm,
    (_line, indent: string, field: string) => `${indent}${field}: ${answers[field]}`,
  );
  writeFileSync(path, text);
}

/** The stack as `roster synth` makes it, with its real state: what Terraform would do now, and does. */
export class Deployment {
  private constructor(
    private readonly cwd: string,
    private readonly workspace: Workspace,
  ) {}

  static async open(cwd: string, env: NodeJS.ProcessEnv): Promise<Deployment> {
    const folder = await Deployment.synthesize(cwd);
    const binary = await findBinary(env);
    if (binary === undefined) throw new Error("there is no terraform");
    const workspace = new Workspace(folder, binary, { env });
    await workspace.init();
    return new Deployment(cwd, workspace);
  }

  /** Again, from what the roster says now. */
  async plan(): Promise<PlanJson> {
    await Deployment.synthesize(this.cwd);
    await this.workspace.plan({ out: "plan.bin" });
    return showPlan(this.workspace, "plan.bin");
  }

  /** What Terraform would do with the same stack as native HCL, and the names of files that it would format otherwise. */
  async planHcl(): Promise<{ plan: PlanJson; unformatted: string }> {
    const { directory, binary, env } = this.workspace;
    const [written] = writeHcl([await Deployment.load(this.cwd)], {
      out: join(this.cwd, "hcl", "same-depth"),
      project: this.cwd,
    });
    const folder = written?.folder ?? "";
    symlinkSync(join(directory, ".terraform"), join(folder, ".terraform"));
    cpSync(join(directory, ".terraform.lock.hcl"), join(folder, ".terraform.lock.hcl"));
    const options = { cwd: folder, env, encoding: "utf8" } as const;
    const unformatted = execFileSync(binary.path, ["fmt", "-list=true", "-write=false"], options);
    const workspace = new Workspace(folder, binary, { env });
    await workspace.plan({ out: "plan.bin" });
    return { plan: await showPlan(workspace, "plan.bin"), unformatted };
  }

  async apply(): Promise<void> {
    await this.workspace.apply({ planFile: "plan.bin" });
  }

  private static async load(cwd: string): Promise<Roster> {
    return whole(await loadRoster(join(cwd, "users.yaml"), { today: MESSY_TODAY }));
  }

  private static async synthesize(cwd: string): Promise<string> {
    const [stack] = synthesize([await Deployment.load(cwd)], { out: join(cwd, "cdktf.out"), project: cwd });
    return stack?.folder ?? cwd;
  }
}

/** `aws_iam_user.alice <- alice`, sorted. */
export function importsIn({ resource_changes = [] }: PlanJson): string[] {
  return resource_changes
    .flatMap(({ address, change }) => (change.importing === undefined ? [] : `${address} <- ${change.importing.id}`))
    .sort();
}

/** `import`, `update tags,tags_all`, `create`: how many changes of each sort a plan holds. */
export function sorts({ resource_changes = [] }: PlanJson): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { change } of resource_changes) {
    const [before, after] = [change.before, change.after].map((value) => (value ?? {}) as Record<string, unknown>);
    const changed = Object.keys(after ?? {}).filter(
      (name) => JSON.stringify(before?.[name]) !== JSON.stringify(after?.[name]),
    );
    const action = change.actions.join(" ");
    const updates = action === "update" ? ` ${changed.sort().join(",")}` : "";
    const sort = action === "no-op" ? (change.importing === undefined ? "nothing" : "import") : `${action}${updates}`;
    counts[sort] = (counts[sort] ?? 0) + 1;
  }
  return counts;
}
