import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { deploy } from "../../src/cli/commands/deploy";
import type { Pending } from "../../src/leaving/pending/pending";
import { peopleOf } from "../../src/plan/people";
import { planOf } from "../../src/plan/read";
import { TerraformFailure } from "../../src/terraform/failure";
import { runCommand } from "../terminal";
import { testdir } from "../testdir";
import { deploymentOf, looking, readPending, report, writePending } from "./deployments";
import { makeDevice, makeUser, openWorld, type World } from "./people";
import { planDocument, planPeople, userThing } from "./plans";

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
    seen = (await readPending(cwd))?.leavers.map(({ name }) => name);
    throw new TerraformFailure("exit", "terraform apply failed");
  });
  await expect(deployment.apply(planned, report)).rejects.toThrow("terraform apply failed");
  expect(seen).toEqual(["alice"]);
  expect((await readPending(cwd))?.planSha256).toBe(planned.sha256);
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
  expect(await readPending(cwd)).toBeUndefined();
  expect(events().at(-1)).toEqual(["apply ends", "refused: the plan is older than the state"]);
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
    schemaVersion: 2,
    stack: "users",
    accountIds: ["123456789012"],
    planSha256: "ab12",
    begunAt: "2026-11-21T12:00:00.000Z",
    leavers: planPeople({ deleted: [alice] }).leavers,
    devices: [{ serial: phone.values.arn, user: "alice" }],
    stayers: [],
    held: { alice: [profile, { kind: "accessKey", id: "AKIALAPTOP", status: "Active" }] },
  };

  test("who is still to leave is not forgotten, nor what was held before it", async () => {
    const { deployment, planned, cwd } = deploymentOf(async () => {});
    await writePending(cwd, cutOff);
    expect(await deployment.verifyPending(planned, looking)).toMatchObject({
      removals: [],
      leaving: { leavers: cutOff.leavers },
    });
    expect(await readPending(cwd)).toEqual(cutOff);
    const key = { kind: "accessKey", id: "AKIALAPTOP", status: "Inactive" } as const;
    const [leaver] = report.leavers;
    if (leaver === undefined) throw new Error("alice leaves");
    await deployment.apply(planned, {
      ...report,
      leavers: [{ ...leaver, held: [key, { kind: "group", id: "staff" }] }],
    });
    expect(await readPending(cwd)).toMatchObject({
      planSha256: planned.sha256,
      held: { alice: [...(cutOff.held.alice ?? []), { kind: "group", id: "staff" }] },
      devices: cutOff.devices,
    });
  });

  test("a plan that turns out to be older than the state changes nothing of what is known", async () => {
    const { deployment, planned, cwd } = deploymentOf(async () => {
      const diagnostics = [{ severity: "error" as const, summary: "Saved plan is stale", detail: "" }];
      throw new TerraformFailure("exit", "terraform apply failed", { diagnostics });
    });
    await writePending(cwd, cutOff);
    await deployment.verifyPending(planned, looking);
    await expect(deployment.apply(planned, report)).rejects.toThrow("the plan is older than the state");
    expect(await readPending(cwd)).toEqual(cutOff);
  });

  describe("that had deactivated a device and not deleted it", () => {
    let world: World;
    beforeEach(async () => {
      world = await openWorld();
    });
    afterEach(() => world.close());

    const finish = async (now: Parameters<typeof planPeople>[0]) => {
      const { deployment, planned, cwd, auditFile } = deploymentOf(async () => {}, world.admin);
      await writePending(cwd, cutOff);
      const plan = planOf(planDocument(now));
      const made = { ...planned, plan, people: peopleOf(plan) };
      await deployment.verifyPending(made, looking);
      const done = await deployment.finishDevices(made);
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

test("fails when --sha256 is given without the plan that it is of: it would be no condition", async () => {
  await expect(
    runCommand(deploy, { cwd: testdir({}), env: {} }, ["--sha256", "0".repeat(64), "--auto-approve"]),
  ).rejects.toThrow("--sha256 is the digest of a saved plan that was approved: give it with --saved PLAN");
});
