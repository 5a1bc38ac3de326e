import { execFile } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isoDate } from "../../src/text/iso-date";
import { e2eEnvironment, withTerraform } from "../e2e/harness";
import { because, rosterOf, SSH_KEY } from "../e2e/rosters";
import { type Ran, root } from "../terminal";
import { temporaryDirectory } from "../terraform/fixtures";
import { quickTerraform, RosterChild } from "./deploy-child";
import { type Answer, Gate, type Passing } from "./deploy-gate";
import { ObjectStore } from "./object-store";
import { openWorld, operator, type World } from "./people";

jest.setTimeout(300_000);

const nextYear = isoDate(new Date(Date.now() + 200 * 86_400_000));
const rotateBy = isoDate(new Date(Date.now() + 60 * 86_400_000));
const STATE = "acme-states/iam/users.tfstate";
const BACKEND = `backend: { s3: { bucket: acme-states, key: iam/users.tfstate, region: us-east-1, useLockfile: true, usePathStyle: true } }`;

const people = ["anna", "bert", "carl"];
const entry = (name: string) => `  ${name}:
    type: service
    owner: platform-team
    accessKeys: { a: { rotateBy: ${rotateBy} } }
    policies: { inline: { read: { Version: "2012-10-17", Statement: [{ Effect: Allow, Action: "s3:GetObject", Resource: "*" }] } } }
    directPolicies: ${because("The one pipeline that nobody shares a group with")}
    sshPublicKeys: { ci: { publicKey: ${SSH_KEY} } }
    loginProfile: {}
    consoleWithoutMfa: ${because("A service that signs in to the console of an old tool")}`;
const leaves = (gone: string) => `removals:
  ${gone}: { justification: "Contract ended, the laptop is back", approvedBy: secops@example.com, ticket: HR-77, expires: ${nextYear} }`;

const WRITES = /^iam:(Create|Delete|Put|Attach|Detach|Upload|Update|Add|Remove|Tag|Untag|Enable|Deactivate)/;

/** As S3 and IAM say it. */
function expired({ action }: Passing): Answer {
  const error =
    "<Error><Type>Sender</Type><Code>ExpiredToken</Code><Message>The security token included in the request is expired</Message></Error>";
  const body = action.startsWith("s3:") ? error : `<ErrorResponse>${error}<RequestId>1</RequestId></ErrorResponse>`;
  return { status: action.startsWith("s3:") ? 400 : 403, headers: { "content-type": "text/xml" }, body };
}

// One leaves and one joins each time, and the apply stops in the middle: who does what is printed ends where the roster says.
withTerraform("an apply that stops in the middle", (terraform) => {
  const project = temporaryDirectory();
  let world: World;
  let store: ObjectStore;
  let gate: Gate;
  let env: NodeJS.ProcessEnv;
  let turn = 0;

  const run = (words: readonly string[]): Promise<Ran> => new RosterChild(words, project, env).ended;
  const deploy = ["deploy", "--auto-approve", "--patience", "5"];
  const change = () => {
    const [gone, name = ""] = [people[turn - 1], people[turn]];
    turn++;
    const more = [BACKEND, "guards: { maxRemovalShare: 1 }", gone === undefined ? "" : leaves(gone)].join("\n");
    writeFileSync(join(project, "users.yaml"), rosterOf(entry(name), { more }));
    return { gone, name };
  };
  /** From the call after so many writing calls of terraform on. */
  const refuseAfter = (writes: number, by: (call: Passing) => Answer | "lost" | undefined) => {
    let seen = 0;
    gate.refuse((call) => {
      if (call.by === "terraform" && WRITES.test(call.action)) seen++;
      return seen > writes ? by(call) : undefined;
    });
  };
  const stopLines = ({ err }: Ran) =>
    err
      .slice(err.search(/^The apply stopped|^Stopped/m))
      .trim()
      .split("\n");
  /** The commands of the last line, word by word. */
  const follow = async (lines: readonly string[]): Promise<Ran[]> => {
    const ran: Ran[] = [];
    for (const [, words = ""] of (lines.at(-1) ?? "").matchAll(/roster ((?:deploy|adopt)[^,]*)/g))
      ran.push(await run(words.trim().split(" ")));
    return ran;
  };
  const settled = async (name: string) => {
    expect(Object.keys(world.memory.users).sort()).toEqual([name, "operator"].sort());
    expect(await run(deploy)).toMatchObject({ code: 0, out: "users: nothing to change\n" });
  };

  beforeAll(async () => {
    world = await openWorld();
    store = await ObjectStore.open(world.env.AWS_ENDPOINT_URL ?? "");
    gate = await Gate.open(store.url);
    const account = await operator(world, "deploy");
    await world.admin.call("s3:CreateBucket", { Bucket: "acme-states" });
    const { binary } = terraform;
    env = {
      ...e2eEnvironment(),
      ...gate.through(account),
      TERRAFORM_BINARY_NAME: quickTerraform(project, binary.path),
    };
    writeFileSync(join(project, "cdktf.json"), "{}");
    change();
    expect(await run(deploy)).toMatchObject({ code: 0 });
    // The provider would try for minutes.
    const patience = { provider: { aws: [{ max_retries: 2 }] } };
    writeFileSync(join(project, "cdktf.out", "stacks", "users", "patience_override.tf.json"), JSON.stringify(patience));
  });
  afterAll(async () => {
    await gate.close();
    await store.close();
    await world.close();
  });

  test("at the question, by Ctrl-C: nothing was applied, and it says so", async () => {
    const before = readFileSync(join(project, "users.yaml"));
    writeFileSync(join(project, "users.yaml"), `${before}  zoe: { type: service, owner: platform-team }\n`);
    const ended = await atTerminal(["deploy", "--patience", "5"], 'to apply: |Type "yes": ', "\u0003");
    writeFileSync(join(project, "users.yaml"), before);
    expect(ended.slice(ended.search(/^Stopped/m)).split(/\r?\n/)).toEqual([
      "Stopped at the confirmation: it was interrupted.",
      "  Nothing was applied: the account is as it was.",
      "Next: roster deploy --patience 5",
      "exit 130",
      "",
    ]);
    expect(Object.keys(world.memory.users)).not.toContain("zoe");
  });

  test("by credentials that expire, of the state too: what Terraform could not store, the next deploy stores", async () => {
    const { name, gone } = change();
    refuseAfter(3, expired);
    const ran = await run(deploy);
    gate.refuse(undefined);
    const unsaved = join(project, "cdktf.out", "stacks", "users", "errored.tfstate");
    const lines = stopLines(ran);
    expect([ran.code, lines]).toEqual([
      1,
      [
        "The apply stopped: the credentials have expired, or are not valid any more.",
        expect.stringMatching(/^ {2}done: \d+ of 14 changes \(\d+ destroyed/),
        `  the state: could not be saved; what is done is in ${unsaved}, and the next roster deploy stores it; it may still be locked: the next roster deploy says how to unlock it`,
        `  leaving, until it is proved that they are gone: ${gone}`,
        "Next: sign in again, with credentials that last longer than the apply, then roster deploy --auto-approve --patience 5",
      ],
    ]);
    // What force-unlock does, without the two minutes that a deploy waits for whoever has the lock.
    expect(store.objects.delete(`${STATE}.tflock`)).toBe(true);
    const [last] = await follow(lines);
    expect([last?.code, last?.out.split("\n")[0]]).toEqual([
      0,
      "users: the state that an earlier apply could not save is stored now",
    ]);
    expect(existsSync(unsaved)).toBe(false);
    await settled(name);
  });

  test("by a connection that is lost when AWS has made the user: it is neither made twice nor made again", async () => {
    const { name, gone } = change();
    let made = false;
    gate.each(({ by, action }) => {
      if (by === "terraform" && action === "iam:GetUser" && world.memory.users[name] !== undefined) made = true;
    });
    gate.refuse(({ by, action }) => (made && by === "terraform" && action.startsWith("iam:") ? "lost" : undefined));
    const ran = await run(deploy);
    gate.refuse(undefined);
    const lines = stopLines(ran);
    expect([ran.code, lines]).toEqual([
      1,
      [
        "The apply stopped: the connection was lost.",
        expect.stringMatching(/^ {2}done: \d+ of 14 changes/),
        "  the state: has what is done",
        `  leaving, until it is proved that they are gone: ${gone}`,
        "Next: wait until the network is back, then roster adopt --mend, then roster deploy --auto-approve --patience 5",
      ],
    ]);
    const { userId } = world.memory.users[name] ?? {};
    const followed = await follow(lines);
    expect(followed.map(({ code }) => code)).toEqual([0, 0]);
    expect(world.memory.users[name]?.userId).toBe(userId);
    await settled(name);
  });

  /** With a terminal of its own. @returns what stood on it, and how it ended */
  function atTerminal(words: readonly string[], question: string, keys: string): Promise<string> {
    const script = `
import os, pty, re, sys
pid, terminal = pty.fork()
if pid == 0:
    os.execvp(sys.argv[3], sys.argv[3:])
seen = b""
typed = False
while True:
    try:
        piece = os.read(terminal, 65536)
    except OSError:
        break
    if not piece:
        break
    seen += piece
    if not typed and re.search(sys.argv[1].encode(), seen):
        typed = True
        os.write(terminal, sys.argv[2].encode())
status = os.waitpid(pid, 0)[1]
sys.stdout.buffer.write(seen + b"exit %d\\n" % os.waitstatus_to_exitcode(status))
`;
    const { CI: _, ...more } = env;
    // What is bold at a terminal is not what this is about.
    const rest = { ...more, NO_COLOR: "1" };
    const program = [process.execPath, join(root, "dist", "src", "cli", "index.js"), ...words];
    return new Promise((resolve, reject) => {
      execFile("python3", ["-c", script, question, keys, ...program], { cwd: project, env: rest }, (error, out) =>
        error === null ? resolve(out) : reject(error),
      );
    });
  }
});
