import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { OpenAccount } from "../../src/aws/account";
import { deploy } from "../../src/cli/commands/deploy";
import { Deployment } from "../../src/cli/deploy/deployment";
import { type Pending, planOfPending, readPending, stillPending, writePending } from "../../src/cli/deploy/pending";
import { digestOf } from "../../src/cli/deploy/saved-plan";
import { describeLock } from "../../src/cli/deploy/state-lock";
import type { PreflightReport } from "../../src/leaving/preflight/report";
import { peopleOf } from "../../src/plan/people";
import { planOf } from "../../src/plan/read";
import { TerraformFailure } from "../../src/terraform/failure";
import type { Workspace } from "../../src/terraform/workspace";
import { root, runCommand } from "../terminal";
import { testdir } from "../testdir";
import { killedWhile } from "./audit-log-killed";
import { makeDevice, makeUser, openWorld, type World } from "./people";
import { planDocument, planPeople, userThing } from "./plans";

const report: PreflightReport = {
  schemaVersion: 1,
  checkedAt: "2026-11-21T12:00:00.000Z",
  accountId: "123456789012",
  runner: "arn:aws:iam::123456789012:user/operator",
  regions: ["us-east-1"],
  planSha256: "",
  findings: [],
  leavers: [
    { user: "alice", arn: "arn:aws:iam::123456789012:user/alice", held: [], lastUse: { accessKeys: [], events: [] } },
  ],
  notLookedAt: [],
  calls: {},
};

/** A deployment whose terraform does what it is told; nothing is started. */
function deploymentOf(apply: (options: { lockTimeoutSeconds?: number }) => Promise<void>, account?: OpenAccount) {
  const cwd = testdir({ "leave.tfplan": "the plan" });
  const binary = { product: "terraform" };
  const workspace = { directory: cwd, binary, apply } as unknown as Workspace;
  const auditFile = join(cwd, "audit.jsonl");
  const told: string[] = [];
  const deployment = new Deployment({
    stack: "users",
    workspace,
    auditFile,
    regions: undefined,
    patienceMs: undefined,
    now: undefined,
    signal: undefined,
    onEvent: () => {},
    onLocked: (lock) => told.push(describeLock(lock)),
    withAccount: (_plan, work) =>
      account === undefined ? Promise.reject(new Error("nothing is asked here")) : work(account),
  });
  const file = join(cwd, "leave.tfplan");
  const plan = planOf(planDocument({ deleted: [userThing("alice", "AIDAALICE")] }));
  const events = () =>
    readFileSync(auditFile, "utf8")
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line))
      .map(({ event, result }) => [event, result]);
  return {
    cwd,
    file,
    auditFile,
    deployment,
    told,
    events,
    planned: { file, sha256: digestOf(file), plan, people: peopleOf(plan), changes: true },
  };
}

test("fails when the plan file was changed while somebody thought about the answer", async () => {
  const apply = jest.fn();
  const { deployment, planned, file, auditFile } = deploymentOf(apply);
  writeFileSync(file, "another plan");
  await expect(deployment.apply(planned, report)).rejects.toThrow(
    `the plan file is not the one that was reviewed (SHA-256 ${planned.sha256}): nothing was applied; run roster deploy again`,
  );
  expect([apply.mock.calls, existsSync(auditFile)]).toEqual([[], false]);
});

test("who leaves is on the disk before terraform begins, and stays there when it fails", async () => {
  let seen: unknown;
  const { deployment, planned, cwd, events } = deploymentOf(async () => {
    seen = readPending(cwd)?.leavers.map(({ name }) => name);
    throw new TerraformFailure("exit", "terraform apply failed");
  });
  await expect(deployment.apply(planned, report)).rejects.toThrow("terraform apply failed");
  expect(seen).toEqual(["alice"]);
  expect(readPending(cwd)?.planSha256).toBe(planned.sha256);
  expect(events()).toEqual([
    ["apply begins", undefined],
    ["apply ends", "exit"],
  ]);
});

test("fails when the plan is older than the state: nobody is waited for", async () => {
  const { deployment, planned, cwd, events } = deploymentOf(async () => {
    const diagnostics = [{ severity: "error" as const, summary: "Saved plan is stale", detail: "" }];
    throw new TerraformFailure("exit", "terraform apply failed", { diagnostics });
  });
  await expect(deployment.apply(planned, report)).rejects.toThrow("the plan is older than the state");
  expect(readPending(cwd)).toBeUndefined();
  expect(events().at(-1)).toEqual(["apply ends", "refused: the plan is older than the state"]);
});

test("of an apply that was cut off, those count as removed who are not in the next plan", () => {
  const cwd = testdir({});
  const [alice, bob] = [userThing("alice", "AIDAALICE"), userThing("bob", "AIDABOB")];
  const before = planPeople({ deleted: [alice, bob] });
  writePending(cwd, {
    schemaVersion: 1,
    planSha256: "ab12",
    begunAt: "2026-11-21T12:00:00.000Z",
    leavers: before.leavers,
    devices: [{ serial: "arn:aws:iam::123456789012:mfa/alice-phone", user: "alice" }],
    stayers: [],
    held: { alice: [{ kind: "group", id: "staff" }] },
  });
  const pending = readPending(cwd);
  if (pending === undefined) throw new Error("it was written");
  const next = planOfPending(pending, planPeople({ deleted: [bob] }));
  expect(next.leavers.map(({ name }) => name)).toEqual(["alice"]);
  expect(next.deletedDevices.map(({ user }) => user)).toEqual(["alice"]);
  expect(next.managed.of("alice")).toEqual([{ kind: "group", id: "staff" }]);
});

describe("after an apply that was cut off", () => {
  const alice = userThing("alice", "AIDAALICE");
  const profile = { kind: "loginProfile", id: "alice" } as const;
  const phone = {
    type: "aws_iam_virtual_mfa_device",
    address: "aws_iam_virtual_mfa_device.alice--phone",
    values: { arn: "arn:aws:iam::123456789012:mfa/alice-phone", user_name: "alice" },
  };
  const cutOff: Pending = {
    schemaVersion: 1,
    planSha256: "ab12",
    begunAt: "2026-11-21T12:00:00.000Z",
    leavers: planPeople({ deleted: [alice] }).leavers,
    devices: [{ serial: phone.values.arn, user: "alice" }],
    stayers: [],
    held: { alice: [profile, { kind: "accessKey", id: "AKIALAPTOP", status: "Active" }] },
  };

  test("who is still to leave is not forgotten, nor what was held before it", async () => {
    const { deployment, planned, cwd } = deploymentOf(async () => {});
    writePending(cwd, cutOff);
    expect(await deployment.verifyPending(planned.people)).toEqual([]);
    expect(readPending(cwd)).toEqual(cutOff);
    const key = { kind: "accessKey", id: "AKIALAPTOP", status: "Inactive" } as const;
    const [leaver] = report.leavers;
    if (leaver === undefined) throw new Error("alice leaves");
    await deployment.apply(planned, {
      ...report,
      leavers: [{ ...leaver, held: [key, { kind: "group", id: "staff" }] }],
    });
    expect(readPending(cwd)).toMatchObject({
      planSha256: planned.sha256,
      held: { alice: [...(cutOff.held.alice ?? []), { kind: "group", id: "staff" }] },
      devices: cutOff.devices,
    });
  });

  test("another user of the same name held nothing of it", () => {
    const now = planPeople({ deleted: [userThing("alice", "AIDAANOTHER")] });
    expect(stillPending(cutOff, now)).toBeUndefined();
  });

  test("who came back does not leave any more", async () => {
    const { deployment, cwd } = deploymentOf(async () => {});
    writePending(cwd, cutOff);
    expect(await deployment.verifyPending(planPeople({ kept: [alice] }))).toEqual([]);
    expect(readPending(cwd)).toBeUndefined();
  });

  test("a plan that turns out to be older than the state changes nothing of what is known", async () => {
    const { deployment, planned, cwd } = deploymentOf(async () => {
      const diagnostics = [{ severity: "error" as const, summary: "Saved plan is stale", detail: "" }];
      throw new TerraformFailure("exit", "terraform apply failed", { diagnostics });
    });
    writePending(cwd, cutOff);
    await deployment.verifyPending(planned.people);
    await expect(deployment.apply(planned, report)).rejects.toThrow("the plan is older than the state");
    expect(readPending(cwd)).toEqual(cutOff);
  });

  test("a device that it took from somebody who stays is looked for, unless somebody has it again", () => {
    const pending = { ...cutOff, leavers: [], held: {} };
    const devices = (now: Parameters<typeof planPeople>[0]) => planOfPending(pending, planPeople(now)).deletedDevices;
    expect(devices({ kept: [alice] })).toEqual(cutOff.devices);
    expect(devices({ kept: [alice, phone] })).toEqual([]);
    expect(devices({ kept: [alice], deleted: [phone] })).toEqual([]);
  });

  test("fails when the record of it is damaged: nobody else knows who was leaving", () => {
    const cwd = testdir({ "roster-pending.json": "{" });
    expect(() => readPending(cwd)).toThrow(
      `${join(cwd, "roster-pending.json")} says who was leaving with an interrupted apply, and it is damaged`,
    );
  });

  test("killed while the record is written: the one before is whole", () => {
    const cwd = testdir({});
    writePending(cwd, cutOff);
    const write = `require(${JSON.stringify(join(root, "src/cli/deploy/pending.ts"))}).writePending(${JSON.stringify(cwd)}, ${JSON.stringify({ ...cutOff, planSha256: "cd34" })})`;
    for (const at of ["pending", "rename"]) {
      expect(killedWhile(at, write)).toBe("SIGKILL");
      expect(readPending(cwd)).toEqual(cutOff);
    }
    writePending(cwd, { ...cutOff, planSha256: "cd34" });
    expect(readPending(cwd)?.planSha256).toBe("cd34");
  });

  describe("that had deactivated a device and not deleted it", () => {
    let world: World;
    beforeEach(async () => {
      world = await openWorld();
    });
    afterEach(() => world.close());

    const finish = async (now: Parameters<typeof planPeople>[0]) => {
      const { deployment, planned, cwd, auditFile } = deploymentOf(async () => {}, world.admin);
      writePending(cwd, cutOff);
      const people = planPeople(now);
      await deployment.verifyPending(people);
      const done = await deployment.finishDevices({ ...planned, people });
      const log = existsSync(auditFile) ? readFileSync(auditFile, "utf8") : "";
      return { done, log };
    };

    test("it is deleted, on the record: the provider would leave it there", async () => {
      await makeDevice(world, "alice-phone");
      const { done, log } = await finish({ deleted: [alice, phone] });
      expect([done, Object.keys(world.memory.mfaDevices)]).toEqual([[phone.values.arn], []]);
      expect(
        log
          .trim()
          .split("\n")
          .map((line) => JSON.parse(line)),
      ).toMatchObject([
        {
          event: "call begins",
          command: "deploy",
          action: "iam:DeleteVirtualMFADevice",
          user: "alice",
          userId: "AIDAALICE",
        },
        { event: "call ends", of: 1, result: "done" },
      ]);
    });

    test.each([
      ["the plan of now leaves it there", { kept: [alice, phone] }, undefined],
      [
        "the state knows that nobody has it, so that the provider deletes it",
        { deleted: [alice, { ...phone, values: { ...phone.values, user_name: "" } }] },
        undefined,
      ],
      ["somebody has it", { deleted: [alice, phone] }, "alice"],
    ])("it stays when %s", async (_name, now, owner) => {
      await makeUser(world, "alice");
      await makeDevice(world, "alice-phone", owner);
      const { done } = await finish(now);
      expect([done, Object.keys(world.memory.mfaDevices)]).toEqual([[], [phone.values.arn]]);
    });
  });
});

describe("a state that somebody else has", () => {
  const locked = () =>
    new TerraformFailure("exit", "terraform apply failed", {
      diagnostics: [
        {
          severity: "error",
          summary: "Error acquiring the state lock",
          detail:
            "Error message: resource temporarily unavailable\nLock Info:\n  ID:        4b8de5bf\n  Path:      ../../../terraform.users.tfstate\n  Operation: OperationTypeApply\n  Who:       root@vm\n  Version:   1.11.4\n  Created:   2026-11-22 01:36:09.72970182 +0000 UTC\n  Info:      ",
        },
      ],
    });

  test("is waited for, in words", async () => {
    const waits: unknown[] = [];
    const { deployment, planned, told } = deploymentOf(async ({ lockTimeoutSeconds }) => {
      waits.push(lockTimeoutSeconds);
      if (waits.length === 1) throw locked();
    });
    await deployment.apply(planned, report);
    expect([waits, told]).toEqual([
      [undefined, 120],
      ["the state is locked by root@vm since 2026-11-22 01:36:09 +0000 UTC (lock 4b8de5bf)"],
    ]);
  });

  test("fails when it stays so: who has it, and what to do when nobody does", async () => {
    const { deployment, cwd } = deploymentOf(async () => {
      throw locked();
    });
    await expect(deployment.refresh()).rejects.toThrow(
      `the state is locked by root@vm since 2026-11-22 01:36:09 +0000 UTC (lock 4b8de5bf), after 120 seconds still.
   Another run may be at work: wait for it. If it was killed, nobody else will end its lock: terraform -chdir=${cwd} force-unlock 4b8de5bf, then the same command again.`,
    );
  });

  test("is not waited for when it is the lock that may not be seen", async () => {
    const apply = jest.fn(async () => {
      const detail = "Error message: operation error S3: PutObject, https response error StatusCode: 403, AccessDenied";
      const diagnostics = [{ severity: "error" as const, summary: "Error acquiring the state lock", detail }];
      throw new TerraformFailure("exit", "terraform apply failed", { diagnostics });
    });
    await expect(deploymentOf(apply).deployment.refresh()).rejects.toThrow("terraform apply failed");
    expect(apply).toHaveBeenCalledTimes(1);
  });
});

test("fails when there is nobody to ask and --auto-approve is not given", async () => {
  await expect(runCommand(deploy, { cwd: testdir({}), env: {} })).rejects.toThrow(
    "there is no terminal for the confirmation; give --auto-approve (applies only when the gate is open), or --save PLAN",
  );
});
