import { renderEarlier } from "../../src/cli/deploy/render-earlier";
import type { Pending } from "../../src/leaving/pending/pending";
import { deploymentOf, looking, readPending, writePending } from "./deployments";
import { makeDevice, makeUser, openWorld, type World } from "./people";
import { type PlanParts, userThing } from "./plans";

const PHONE = "arn:aws:iam::123456789012:mfa/alice-phone";

/** An apply that was to remove alice: the state that knew her is lost. */
const pendingOf = (devices: Pending["devices"]): Pending => ({
  schemaVersion: 2,
  stack: "users",
  accountIds: ["123456789012"],
  planSha256: "ab12",
  begunAt: "2026-11-21T12:00:00.000Z",
  leavers: [{ name: "alice", address: "aws_iam_user.alice", userId: "AIDAALICE", forceDestroy: false }],
  devices,
  stayers: ["erin"],
  held: {},
});

describe("a device that a leaver had and no state has", () => {
  let world: World;
  beforeEach(async () => {
    world = await openWorld();
  });
  afterEach(() => world.close());

  const look = async (devices: Pending["devices"], how = looking, parts: PlanParts = {}) => {
    const { deployment, planned, cwd, events } = deploymentOf(async () => {}, world.admin, { parts });
    await writePending(cwd, pendingOf(devices));
    const { finished, removals, ...rest } = await deployment.verifyPending(planned, how);
    return {
      ...{ finished, results: removals.map(({ result }) => result) },
      ...{ devices: Object.keys(world.memory.mfaDevices), pending: await readPending(cwd), events: events() },
      text: renderEarlier({ finished, removals, ...rest }),
    };
  };
  const hers = [{ serial: PHONE, user: "alice" }];

  test("is deleted, on the record, once the user is gone: the proof then says so", async () => {
    await makeDevice(world, "alice-phone");
    const { text, events, ...seen } = await look(hers);
    expect(seen).toMatchObject({
      finished: [PHONE],
      results: ["gone"],
      devices: [],
      pending: { leavers: [], devices: [] },
    });
    expect(events).toEqual([
      ["call begins", undefined],
      ["call ends", "done"],
      ["removal", "gone"],
    ]);
    expect(text.split("\n").slice(0, 3)).toEqual([
      "leaving with an earlier apply:",
      `deleted ${PHONE}: an interrupted apply had only deactivated it`,
      "alice (AIDAALICE): gone",
    ]);
  });

  test.each<[string, Pending["devices"], { user?: string; owner?: string; how?: typeof looking; parts?: PlanParts }]>([
    ["the user is there", hers, { user: "alice" }],
    ["somebody has it", hers, { user: "bob", owner: "bob" }],
    ["no record names it", [], {}],
    ["it was of somebody who stays", [{ serial: PHONE, user: "erin" }], {}],
    ["the run makes a plan for another run", hers, { how: { settles: false, fresh: true } }],
    ["the plan is not of now", hers, { how: { settles: true, fresh: false } }],
    [
      "the state has it",
      hers,
      {
        parts: {
          kept: [
            userThing("erin", "AIDAERIN"),
            {
              type: "aws_iam_virtual_mfa_device",
              address: "aws_iam_virtual_mfa_device.erin--phone",
              values: { arn: PHONE },
            },
          ],
        },
      },
    ],
  ])("stays when %s", async (_why, devices, { user, owner, how, parts }) => {
    if (user !== undefined) await makeUser(world, user);
    await makeDevice(world, "alice-phone", owner);
    const seen = await look(devices, how, parts);
    expect([seen.finished, seen.devices]).toEqual([[], [PHONE]]);
  });
});
