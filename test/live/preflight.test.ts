import { preflight as command } from "../../cli/commands/preflight";
import type { PreflightReport } from "../../live/preflight/report";
import { testdir } from "../testdir";
import { giveEverything, makeUser, openWorld, type World } from "./people";
import { type PlanParts, planJson, userThing } from "./plans";
import { runIn } from "./run";

let world: World;
beforeEach(async () => {
  world = await openWorld();
});
afterEach(() => world.close());

const TODAY = new Date();

async function ask(parts: PlanParts, values: Record<string, string | boolean | string[]> = {}) {
  const cwd = testdir({ "plan.json": planJson(parts) });
  const said = await runIn(command, { cwd, env: world.env, today: TODAY }, ["plan.json"], { json: true, ...values });
  return { ...said, report: JSON.parse(said.out) as PreflightReport };
}

const words = ({ findings }: PreflightReport) =>
  findings.map(({ severity, id, user, message }) => `${severity} ${id} ${user ?? "-"}: ${message}`);

test("all nine kinds are left over by name, and what the state manages is not", async () => {
  const userId = await makeUser(world, "alice");
  const has = await giveEverything(world, "alice");
  const managedKey =
    (await world.admin.call("iam:CreateAccessKey", { UserName: "alice" })).AccessKey?.AccessKeyId ?? "";
  const { code, report, out } = await ask({
    deleted: [
      userThing("alice", userId),
      {
        type: "aws_iam_access_key",
        address: "aws_iam_access_key.alice--laptop",
        values: { user: "alice", id: managedKey },
      },
    ],
  });
  expect(code).toBe(3);
  const today = TODAY.toISOString().slice(0, 10);
  const blocks = "which Terraform does not manage: the deletion would fail with DeleteConflict";
  expect(words(report)).toEqual([
    `error leftover alice: alice holds MFA device ${has.device} (since ${today}), ${blocks}`,
    `error leftover alice: alice holds SSH public key ${has.ssh} (Active, since ${today}), ${blocks}`,
    `error leftover alice: alice holds access key ${has.accessKey} (Active, since ${today}), ${blocks}`,
    `error leftover alice: alice holds inline policy push, ${blocks}`,
    `error leftover alice: alice holds login profile (console password) (since ${today}), ${blocks}`,
    `error leftover alice: alice holds managed policy ${has.policyArn}, ${blocks}`,
    `error leftover alice: alice holds service-specific credential ${has.credential} (codecommit.amazonaws.com, Active, since ${today}), ${blocks}`,
    `error leftover alice: alice holds signing certificate ${has.certificate} (Active, since ${today}), ${blocks}`,
    "warning leftover-forced alice: alice is in the group alice-friends, which Terraform does not manage",
  ]);
  expect(report.leavers[0]?.held).toHaveLength(10);
  for (const secret of has.secrets) expect(out).not.toContain(secret);
});
