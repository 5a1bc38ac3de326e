import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { CreateUserCommand, GetGroupCommand, GetUserCommand, IAMClient, ListUsersCommand } from "@aws-sdk/client-iam";
import { dumpState, emptyState } from "../../src/sandbox/index";
import { root, runBuilt, type Started, startBuilt } from "../terminal";
import { testdir } from "../testdir";

jest.setTimeout(60_000);

interface Running extends Omit<Started, "ended"> {
  readonly environment: Record<string, string>;
  readonly ended: Promise<number>;
}

/** The real program, once it has printed where it listens. */
async function start(words: readonly string[], cwd: string): Promise<Running> {
  const started = startBuilt(["sandbox", ...words], { cwd });
  await started.says("The sandbox listens on");
  const { out } = started.printed;
  const environment = out.startsWith("{") ? JSON.parse(out).environment : sourced(out);
  return { ...started, environment, ended: started.ended.then(({ code }) => code) };
}

/** What a shell has in its environment after it has read the printed commands. */
function sourced(commands: string): Record<string, string> {
  const text = execFileSync("sh", ["-c", `${commands}\nenv`], {
    encoding: "utf8",
    env: { PATH: process.env.PATH, AWS_PROFILE: "production", HTTPS_PROXY: "http://proxy.example.com" },
  });
  return Object.fromEntries(
    text.split("\n").map((line) => [line.slice(0, line.indexOf("=")), line.slice(line.indexOf("=") + 1)]),
  );
}

function clientOf({ environment }: Running): IAMClient {
  const {
    AWS_ENDPOINT_URL_IAM = "",
    AWS_REGION = "",
    AWS_ACCESS_KEY_ID = "",
    AWS_SECRET_ACCESS_KEY = "",
  } = environment;
  const credentials = { accessKeyId: AWS_ACCESS_KEY_ID, secretAccessKey: AWS_SECRET_ACCESS_KEY };
  return new IAMClient({ region: AWS_REGION, endpoint: AWS_ENDPOINT_URL_IAM, credentials, maxAttempts: 1 });
}

function refused(url: string): Promise<boolean> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve) => {
    const socket = connect(Number(port), hostname);
    socket.once("error", () => resolve(true));
    socket.once("connect", () => {
      socket.destroy();
      resolve(false);
    });
  });
}

test("a shell that reads what it prints speaks to it, and Ctrl-C stops it with its port", async () => {
  const running = await start([], testdir({}));
  expect(running.environment.AWS_PROFILE).toBeUndefined();
  expect(running.environment.HTTPS_PROXY).toBeUndefined();
  await clientOf(running).send(new CreateUserCommand({ UserName: "alice" }));
  running.child.kill("SIGINT");
  expect(await running.ended).toBe(0);
  expect(running.printed.err).toBe(
    `The sandbox listens on ${running.environment.AWS_ENDPOINT_URL} for 1 account; Ctrl-C stops it.\nThe sandbox has stopped.\n`,
  );
  expect(await refused(running.environment.AWS_ENDPOINT_URL as string)).toBe(true);
});

test("with a roster the account has what it refers to and does not make", async () => {
  const running = await start([join(root, "users.yaml")], testdir({}));
  const { Group } = await clientOf(running).send(new GetGroupCommand({ GroupName: "billing" }));
  expect(Group?.GroupName).toBe("billing");
  await expect(clientOf(running).send(new GetGroupCommand({ GroupName: "developers" }))).rejects.toThrow(
    "The group with name developers cannot be found.",
  );
  running.child.kill("SIGTERM");
  expect(await running.ended).toBe(0);
});

test("the state is saved at the end, for its owner only, and taken up again", async () => {
  const folder = testdir({});
  const first = await start(["--state", "account.json", "--json"], folder);
  await clientOf(first).send(new CreateUserCommand({ UserName: "alice" }));
  expect(existsSync(join(folder, "account.json"))).toBe(false);
  first.child.kill("SIGTERM");
  expect(await first.ended).toBe(0);
  expect(statSync(join(folder, "account.json")).mode & 0o777).toBe(0o600);
  expect(readdirSync(folder).sort()).toEqual(["account.json", "cdktf.json"]);
  const second = await start(["--state", "account.json"], folder);
  const { Users = [] } = await clientOf(second).send(new ListUsersCommand({}));
  expect(Users.map(({ UserName }) => UserName)).toEqual(["alice"]);
  second.child.kill("SIGINT");
  expect(await second.ended).toBe(0);
});

test("several accounts, faults and a port of one's own", async () => {
  const folder = testdir({});
  const running = await start(
    ["--account", "111122223333", "--account", "444455556666", "--faults", "deny=iam:ListUsers"],
    folder,
  );
  const iam = clientOf(running);
  const { User } = await iam.send(new CreateUserCommand({ UserName: "alice" }));
  expect(User?.Arn).toBe("arn:aws:iam::111122223333:user/alice");
  await expect(iam.send(new ListUsersCommand({}))).rejects.toMatchObject({ name: "AccessDenied" });
  const { port } = new URL(running.environment.AWS_ENDPOINT_URL as string);
  expect(await runBuilt(["sandbox", "--port", port], folder)).toEqual({
    code: 1,
    out: "",
    err: `roster: cannot listen on port ${port}: it is in use\n`,
  });
  running.child.kill("SIGINT");
  await running.ended;
});

test("nothing of what clients send or get is printed", async () => {
  const folder = testdir({ "account.json": dumpState(emptyState()) });
  const running = await start(["--state", "account.json"], folder);
  const iam = clientOf(running);
  await iam.send(new CreateUserCommand({ UserName: "canary-in-the-log" }));
  await iam.send(new GetUserCommand({ UserName: "canary-that-is-not-there" })).catch(() => undefined);
  running.child.kill("SIGINT");
  await running.ended;
  expect(running.printed.out + running.printed.err).not.toContain("canary");
  expect(readFileSync(join(folder, "account.json"), "utf8")).toContain("canary-in-the-log");
});

test.each([
  [["--port", "high"], "roster: --port takes a whole number from 0 to 65535: high\n"],
  [["--account", "42"], "roster: --account takes an account id, which has twelve digits: 42\n"],
  [["--faults", "rain=1"], /^roster: --faults: fault "rain=1": known faults are throttle, /],
  [["--state", "broken.json"], /^roster: --state .*broken\.json cannot be read: it is not JSON\n$/],
  [["now"], "roster: now: no such file\n"],
])("fails when it is given %j", async (args, message) => {
  const folder = testdir({ "broken.json": '{ "seed": "CANARY' });
  const { code, out, err } = await runBuilt(["sandbox", ...args], folder);
  expect({ code, out }).toEqual({ code: 1, out: "" });
  if (typeof message === "string") expect(err).toBe(message);
  else expect(err).toMatch(message);
});

test("a state that cannot be saved is said so, and leaves nothing half-written", async () => {
  const folder = testdir({ "place/note": "" });
  const running = await start(["--state", "place/account.json"], folder);
  rmSync(join(folder, "place"), { recursive: true });
  writeFileSync(join(folder, "place"), "");
  running.child.kill("SIGINT");
  expect(await running.ended).toBe(1);
  expect(running.printed.err).toMatch(/ENOTDIR/);
  expect(readdirSync(folder).sort()).toEqual(["cdktf.json", "place"]);
});
