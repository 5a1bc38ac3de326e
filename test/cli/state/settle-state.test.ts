import { chmodSync, existsSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { damageOf } from "../../../src/cli/state/damage";
import { localStateOf } from "../../../src/cli/state/local-state";
import { settleLocalState } from "../../../src/cli/state/settle-state";
import { look } from "../../../src/cli/state/sight";
import type { Pending } from "../../../src/leaving/pending/pending";
import { readPending } from "../../../src/leaving/pending/read-pending";
import type { Binary } from "../../../src/terraform/binary";
import { recordingTerminal } from "../../terminal";
import { testdir } from "../../testdir";
import { noted, stored } from "./stored";

const STATE = "terraform.users.tfstate";
const COPY = `${STATE}.before-apply`;
const BACKUP = `${STATE}.backup`;
const RECORD = `${STATE}.pending.json`;
const owning = { own: { file: "users.yaml", stack: "users" }, deploying: "roster deploy" };
const backend = { kind: "local" as const, settings: { path: STATE } };

/** What the files are, what is told, and whether the next deploy would be stopped. */
async function settled(
  files: Readonly<Record<string, string>> | string,
  { record, mend = true, from }: { record?: Pending; mend?: boolean; from?: string } = {},
) {
  const cwd = typeof files === "string" ? files : testdir(files);
  if (record !== undefined) writeFileSync(join(cwd, RECORD), JSON.stringify(record));
  const folder = join(cwd, "cdktf.out", "stacks", "users");
  const { terminal, printed } = recordingTerminal();
  let failure = "";
  try {
    await settleLocalState({
      ...{ roster: { backend, stack: "users" }, project: cwd, folder, cwd, env: {}, terminal, mend, from },
      // Nothing is locked here, and so no terraform is asked.
      binary: {} as Binary,
      ...{ auditFile: join(cwd, "roster-audit.jsonl"), mending: "roster adopt --mend", owning },
    });
  } catch (error) {
    failure = (error as Error).message;
  }
  const texts = Object.fromEntries(
    readdirSync(cwd)
      .filter((name) => name.includes("tfstate") && name !== RECORD)
      .map((name) => [name, readFileSync(join(cwd, name), "utf8")]),
  );
  const now = existsSync(join(cwd, RECORD))
    ? readPending(readFileSync(join(cwd, RECORD), "utf8"), RECORD, "users")
    : undefined;
  const local = localStateOf(backend, { project: cwd, folder, env: {} });
  const stops = local === undefined ? undefined : damageOf(look(local), now)?.kind;
  return { cwd, texts, told: printed.err, failure, record: now?.state, stops };
}

test("a copy takes the place of an empty state, which is kept, and nobody else may read it", async () => {
  const whole = stored(8, ["alice"]);
  const cwd = testdir({ [STATE]: "", [COPY]: whole, [BACKUP]: whole });
  chmodSync(join(cwd, STATE), 0o644);
  const { texts, told, stops } = await settled(cwd, { from: COPY, record: noted({ lineage: "a1", serial: 8 }) });
  expect(texts).toEqual({ [STATE]: whole, [COPY]: whole, [BACKUP]: whole, [`${STATE}.damaged-1`]: "" });
  expect([STATE, `${STATE}.damaged-1`].map((name) => statSync(join(cwd, name)).mode & 0o777)).toEqual([0o600, 0o600]);
  expect(told).toBe(`${STATE} is now what ${COPY} has
kept: ${STATE}.damaged-1; states hold secrets: delete what you do not need once the account is as the roster says
`);
  expect(stops).toBeUndefined();
});

test("what was kept before is never overwritten", async () => {
  const files = { [STATE]: "{", [`${STATE}.damaged-1`]: "first", [BACKUP]: stored(8, ["alice"]) };
  const { texts } = await settled(files, { from: BACKUP });
  expect([texts[`${STATE}.damaged-1`], texts[`${STATE}.damaged-2`]]).toEqual(["first", "{"]);
});

test("an older copy that was chosen is no damage from then on, and the newer one is kept", async () => {
  const files = { [STATE]: "", [COPY]: stored(8, ["alice", "bob"]), [BACKUP]: stored(7, ["alice"]) };
  const { texts, record, stops } = await settled(files, { from: BACKUP, record: noted({ lineage: "a1", serial: 8 }) });
  expect(Object.keys(texts).sort()).toEqual([STATE, BACKUP, `${COPY}.damaged-1`, `${STATE}.damaged-1`]);
  expect(texts[STATE]).toBe(stored(7, ["alice"]));
  expect([record, stops]).toEqual([{ lineage: "a1", serial: 7 }, undefined]);
});

test("without any copy the roster goes on without a state, on purpose", async () => {
  const before = noted({ lineage: "a1", serial: 8 }, ["alice"]);
  const { texts, told, record, stops } = await settled({ [STATE]: "{", [BACKUP]: "" }, { record: before });
  expect(texts).toEqual({ [`${STATE}.damaged-1`]: "{", [`${BACKUP}.damaged-1`]: "" });
  expect(told.split("\n")[0]).toBe(`going on without ${STATE}`);
  expect([record, stops]).toEqual(["none", undefined]);
});

test("an older state is gone on with where no better copy is known", async () => {
  const { texts, told, record, stops } = await settled(
    { [STATE]: stored(4, ["alice"]) },
    { record: noted({ lineage: "a1", serial: 8 }) },
  );
  expect(texts).toEqual({ [STATE]: stored(4, ["alice"]) });
  expect(told).toBe(`going on with ${STATE} as it is\n`);
  expect([record, stops]).toEqual([{ lineage: "a1", serial: 4 }, undefined]);
});

test("the state that is there may be the one to go on with, although a copy is newer", async () => {
  const files = { [STATE]: stored(4, ["alice"]), [COPY]: stored(8, ["bob"]) };
  const { texts, stops } = await settled(files, { from: STATE });
  expect(texts).toEqual({ [STATE]: stored(4, ["alice"]), [`${COPY}.damaged-1`]: stored(8, ["bob"]) });
  expect(stops).toBeUndefined();
});

test("a missing state is put back; the same command again changes nothing", async () => {
  const first = await settled({ [BACKUP]: stored(8, ["alice"]) }, { from: BACKUP });
  expect(first.texts).toEqual({ [STATE]: stored(8, ["alice"]), [BACKUP]: stored(8, ["alice"]) });
  const again = await settled(first.cwd, { from: BACKUP });
  expect([again.texts, again.told, again.failure]).toEqual([first.texts, "", ""]);
});

test("what Terraform could not store takes the place of a state that is cut, and is not stored again", async () => {
  const errored = "cdktf.out/stacks/users/errored.tfstate";
  const files = { [STATE]: "{", [COPY]: stored(8, ["alice"]), [errored]: stored(9, ["bob"]) };
  const { texts, cwd, stops } = await settled(files, { from: errored });
  expect(texts).toEqual({ [STATE]: stored(9, ["bob"]), [COPY]: files[COPY], [`${STATE}.damaged-1`]: "{" });
  expect(readdirSync(join(cwd, "cdktf.out", "stacks", "users"))).toEqual(["errored.tfstate.damaged-1"]);
  expect(stops).toBeUndefined();
});

test("a link to the state stays a link", async () => {
  const cwd = testdir({ "disk/there.tfstate": "", [BACKUP]: stored(8, ["alice"]) });
  symlinkSync(join(cwd, "disk", "there.tfstate"), join(cwd, STATE));
  await settled(cwd, { from: BACKUP });
  expect(readFileSync(join(cwd, "disk", "there.tfstate"), "utf8")).toBe(stored(8, ["alice"]));
  expect(readdirSync(join(cwd, "disk"))).toEqual(["there.tfstate", "there.tfstate.damaged-1"]);
});

describe("fails, and changes nothing,", () => {
  const whole = stored(8, ["alice"]);
  test.each<[string, Readonly<Record<string, string>>, NonNullable<Parameters<typeof settled>[1]>, string]>([
    [
      "when nobody asked to mend",
      { [STATE]: "", [BACKUP]: whole },
      { mend: false },
      `${STATE}, the state of the stack`,
    ],
    [
      "when there is a copy and it was not named",
      { [STATE]: "", [BACKUP]: whole },
      {},
      `${STATE}, the state of the stack`,
    ],
    [
      "when the copy is damaged itself",
      { [STATE]: "", [BACKUP]: whole.slice(0, 50) },
      { from: BACKUP },
      `--state-from ${BACKUP}: it is damaged itself: it is not a state as Terraform writes it`,
    ],
    [
      "when there is no such copy",
      { [STATE]: "", [BACKUP]: whole },
      { from: "x" },
      "--state-from x: there is no such file",
    ],
    [
      "when the copy is of another lineage than was noted",
      { [STATE]: "", [BACKUP]: stored(8, ["alice"], "b2") },
      { from: BACKUP, record: noted({ lineage: "a1", serial: 8 }) },
      `--state-from ${BACKUP}: it is another state: its lineage is b2, and the apply that was interrupted began with a1`,
    ],
    [
      "when the copy is another roster's",
      { [STATE]: "", [BACKUP]: stored(8, ["alice"], "a1", { file: "b.yaml", stack: "b" }) },
      { from: BACKUP },
      "the state of the stack users is that of another roster: b.yaml, stack b",
    ],
    [
      "when the state is whole",
      { [STATE]: stored(9, ["bob"]), [BACKUP]: whole },
      { from: BACKUP },
      `--state-from: ${STATE} is whole and not older than what is known of it, and it is not replaced; give --mend alone`,
    ],
  ])("%s", async (_when, files, options, message) => {
    const { texts, failure } = await settled(files, options);
    expect(texts).toEqual(files);
    expect(failure).toContain(message);
  });
});
