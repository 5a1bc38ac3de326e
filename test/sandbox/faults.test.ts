import * as Iam from "@aws-sdk/client-iam";
import { type FaultSpec, parseFaults } from "../../src/sandbox/faults";
import { type Running, refusal, start, wellKnown } from "./helpers";

let running: Running | undefined;
afterEach(async () => {
  await running?.close();
  running = undefined;
});

const send = (command: object): Promise<unknown> => (running as Running).iam.send(command as Iam.GetUserCommand);
const create = (UserName: string) => refusal(send(new Iam.CreateUserCommand({ UserName })));

test("the flag is read into a specification", () => {
  const text =
    "throttle=0.2,seed=7,lost-response=DeleteUser,deny=iam:ListUsers+iam:GetUser,propagation=1.5s,login-profile-temporary=2,concurrent-modification=CreateUser:2+TagUser";
  expect({ ...parseFaults(text) }).toEqual({
    throttle: 0.2,
    seed: 7,
    lostResponse: { DeleteUser: 1 },
    deny: ["iam:ListUsers", "iam:GetUser"],
    propagationMs: 1500,
    loginProfileTemporary: 2,
    concurrentModification: { CreateUser: 2, TagUser: 1 },
  });
  expect(parseFaults("")).toEqual({});
});

test.each([
  ["throttle=2", 'fault "throttle=2": write a share between 0 and 1'],
  ["throttle", 'fault "throttle": write a share between 0 and 1'],
  ["deny=ListUsers", 'fault "deny=ListUsers": write actions with their service, such as iam:ListUsers'],
  ["propagation=soon", 'fault "propagation=soon": write a duration such as 500ms, 2s or 1m'],
  [
    "lost-response=",
    'fault "lost-response=": write actions and how often, such as DeleteUser or CreateUser:2+DeleteUser',
  ],
  [
    "earthquake=1",
    'fault "earthquake=1": known faults are throttle, seed, lost-response, deny, propagation, login-profile-temporary, concurrent-modification',
  ],
])("fails when the flag says %s", (text, message) => {
  expect(() => parseFaults(text)).toThrow(new RangeError(message));
});

async function answers(faults: FaultSpec): Promise<string[]> {
  running = await start({ faults });
  const out = [];
  for (let index = 0; index < 40; index++) out.push(await refusal(send(new Iam.ListUsersCommand({}))));
  await running.close();
  return out;
}

test("throttling meets the share that was asked for, the same calls in each run", async () => {
  const first = await answers({ throttle: 0.5 });
  expect(new Set(first)).toEqual(new Set(["no error", "400 Throttling Rate exceeded"]));
  const throttled = first.filter((said) => said !== "no error").length;
  expect(throttled).toBeGreaterThan(10);
  expect(throttled).toBeLessThan(30);
  expect(await answers({ throttle: 0.5 })).toEqual(first);
  expect(await answers({ throttle: 0.5, seed: 2 })).not.toEqual(first);
});

test("a client that retries ends well in spite of throttling", async () => {
  running = await start({ faults: { throttle: 0.3 } });
  const credentials = wellKnown("admin");
  const patient = new Iam.IAMClient({ region: "us-east-1", endpoint: running.url, credentials, maxAttempts: 10 });
  for (let index = 0; index < 5; index++) await patient.send(new Iam.CreateUserCommand({ UserName: `user-${index}` }));
  expect(Object.keys(running.sandbox.state.accounts["123456789012"]?.users ?? {})).toHaveLength(5);
  patient.destroy();
});

test("a response is lost after the write took effect", async () => {
  running = await start({ faults: parseFaults("lost-response=CreateUser") });
  expect(await create("alice")).toMatch(/^undefined (Error|TimeoutError|ECONNRESET)/);
  expect(await create("alice")).toBe("409 EntityAlreadyExists User with name alice already exists.");
});

test("concurrent modification refuses the first calls before they have an effect", async () => {
  running = await start({ faults: parseFaults("concurrent-modification=CreateUser:2") });
  expect(await create("alice")).toMatch(/^409 ConcurrentModification /);
  expect(await create("alice")).toMatch(/^409 ConcurrentModification /);
  expect(await create("alice")).toBe("no error");
});

test("a new login profile cannot be touched at first", async () => {
  running = await start({ faults: parseFaults("login-profile-temporary=2") });
  await create("alice");
  await send(new Iam.CreateLoginProfileCommand({ UserName: "alice", Password: "Tr0ub4dor&3" }));
  const remove = () => refusal(send(new Iam.DeleteLoginProfileCommand({ UserName: "alice" })));
  const words =
    "409 EntityTemporarilyUnmodifiable Login Profile for User alice cannot be modified while login profile is being created.";
  expect([await remove(), await remove(), await remove()]).toEqual([words, words, "no error"]);
});

test("what is new cannot be seen until it has spread", async () => {
  let now = new Date("2026-03-01T12:00:00Z");
  running = await start({ faults: parseFaults("propagation=2s"), clock: () => now });
  await create("alice");
  const read = () => refusal(send(new Iam.GetUserCommand({ UserName: "alice" })));
  expect(await read()).toBe("404 NoSuchEntity The user with name alice cannot be found.");
  expect(await create("alice")).toBe("409 EntityAlreadyExists User with name alice already exists.");
  now = new Date(now.getTime() + 2000);
  expect(await read()).toBe("no error");
});

test("actions are denied to everyone, and faults can be ended", async () => {
  running = await start({ faults: parseFaults("deny=iam:CreateUser") });
  expect(await create("alice")).toBe(
    "403 AccessDenied User: arn:aws:sts::123456789012:assumed-role/SandboxAdministrator/sandbox is not authorized to perform: iam:CreateUser on resource: arn:aws:iam::123456789012:user/alice",
  );
  running.sandbox.setFaults({});
  expect(await create("alice")).toBe("no error");
});
