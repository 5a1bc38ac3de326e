import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { adopt } from "../../src/cli/commands/adopt";
import { deploy } from "../../src/cli/commands/deploy";
import type { Entry } from "../../src/leaving/audit-log/entry";
import { isoDate } from "../../src/text/iso-date";
import { e2eEnvironment, withTerraform } from "../e2e/harness";
import { rosterOf, SSH_KEY } from "../e2e/rosters";
import { CERTIFICATE } from "../sandbox/credentials";
import { type Ran, runCommand } from "../terminal";
import { temporaryDirectory } from "../terraform/fixtures";
import { quickTerraform, RosterChild } from "./deploy-child";
import { Gate } from "./deploy-gate";
import { enableDevice, openWorld, operator, type World } from "./people";

jest.setTimeout(300_000);

const expires = isoDate(new Date(Date.now() + 200 * 86_400_000));
const because = `{ justification: Signs what it pushes, approvedBy: secops@example.com, ticket: SEC-7, expires: ${expires} }`;
const document = `{ Version: "2012-10-17", Statement: [{ Effect: Allow, Action: "codecommit:GitPush", Resource: "*" }] }`;
const SOAK = "guards: { soakDays: 0 }\n";
const JOINED = rosterOf(
  `  erin: { type: human, owner: erin@example.com }
  alice:
    type: human
    owner: alice@example.com
    loginProfile: {}
    mfaDevices: { phone: {} }
    accessKeys: { a: { rotateBy: ${expires} }, b: { rotateBy: ${expires}, status: Inactive } }
    sshPublicKeys: { laptop: { publicKey: ${SSH_KEY} } }
    signingCertificates: { soap: { body: ${JSON.stringify(CERTIFICATE)}, finalLineBreak: true } }
    serviceSpecificCredentials: { git: { service: codecommit.amazonaws.com } }
    groups: [team]
    policies: { managed: [push, "arn:aws:iam::aws:policy/ReadOnlyAccess"], inline: { pull: ${document} } }
    plaintextSecrets: ${because}
    directPolicies: ${because}
    longLivedKeys: ${because}
  bob: { type: human, owner: bob@example.com, loginProfile: {}, mfaDevices: { phone: {} } }
  carol: { type: human, owner: carol@example.com, groups: [team] }
  jane.doe: { type: human, owner: jane@example.com, loginProfile: {}, mfaDevices: { laptop: {} } }`,
  { more: `${SOAK}policies: { push: { document: ${document} } }\ngroups: { team: {} }` },
);
const STAYS = "  erin: { type: human, owner: erin@example.com }";
const LEFT = rosterOf(STAYS, { more: SOAK });
const BOBS_PHONE = "arn:aws:iam::123456789012:mfa/bob-phone";
const LEAVERS = ["alice", "bob", "carol", "jane.doe"];

// A power cut in the middle of an apply, and the disk with the state is gone; only the record and the audit log are left.
withTerraform("leavers whom no state knows any more", (terraform) => {
  const project = temporaryDirectory();
  let world: World;
  let gate: Gate;
  let env: NodeJS.ProcessEnv;
  const ids = new Map<string, string>();

  const child = () => new RosterChild(["deploy", "--auto-approve", "--patience", "3"], project, env);
  const run = (command: typeof deploy, ...words: string[]): Promise<Ran> =>
    runCommand(command, { cwd: project, env, today: new Date() }, words);
  const deployed = () => run(deploy, "--auto-approve", "--patience", "3");
  const write = (yaml: string) => writeFileSync(join(project, "users.yaml"), yaml);
  const log = (): Entry[] =>
    readFileSync(join(project, "roster-audit.jsonl"), "utf8")
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
  const imports = () => JSON.parse(readFileSync(join(project, "users.imports.json"), "utf8"));

  beforeAll(async () => {
    world = await openWorld();
    gate = await Gate.open(world.env.AWS_ENDPOINT_URL ?? "");
    const account = await operator(world, "deploy");
    env = {
      ...e2eEnvironment(),
      ...gate.through(account),
      TERRAFORM_BINARY_NAME: quickTerraform(project, terraform.binary.path),
    };
    writeFileSync(join(project, "cdktf.json"), "{}");
    write(JOINED);
    const joined = await deployed();
    expect([joined.code, joined.code === 0 ? "" : joined.err]).toEqual([0, ""]);
    for (const name of LEAVERS) ids.set(name, world.memory.users[name]?.userId ?? "");
    await enableDevice(world, "alice", "alice-phone");
    await enableDevice(world, "bob", "bob-phone");
    write(LEFT);
    const killed = child();
    const come = gate.once(
      ({ by }) => by === "terraform" && log().at(-1)?.event === "apply begins",
      "before",
      async () => {
        killed.killAll();
        return "lost";
      },
    );
    await Promise.race([come, killed.ended]);
    expect((await killed.ended).code).toBe(-1);
    // Half of a destroy: the device is nobody's, and only the record says whose it was.
    await world.admin.call("iam:DeactivateMFADevice", { UserName: "bob", SerialNumber: BOBS_PHONE });
    for (const file of readdirSync(project)) {
      if (/tfstate(\.backup|\.before-apply)?$/.test(file)) rmSync(join(project, file));
    }
  });
  afterAll(async () => {
    await gate.close();
    await world.close();
  });

  test("fails while they are there: deploy names them", async () => {
    const { code, out, err } = await deployed();
    const names = LEAVERS.filter((name) => err.includes(`${name} (${ids.get(name)})`));
    expect([code, out, names]).toEqual([3, "", LEAVERS]);
  });

  test("adopt --mend finds all that they hold, and writes no entry", async () => {
    const { code, out, err } = await runCommand(
      adopt,
      { cwd: project, env: { ...env, ...world.env }, today: new Date() },
      ["--mend"],
    );
    expect([code, code === 0 ? "" : err]).toEqual([0, ""]);
    const id = (name: string) => ids.get(name);
    expect(out).toBe(`1 user adopted, 3 imports: a real plan changes nothing else.
4 leavers taken back, 20 imports: a real plan changes nothing else.
  alice (${id("alice")}): 12 imports; no entry, the next roster deploy removes the user
  bob (${id("bob")}): 3 imports; no entry, the next roster deploy removes the user
  carol (${id("carol")}): 2 imports; no entry, the next roster deploy removes the user
  jane.doe (${id("jane.doe")}): 3 imports; no entry, the next roster deploy removes the user
Written: users.imports.json

Next:
  roster deploy          imports, and changes nothing; then asks, as for any removal, before it removes who was leaving
  roster deploy          once more: it adds the roster's tags
`);
    expect(readFileSync(join(project, "users.yaml"), "utf8")).toBe(LEFT);
    expect(imports().leavers.map(({ key }: { key: string }) => key)).toEqual(LEAVERS);
  });

  test("the next deploy takes them back, removes them, and proves it", async () => {
    const before = JSON.stringify(world.memory.users.erin);
    const { code, out, err } = await deployed();
    expect([code, code === 0 ? "" : `${out}${err}`]).toEqual([0, ""]);
    expect(Object.keys(world.memory.users).sort()).toEqual(["erin", "operator"]);
    expect(JSON.stringify(world.memory.users.erin)).toBe(before);
    expect(Object.keys(world.memory.mfaDevices)).toEqual([]);
    const gone = log().flatMap((entry) =>
      entry.event === "removal" && entry.result === "gone" ? [[entry.user, entry.userId]] : [],
    );
    expect(gone).toEqual([...ids]);
    expect(existsSync(join(project, "users.imports.json"))).toBe(false);
    const next = await deployed();
    expect([next.code, LEAVERS.filter((name) => next.out.includes(name))]).toEqual([0, []]);
  });
});
