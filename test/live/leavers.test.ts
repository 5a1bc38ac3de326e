import { appendFileSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { allProved, renderEarlier } from "../../src/cli/deploy/render-earlier";
import { readLog } from "../../src/leaving/audit-log/audit-log";
import { TerraformFailure } from "../../src/terraform/failure";
import { testdir } from "../testdir";
import { deploymentOf, looking, readPending, report } from "./deployments";
import { makeDevice, makeUser, openWorld, type World } from "./people";
import { type PlanParts, userThing } from "./plans";

let world: World;
let cwd: string;
let userId: string;
beforeEach(async () => {
  world = await openWorld();
  cwd = testdir({ "leave.tfplan": "the plan" });
  userId = await makeUser(world, "alice");
});
afterEach(() => world.close());

const alice = () => userThing("alice", userId);
const phone = {
  type: "aws_iam_virtual_mfa_device",
  address: "aws_iam_virtual_mfa_device.alice--phone",
  values: { arn: "arn:aws:iam::123456789012:mfa/alice-phone", user_name: "alice" },
};
const run = (parts: PlanParts, apply: () => Promise<void> = async () => {}) =>
  deploymentOf(apply, world.admin, { cwd, parts });
const log = () =>
  readLog(join(cwd, "audit.jsonl")).map((entry) => [entry.event, "result" in entry ? entry.result : ""]);
const pending = async () => (await readPending(cwd))?.leavers.map(({ name }) => name);
const loseRecord = () => rmSync(join(cwd, "s.tfstate.pending.json"));
const removeAlice = () => world.admin.call("iam:DeleteUser", { UserName: "alice" });

/** An apply with which alice was to leave, and whose process was killed: nothing says how it ended. */
async function cutOff(parts: PlanParts = { deleted: [alice()] }): Promise<void> {
  const { deployment, planned } = run(parts, async () => {
    throw new Error("killed");
  });
  await deployment.verifyPending(planned, looking);
  await expect(deployment.apply(planned, report)).rejects.toThrow("killed");
}

/** The next deploy: to its gate, or to its end where there is nothing to apply. */
async function next(parts: PlanParts, how = looking, to: "gate" | "end" = how.settles ? "end" : "gate") {
  const { deployment, planned } = run(parts);
  const earlier = await deployment.verifyPending(planned, how);
  if (to === "end") await deployment.end();
  return { deployment, planned, earlier, out: renderEarlier(earlier), proved: allProved(earlier.removals) };
}

/** A deploy from its beginning to its end. */
async function whole(parts: PlanParts) {
  const begun = await next(parts);
  await begun.deployment.apply(begun.planned, report);
  const removals = await begun.deployment.verify(begun.planned);
  return { ...begun, removals, proved: begun.proved && allProved(removals) };
}

describe("a leaver whom the state forgot, and who is still there", () => {
  const told = () => `leaving with an earlier apply:
alice (${userId}): not gone
  the user: it is still there
  virtual MFA devices: none is left
  the Terraform state: no entry
  next: roster adopt --mend, which takes the user back into the state; then roster deploy
`;

  test("is named by every deploy until gone, however often and with whatever else", async () => {
    await cutOff();
    const bob = userThing("bob", "AIDABOB");
    for (const parts of [{}, { kept: [bob] }]) {
      const { out, proved, deployment } = await next(parts);
      await deployment.end();
      expect([out, proved, await pending()]).toEqual([told(), false, ["alice"]]);
    }
    const applied = await whole({ created: [bob] });
    expect([applied.out, applied.proved, await pending()]).toEqual([told(), false, ["alice"]]);
    await removeAlice();
    const { proved, deployment } = await next({ kept: [bob] });
    await deployment.end();
    expect([proved, await readPending(cwd)]).toEqual([true, undefined]);
    expect((await next({ kept: [bob] })).out).toBe("");
  });

  test("is named when the record is lost: the audit log knows", async () => {
    await cutOff();
    loseRecord();
    for (const _ of [1, 2]) expect(await next({})).toMatchObject({ out: told(), proved: false });
    await removeAlice();
    expect(await next({})).toMatchObject({ proved: true });
    expect((await next({})).out).toBe("");
  });

  test("is named when the audit log is lost: the record knows", async () => {
    await cutOff();
    for (const name of ["audit.jsonl", "audit.jsonl.head"]) rmSync(join(cwd, name));
    expect(await next({})).toMatchObject({ out: told(), proved: false });
  });

  test("fails when the audit log was changed: nobody knows what it said", async () => {
    await cutOff();
    loseRecord();
    appendFileSync(join(cwd, "audit.jsonl"), '{"seq":9,"previous":""}\n');
    await expect(next({})).rejects.toThrow("was changed after it was written");
  });

  test("taken back into the state: the deploy that removes the user proves it", async () => {
    await cutOff();
    const begun = await next({ deleted: [alice()] });
    expect([begun.out, begun.proved]).toEqual([
      `leaving with an earlier apply:\nalice (${userId}): still in the state; this plan removes the user\n`,
      true,
    ]);
    await begun.deployment.apply(begun.planned, report);
    await removeAlice();
    expect(await begun.deployment.verify(begun.planned)).toMatchObject([{ user: "alice", result: "gone" }]);
    expect(await readPending(cwd)).toBeUndefined();
  });
});

test("several applies, each cut off: all who were to leave are pending", async () => {
  await cutOff();
  const bob = userThing("bob", await makeUser(world, "bob"));
  await cutOff({ deleted: [bob] });
  expect(await pending()).toEqual(["alice", "bob"]);
  await world.admin.call("iam:DeleteUser", { UserName: "bob" });
  const { earlier } = await next({});
  expect(earlier.removals.map(({ user, result }) => [user, result])).toEqual([
    ["alice", "not gone"],
    ["bob", "gone"],
  ]);
  expect(await pending()).toEqual(["alice"]);
});

test("fails when a leaver is still there after the apply: the next deploy knows", async () => {
  const { removals, proved } = await whole({ deleted: [alice()] });
  expect([proved, removals.map(({ result }) => result), await pending()]).toEqual([false, ["not gone"], ["alice"]]);
  expect((await next({})).proved).toBe(false);
});

describe("a leaver who came back", () => {
  test("stays, and the log says so: the record forgets her, and the log too", async () => {
    await cutOff();
    const { out, proved } = await next({ kept: [alice()] });
    expect([out, proved, await readPending(cwd)]).toEqual([
      `leaving with an earlier apply:\nalice (${userId}): in the roster and in the state again, and stays\n`,
      true,
      undefined,
    ]);
    expect(readLog(join(cwd, "audit.jsonl")).at(-1)).toMatchObject({
      event: "stays",
      stack: "users",
      accountId: "123456789012",
      user: "alice",
      userId,
    });
    expect((await next({})).out).toBe("");
  });

  test("and leaves again later is pending again", async () => {
    await cutOff();
    await next({ kept: [alice()] });
    await cutOff();
    loseRecord();
    expect((await next({})).proved).toBe(false);
  });

  test("stays only once an older plan that says so was applied", async () => {
    await cutOff();
    const begun = await next({ kept: [alice()] }, { settles: true, fresh: false });
    expect([begun.out, await pending()]).toEqual([
      `leaving with an earlier apply:\nalice (${userId}): in the roster again, and stays once this plan is applied\n`,
      ["alice"],
    ]);
    await begun.deployment.apply(begun.planned, report);
    await begun.deployment.verify(begun.planned);
    expect([await readPending(cwd), log().at(-1)?.[0]]).toEqual([undefined, "stays"]);
  });

  test("is not the one who has the name now: that one is another user, and the proof says so", async () => {
    await cutOff();
    await removeAlice();
    const other = await makeUser(world, "alice");
    const { out, proved } = await next({ kept: [userThing("alice", other)] });
    expect([proved, await readPending(cwd)]).toEqual([true, undefined]);
    expect(out).toContain(
      `alice (${userId}): gone\n  the user: it is gone: the name is ${other}'s now, another user\n`,
    );
  });

  test("is not taken for gone in another account", async () => {
    await cutOff({ deleted: [userThing("alice", userId, { arn: "arn:aws:iam::999988887777:user/alice" })] });
    await removeAlice();
    const { out, proved } = await next({});
    expect([proved, await pending()]).toEqual([false, ["alice"]]);
    expect(out).toContain(
      "  the account: could not check: it is 999988887777, and these credentials are of 123456789012\n",
    );
  });
});

describe("a device", () => {
  test("of somebody who stays is looked for until it is gone, unless the state has it again", async () => {
    const serial = await makeDevice(world, "alice-phone");
    await cutOff({ kept: [alice()], deleted: [phone] });
    loseRecord();
    for (const _ of [1, 2]) {
      const { out, proved } = await next({ kept: [alice()] });
      expect([proved, out]).toEqual([
        false,
        `leaving with an earlier apply:
alice: not gone
  the virtual MFA device: left over: ${serial}
  next: aws iam delete-virtual-mfa-device --serial-number ${serial}; then the same command again
`,
      ]);
    }
    expect((await next({ kept: [alice(), phone] })).earlier.staying.devices).toEqual([{ serial, user: "alice" }]);
  });

  test("that is gone is proved", async () => {
    await cutOff({ kept: [alice()], deleted: [phone] });
    expect(await next({ kept: [alice()] })).toMatchObject({ proved: true });
    expect(await readPending(cwd)).toBeUndefined();
  });
});

describe("the record of an apply", () => {
  test("with which nobody leaves is there while it runs, and not after it", async () => {
    let during: unknown;
    const { deployment, planned } = run({ created: [userThing("bob", "")] }, async () => {
      during = await readPending(cwd);
    });
    await deployment.verifyPending(planned, looking);
    await deployment.apply(planned, report);
    await deployment.verify(planned);
    expect([during, await readPending(cwd)]).toEqual([
      expect.objectContaining({ stack: "users", planSha256: planned.sha256, leavers: [], devices: [] }),
      undefined,
    ]);
  });

  test("of nobody that was cut off is known until a deploy gets to its end", async () => {
    await cutOff({ created: [userThing("bob", "")] });
    const { deployment } = await next({}, looking, "gate");
    expect([deployment.afterCutOff, await pending()]).toEqual([true, []]);
    await deployment.end();
    expect(await readPending(cwd)).toBeUndefined();
  });

  test("is not touched by a plan that is made for somebody else to apply", async () => {
    await cutOff();
    await removeAlice();
    const { proved } = await next({}, { settles: false, fresh: true });
    expect([proved, await pending()]).toEqual([true, ["alice"]]);
  });

  test("fails when there is no place for it: nothing is applied", async () => {
    const apply = jest.fn();
    const { deployment, planned } = run({ deleted: [alice()] }, apply);
    mkdirSync(join(cwd, "s.tfstate.pending.json"));
    await expect(deployment.apply(planned, report)).rejects.toThrow(
      "says who is leaving, and it cannot be read (EISDIR)",
    );
    expect(apply).not.toHaveBeenCalled();
  });

  test("a plan that is older than the state leaves it as it was", async () => {
    const diagnostics = [{ severity: "error" as const, summary: "Saved plan is stale", detail: "" }];
    const { deployment, planned } = run({ deleted: [alice()] }, async () => {
      throw new TerraformFailure("exit", "terraform apply failed", { diagnostics });
    });
    await expect(deployment.apply(planned, report)).rejects.toThrow("the plan is older than the state");
    expect([await readPending(cwd), (await next({})).out]).toEqual([undefined, ""]);
  });
});
