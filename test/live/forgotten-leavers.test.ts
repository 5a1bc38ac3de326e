import { type ForgottenLeaver, forgottenLeavers, type HeldLeaver, notImported } from "../../src/adopt/forgotten-leaver";
import { inState } from "../../src/adopt/in-state";
import { titleOf } from "../../src/adopt/thing";
import { type AdoptionPlan, planAdoption } from "../../src/cli/adopt/adopt";
import type { Leaving } from "../../src/cli/adopt/leavers";
import type { AdoptionRequest } from "../../src/cli/adopt/request";
import { sortLeavers, strangers } from "../../src/cli/deploy/bring-back";
import { refusals } from "../../src/cli/deploy/returned";
import { changesIn } from "../../src/plan/change";
import { stateOf } from "../../src/plan/state";
import { loadRoster } from "../../src/roster/index";
import { testdir } from "../testdir";
import { whole } from "../whole";
import { MESSY_TODAY } from "./messy-account";
import { giveEverything, makeDevice, makeUser, openWorld, type World } from "./people";

const ACCOUNT = "123456789012";
const serial = (name: string) => `arn:aws:iam::${ACCOUNT}:mfa/${name}`;

/** The state of resources with these values. */
const stateWith = (resources: Readonly<Record<string, Record<string, string>>>) =>
  inState(
    stateOf({
      values: {
        root_module: {
          resources: Object.entries(resources).map(([address, values]) => {
            const [type = "", name = ""] = address.split(".");
            return { address, type, name, values, mode: "managed" };
          }),
        },
      },
    }),
  );
const nothing = stateWith({});
const rosterOf = async (users: string) =>
  whole(
    await loadRoster(`${testdir({ "users.yaml": `version: 1\nusers: {${users}}\n` })}/users.yaml`, {
      today: MESSY_TODAY,
    }),
  );
const person = (key: string, more = "") => ` ${key}: { type: human, owner: ${key}@example.com${more} },`;

describe("what takes a leaver back", () => {
  const alice: HeldLeaver = {
    name: "alice",
    userId: "AIDAALICE",
    address: "aws_iam_user.alice",
    held: [
      { kind: "loginProfile", id: "alice" },
      { kind: "accessKey", id: "AKIAONEWXYZ", status: "Active" },
      { kind: "accessKey", id: "AKIATWOWXYZ", status: "Inactive" },
      { kind: "sshPublicKey", id: "APKASSH1" },
      { kind: "signingCertificate", id: "CERTA1B2" },
      { kind: "serviceSpecificCredential", id: "ACCAGIT7", service: "codecommit.amazonaws.com" },
      { kind: "mfaDevice", id: serial("people/alice-phone") },
      { kind: "mfaDevice", id: "GAHT12345678" },
      { kind: "inlinePolicy", id: "push" },
      { kind: "managedPolicy", id: "arn:aws:iam::aws:policy/ReadOnlyAccess" },
      { kind: "group", id: "staff" },
      { kind: "group", id: "team" },
    ],
  };
  const importsOf = ([leaver]: readonly ForgottenLeaver[]) => leaver?.imports.map(({ to, id }) => `${to} <- ${id}`);

  test("is one import for each thing, under an address that tells whose and what it is", async () => {
    const context = { roster: await rosterOf(""), state: nothing };
    const found = forgottenLeavers([alice], context);
    expect(found).toMatchObject([{ key: "alice", name: "alice", userId: "AIDAALICE" }]);
    expect(importsOf(found)).toEqual([
      "aws_iam_user.alice <- alice",
      "aws_iam_user_login_profile.alice <- alice",
      `aws_iam_virtual_mfa_device.alice--phone <- ${serial("people/alice-phone")}`,
      "aws_iam_access_key.alice--wxyz <- AKIAONEWXYZ",
      "aws_iam_access_key.alice--wxyz-2 <- AKIATWOWXYZ",
      "aws_iam_user_ssh_key.alice--ssh1 <- alice:APKASSH1:SSH",
      "aws_iam_signing_certificate.alice--a1b2 <- CERTA1B2:alice",
      "aws_iam_service_specific_credential.alice--git7 <- codecommit.amazonaws.com:alice:ACCAGIT7",
      "aws_iam_user_group_membership.alice <- alice/staff/team",
      "aws_iam_user_policy.alice--push <- alice:push",
      "aws_iam_user_policy_attachment.alice--aws--ReadOnlyAccess <- alice/arn:aws:iam::aws:policy/ReadOnlyAccess",
    ]);
    expect(notImported(alice).map(titleOf)).toEqual(["MFA device GAHT12345678 of alice"]);
  });

  test("is nothing where the state has all of it, and what it lacks where it has a part", async () => {
    const roster = await rosterOf("");
    const user = { "aws_iam_user.alice": { name: "alice", unique_id: "AIDAALICE" } };
    const bare = { ...alice, held: alice.held.slice(0, 2) };
    const profile = { "aws_iam_user_login_profile.alice": { user: "alice" } };
    const key = { "aws_iam_access_key.alice--a": { id: "AKIAONEWXYZ", user: "alice" } };
    expect(forgottenLeavers([bare], { roster, state: stateWith({ ...user, ...profile, ...key }) })).toEqual([]);
    const partly = { roster, state: stateWith({ ...user, ...key }) };
    expect(importsOf(forgottenLeavers([alice], partly))?.slice(0, 3)).toEqual([
      "aws_iam_user_login_profile.alice <- alice",
      `aws_iam_virtual_mfa_device.alice--phone <- ${serial("people/alice-phone")}`,
      "aws_iam_access_key.alice--wxyz <- AKIATWOWXYZ",
    ]);
    // Its entry named the policies, and nobody knows how: what is not in the state of them, roster sweep removes.
    expect(importsOf(forgottenLeavers([alice], partly))?.some((line) => line.includes("_policy"))).toBe(false);
  });

  test("takes no address that somebody else has by now", async () => {
    const bare = { ...alice, held: [] };
    const again = { ...bare, userId: "AIDAOTHER", name: "alice2" };
    const keys = (roster: Awaited<ReturnType<typeof rosterOf>>, state = nothing) =>
      forgottenLeavers([bare, again], { roster, state }).map(({ key }) => key);
    expect(keys(await rosterOf(""))).toEqual(["alice", "alice-2"]);
    expect(keys(await rosterOf(person("alice", ", name: al")))).toEqual(["alice-2", "alice-3"]);
    const other = stateWith({ "aws_iam_user.alice": { name: "al", unique_id: "AIDAAL" } });
    expect(keys(await rosterOf(""), other)).toEqual(["alice-2", "alice-3"]);
  });

  test("has the key of before, whatever stands in it; without one the name", async () => {
    const context = { roster: await rosterOf(""), state: nothing };
    const keyOf = (address: string) =>
      forgottenLeavers([{ ...alice, held: [], address }], context).map(({ key, imports }) => [key, imports[0]?.to]);
    expect(keyOf("aws_iam_user.jane_u2e_doe")).toEqual([["jane.doe", "aws_iam_user.jane_u2e_doe"]]);
    expect(keyOf("")).toEqual([["alice", "aws_iam_user.alice"]]);
    expect(keyOf('module.team.aws_iam_user.people["bob"]')).toEqual([["alice", "aws_iam_user.alice"]]);
  });
});

describe("an account with somebody who was leaving", () => {
  let world: World;
  let userId: string;
  beforeEach(async () => {
    world = await openWorld();
    userId = await makeUser(world, "alice");
  });
  afterEach(() => world.close());

  const leaving = (): Leaving => ({
    leavers: [{ name: "alice", address: "aws_iam_user.alice", userId, forceDestroy: false }],
    devices: [{ serial: serial("alice-old"), user: "alice" }],
  });
  const adopt = async (users: string, request: Partial<AdoptionRequest>): Promise<AdoptionPlan> =>
    planAdoption(
      world.admin,
      { names: [], unmanaged: false, takeGroups: true, leaving: leaving(), ...request },
      {
        ...{ roster: await rosterOf(users), state: nothing, accountId: ACCOUNT },
        defaults: { path: "/", permissionsBoundary: false },
      },
    );
  const mend = new Set([
    "aws_iam_user.alice",
    "aws_iam_user_policies_exclusive.alice",
    "aws_iam_user_policy_attachments_exclusive.alice",
  ]);
  const found = ({ users, leavers, left }: AdoptionPlan) => ({
    users: users.map(({ name }) => name),
    leavers: leavers.map(({ name }) => name),
    left: left.map((one) => `${titleOf(one)}: ${one.reason}`),
  });

  test("--mend takes all back that is held, and of the devices that nobody has only the recorded", async () => {
    await giveEverything(world, "alice");
    await makeDevice(world, "alice-old");
    await makeDevice(world, "alice-spare");
    const plan = await adopt("", { mend });
    expect([plan.users, plan.imports, found(plan).leavers]).toEqual([[], [], ["alice"]]);
    const kinds = plan.leavers.flatMap(({ imports }) => imports.map(({ to }) => to.slice(0, to.indexOf("."))));
    expect([kinds.length, new Set(kinds).size]).toEqual([11, 10]);
    expect(plan.leavers.flatMap(({ imports }) => imports.filter(({ id }) => /:mfa\//.test(id)))).toEqual([
      { to: "aws_iam_virtual_mfa_device.alice--phone", id: serial("alice-phone") },
      { to: "aws_iam_virtual_mfa_device.alice--old", id: serial("alice-old") },
    ]);
  });

  test("who has an entry again is imported to stay", async () => {
    const plan = await adopt(person("alice"), { mend });
    expect(found(plan)).toEqual({ users: ["alice"], leavers: [], left: [] });
  });

  test("another user of the same name is not who was leaving", async () => {
    await world.admin.call("iam:DeleteUser", { UserName: "alice" });
    await makeUser(world, "alice");
    expect(found(await adopt("", { mend }))).toEqual({ users: [], leavers: [], left: [] });
  });

  test("who got another name since is still who was leaving", async () => {
    await makeDevice(world, "alice-old");
    await world.admin.call("iam:UpdateUser", { UserName: "alice", NewUserName: "alison" });
    const plan = await adopt("", { mend });
    expect(plan.leavers).toMatchObject([{ key: "alice", name: "alison", userId }]);
    expect(plan.leavers.flatMap(({ imports }) => imports)).toEqual([
      { to: "aws_iam_user.alice", id: "alison" },
      { to: "aws_iam_virtual_mfa_device.alice--alice-old", id: serial("alice-old") },
    ]);
  });

  test("--mend with a name is about that user only", async () => {
    await makeUser(world, "bob");
    expect(found(await adopt(person("bob"), { mend, names: ["alice"] })).leavers).toEqual(["alice"]);
    expect(found(await adopt(person("bob"), { mend, names: ["bob"] })).leavers).toEqual([]);
    await expect(adopt("", { mend, names: ["bob"] })).rejects.toThrow("bob has no entry to repair: roster adopt bob");
  });

  test("without --mend nobody gets an entry who was leaving, unless named", async () => {
    await makeUser(world, "bob");
    expect(found(await adopt("", {}))).toEqual({
      users: ["bob"],
      leavers: [],
      left: [
        "user alice: it was leaving with an earlier apply: roster adopt --mend takes it back to be removed, roster adopt with its name keeps it",
      ],
    });
    expect(found(await adopt("", { names: ["alice"] }))).toEqual({ users: ["alice"], leavers: [], left: [] });
  });

  test("a record without the UserId does not say who is to be removed", async () => {
    const nameless = { leavers: [{ name: "alice", address: "", forceDestroy: false }], devices: [] };
    expect(found(await adopt("", { mend, leaving: nameless }))).toEqual({
      users: [],
      leavers: [],
      left: [
        "user alice: one of that name was leaving, and no record has its UserId: delete it by hand, or keep it with roster adopt and its name",
      ],
    });
  });
});

describe("the plan that takes leavers back", () => {
  const alice: ForgottenLeaver = {
    key: "alice",
    name: "alice",
    userId: "AIDAALICE",
    imports: [
      { to: "aws_iam_user.alice", id: "alice" },
      { to: "aws_iam_virtual_mfa_device.alice--phone", id: serial("alice-phone") },
    ],
  };
  const change = (
    address: string,
    values: object,
    actions = ["no-op"],
    importing: object | undefined = { id: "x" },
  ) => {
    const [type, name] = address.split(".");
    return { address, type, name, mode: "managed", change: { actions, before: values, after: values, importing } };
  };
  const user = change("aws_iam_user.alice", { name: "alice", unique_id: "AIDAALICE" });
  const device = (user_name?: string) =>
    change("aws_iam_virtual_mfa_device.alice--phone", { arn: serial("alice-phone"), user_name });
  const judged = (...changes: object[]) => refusals({ changes: changesIn(changes) }, [alice]);

  test("may import what is theirs, also a device that nobody has", () => {
    expect([judged(user, device("alice")), judged(user, device())]).toEqual([[], []]);
  });

  test("fails when the name or the device is somebody else's by now", () => {
    const other = change("aws_iam_user.alice", { name: "alice", unique_id: "AIDAANOTHER" });
    expect(judged(other, device("bob"))).toEqual([
      "aws_iam_user.alice: alice is AIDAANOTHER, and AIDAALICE was leaving",
      "aws_iam_virtual_mfa_device.alice--phone: bob has it, and not alice",
    ]);
  });

  test("fails when it does anything but these imports", () => {
    expect(
      judged(
        user,
        change("aws_iam_user.erin", { name: "erin" }, ["delete"], undefined),
        change("aws_iam_user.bob", { name: "bob" }, ["update"], undefined),
      ),
    ).toEqual([
      "aws_iam_virtual_mfa_device.alice--phone: it is not imported",
      "aws_iam_user.bob: update",
      "aws_iam_user.erin: delete",
    ]);
  });

  test("whoever is in the file and was never leaving is a stranger, whatever their name", () => {
    const leaver = { key: "alice", name: "alice", userId: "AIDA1", imports: [] };
    const eve = { ...leaver, userId: "AIDAEVE" };
    const pending = { leavers: [{ name: "alice", userId: "AIDA1", address: "", forceDestroy: false }] };
    expect(strangers([leaver], pending)).toEqual([]);
    const line = (id: string) => `alice (${id}) was not leaving by the record of any apply, nor by the audit log`;
    expect(strangers([leaver, eve], pending)).toEqual([line("AIDAEVE")]);
    expect(strangers([leaver], undefined)).toEqual([line("AIDA1")]);
  });

  test("is about those who are not in the roster again, and about what is not imported yet", async () => {
    const bob = {
      ...alice,
      key: "bob",
      name: "bob",
      userId: "AIDABOB",
      imports: [{ to: "aws_iam_user.bob", id: "bob" }],
    };
    const state = stateWith({ "aws_iam_user.alice": { name: "alice", unique_id: "AIDAALICE" } });
    expect(sortLeavers([alice, bob], await rosterOf(person("Bob")), state)).toEqual({
      open: [{ ...alice, imports: alice.imports.slice(1) }],
      told: ["bob (AIDABOB): in the roster again, and so not taken back to be removed"],
    });
  });
});
