import { existsSync, readdirSync, readlinkSync, statSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { e2eEnvironment, withTerraform } from "../e2e/harness";

const required_providers = { aws: { source: "aws", version: ">= 5.80.0, < 7.0.0" } };
const stack = (user: object): object => ({
  terraform: {
    required_providers,
    backend: { s3: { bucket: "acme-tfstate", key: "iam/users.tfstate", region: "us-east-1" } },
  },
  provider: { aws: [{ region: "us-east-1" }] },
  resource: { aws_iam_user: { alice: user } },
});
const note = (arguments_: object): object => ({
  terraform: { backend: { s3: { bucket: "acme-tfstate", key: "iam/users.tfstate", region: "us-east-1" } } },
  resource: { terraform_data: { note: arguments_ } },
});

withTerraform("real terraform with the real AWS provider", (terraform) => {
  test("the mirror is named for everything that these tests start: nobody asks the registry or searches again", () => {
    const { source, where } = terraform.provider;
    const named = e2eEnvironment().ROSTER_PROVIDER_MIRROR;
    expect(named).toBe(source === "mirror" ? where : process.env.ROSTER_PROVIDER_MIRROR);
    expect(source).not.toBe("none");
  });

  test("accepts a user, and names the place of an attribute that does not exist", async () => {
    const [good, bad, name] = await terraform.validateMany([
      stack({ name: "alice", tags: { owner: "alice@example.com" } }),
      stack({ name: "alice", forceDestroy: true }),
      stack({ name: "alice smith" }),
    ]);
    expect(good).toEqual({ valid: true, diagnostics: [] });
    expect(bad).toEqual({
      valid: false,
      diagnostics: [
        {
          severity: "error",
          summary: "Extraneous JSON object property",
          detail: 'No argument or block type is named "forceDestroy". Did you mean "force_destroy"?',
          at: { file: "cdk.tf.json", line: 21, column: 9 },
        },
      ],
    });
    expect(name?.diagnostics.map(({ address, summary }) => ({ address, summary }))).toEqual([
      {
        address: "aws_iam_user.alice",
        summary:
          "invalid value for name (must only contain alphanumeric characters, hyphens, underscores, commas, periods, @ symbols, plus and equals signs)",
      },
    ]);
  }, 60_000);

  test("validates a stack that imports, which cannot be a module", async () => {
    const [imported] = await terraform.validateMany([
      { ...stack({ name: "alice" }), import: [{ to: "aws_iam_user.alice", id: "alice" }] },
    ]);
    expect(imported).toEqual({ valid: true, diagnostics: [] });
  }, 60_000);

  test("plans, shows and applies without an init, with a local state whatever the backend", async () => {
    const workspace = await terraform.newWorkspace(note({ input: "hello" }));
    const planned = await workspace.plan({ out: "saved.plan" });
    expect(planned).toEqual({
      changes: true,
      summary: {
        ...{ type: "change_summary", operation: "plan" },
        ...{ add: 1, change: 0, remove: 0, import: 0, forget: 0, invoke: 0 },
      },
      diagnostics: [],
    });
    expect(statSync(join(workspace.directory, "saved.plan")).mode & 0o777).toBe(0o600);

    const { changes } = await workspace.show("saved.plan");
    expect(changes.map(({ address, action }) => [address, action])).toEqual([["terraform_data.note", "create"]]);

    const events: string[] = [];
    const applied = await workspace.apply({
      planFile: "saved.plan",
      onEvent: (event) => events.push("address" in event ? `${event.type} ${event.address}` : event.type),
    });
    expect(events).toEqual([
      "planned_change terraform_data.note",
      "apply_start terraform_data.note",
      "apply_complete terraform_data.note",
      "change_summary",
    ]);
    expect(applied.changes).toBe(true);
    expect([...(await workspace.state()).addresses]).toEqual(["terraform_data.note"]);
    expect((await workspace.plan()).changes).toBe(false);
    expect((await workspace.apply({ autoApprove: true, destroy: true })).summary?.remove).toBe(1);
  }, 60_000);

  test("a plan that fails tells it in terraform's own words, and leaves no plan file", async () => {
    const precondition = { condition: "${var.staff > 0}", error_message: "Nobody is left." };
    const workspace = await terraform.newWorkspace({
      ...note({ lifecycle: { precondition } }),
      variable: { staff: { type: "number" } },
    });
    const failure = await workspace
      .with({ TF_VAR_staff: "0" })
      .plan({ out: "saved.plan" })
      .catch((error: unknown) => error);
    expect(failure).toMatchObject({ name: "TerraformFailure", reason: "exit", exitCode: 1 });
    expect((failure as Error).message).toBe(
      "terraform plan failed with status 1: Resource precondition failed: Nobody is left.",
    );
    expect(() => statSync(join(workspace.directory, "saved.plan"))).toThrow("ENOENT");
  }, 60_000);

  test("an abort during a plan leaves no terraform and no provider behind", async () => {
    const workspace = await terraform.newWorkspace(stack({ name: "alice" }));
    const abort = new AbortController();
    const planning = workspace.plan({ signal: abort.signal }).catch((error: unknown) => error);
    // The provider waits for an endpoint that does not answer; terraform itself is the other one.
    for (let wait = 0; wait < 200 && processesIn(workspace.directory) < 2; wait++) await sleep(50);
    await sleep(1_000);
    abort.abort();
    expect(await planning).toMatchObject({ reason: "interrupted" });
    expect(processesIn(workspace.directory)).toBe(0);
  }, 60_000);
});

/** How many processes have this as their working directory; where there is no /proc, none can be counted. */
function processesIn(directory: string): number {
  const ids = existsSync("/proc") ? readdirSync("/proc").filter((name) => /^\d+$/.test(name)) : [];
  return ids.filter((id) => {
    try {
      return readlinkSync(`/proc/${id}/cwd`) === directory;
    } catch {
      return false;
    }
  }).length;
}
