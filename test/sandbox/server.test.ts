import { once } from "node:events";
import { readFileSync } from "node:fs";
import { connect } from "node:net";
import * as Iam from "@aws-sdk/client-iam";
import { createSandbox, sandboxEnvironment } from "../../src/sandbox/index";
import { type Running, refusal, start } from "./helpers";
import { authorization, iam, post, talk } from "./raw";

let running: Running;
beforeEach(async () => {
  running = await start({ requestTimeoutMs: 600 });
});
afterEach(async () => {
  // Whatever a test did to it, the server still answers.
  expect((await iam(running.url, "ListUsers")).status).toBe(200);
  await running.close();
});

test("it listens on loopback alone", async () => {
  expect(running.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  // All of 127.0.0.0/8 is this machine, so that a server that listens everywhere would answer there too.
  const elsewhere = connect(Number(new URL(running.url).port), "127.0.0.2");
  await expect(once(elsewhere, "connect")).rejects.toThrow(/ECONNREFUSED|EADDRNOTAVAIL|EHOSTUNREACH/);
});

test("fails to listen where somebody else does, and says so", async () => {
  const second = createSandbox();
  await expect(second.listen(Number(new URL(running.url).port))).rejects.toThrow("EADDRINUSE");
});

test("a body of over 1 MB is refused", async () => {
  const answer = await post(running.url, Buffer.alloc(1024 * 1024 + 1, "a")).catch((error: Error) => error.message);
  // The server hangs up on what it does not want to read; a client that is still writing may see only that.
  if (typeof answer === "string") expect(answer).toMatch(/EPIPE|ECONNRESET/);
  else
    expect([answer.status, answer.body]).toEqual([413, expect.stringContaining("<Code>RequestEntityTooLarge</Code>")]);
});

test("a slow request is cut off", async () => {
  const head = `POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\nAction=`;
  expect(await talk(running.url, head)).toBe(
    "HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n",
  );
});

test("a connection that sends nothing is cut off", async () => {
  expect(await talk(running.url, "")).toContain("400 Bad Request");
});

test("a connection that sends one request, and then half of a second one, is cut off", async () => {
  const first = `GET /?Action=ListUsers HTTP/1.1\r\nHost: x\r\nAuthorization: ${authorization()}\r\n\r\n`;
  const answer = await talk(running.url, `${first}POST / HTTP/1.1\r\nHost: x\r\nContent-Le`);
  expect(answer).toMatch(/^HTTP\/1\.1 200 OK\r\n[\s\S]*HTTP\/1\.1 400 Bad Request\r\n/);
});

test("what is not HTTP is cut off", async () => {
  expect(await talk(running.url, "\x16\x03\x01 hello\r\n\r\n")).toContain("400 Bad Request");
});

test.each<[string, string, object, number, string]>([
  ["no signature", "Action=ListUsers&Version=2010-05-08", { Authorization: "" }, 403, "MissingAuthenticationToken"],
  [
    "a signature without a key",
    "Action=ListUsers&Version=2010-05-08",
    { Authorization: "Basic eDp5" },
    400,
    "IncompleteSignature",
  ],
  ["no action", "Version=2010-05-08", {}, 400, "MissingAction"],
  ["no body", "", {}, 400, "MissingAction"],
  ["text for a number", "Action=ListUsers&Version=2010-05-08&MaxItems=many", {}, 400, "MalformedInput"],
  [
    "text for a truth value",
    "Action=UpdateLoginProfile&UserName=a&PasswordResetRequired=perhaps",
    {},
    400,
    "MalformedInput",
  ],
  ["JSON that is none", "{", { "X-Amz-Target": "TrentService.ListKeys" }, 400, "SerializationException"],
  ["JSON that is a list", "[]", { "X-Amz-Target": "TrentService.ListKeys" }, 400, "SerializationException"],
  [
    "a path into a prototype",
    "Action=GetUser&__proto__.x=1&constructor.prototype.y=2&UserName=a",
    {},
    404,
    "NoSuchEntity",
  ],
  ["a missing name", "Action=DeleteUser&Version=2010-05-08", {}, 400, "ValidationError"],
])("a request with %s is answered with an error of AWS's", async (_what, body, headers, status, code) => {
  const answer = await post(running.url, body, headers as Record<string, string>);
  expect([answer.status, answer.body]).toEqual([status, expect.stringContaining(code)]);
});

test("ten thousand tags are read and refused", async () => {
  const tags = Array.from(
    { length: 10_000 },
    (_, index) => `Tags.member.${index + 1}.Key=k${index}&Tags.member.${index + 1}.Value=`,
  );
  const { body } = await post(running.url, `Action=TagUser&UserName=a&${tags.join("&")}`);
  expect(body).toContain(
    "Value at 'tags' failed to satisfy constraint: Member must have length less than or equal to 50",
  );
});

test("calls are counted by action", async () => {
  running.sandbox.resetCounts();
  await running.iam.send(new Iam.ListUsersCommand({}));
  await refusal(running.iam.send(new Iam.GetUserCommand({ UserName: "nobody" })));
  await running.iam.send(new Iam.ListUsersCommand({}));
  expect(running.sandbox.counts()).toEqual({ "iam:GetUser": 1, "iam:ListUsers": 2 });
});

test("the environment names nothing but loopback", () => {
  const urls = Object.entries(sandboxEnvironment(running.url)).filter(([name]) => name.startsWith("AWS_ENDPOINT"));
  expect(urls.map(([, url]) => url)).toEqual(urls.map(() => running.url));
  expect(authorization()).toContain(sandboxEnvironment(running.url).AWS_ACCESS_KEY_ID);
});

test("no file of the sandbox opens a connection of its own", () => {
  const files = ["server", "dispatch", "callers", "request-body"].map((name) =>
    readFileSync(`src/sandbox/${name}.ts`, "utf8"),
  );
  for (const text of files) expect(text).not.toMatch(/\bfetch\(|\.request\(|\.connect\(/);
});
