import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { notify } from "../../../src/cli/commands/notify";
import { rehearse } from "../../../src/cli/commands/rehearse";
import { messageOf } from "../../../src/cli/notify/message";
import { payloads } from "../../../src/cli/notify/payload";
import { post } from "../../../src/cli/notify/post";
import { runCommand } from "../../terminal";
import { testdir } from "../../testdir";

const SECRET = "T000/B000/XXXXsecretXXXX";

/** A webhook on loopback; `answers` in turn, the last one for all that follow. */
async function webhook(...answers: readonly { status: number; headers?: Record<string, string> }[]) {
  const bodies: unknown[] = [];
  const left = [...answers];
  const server = createServer((request: IncomingMessage, response: ServerResponse) => {
    const parts: Buffer[] = [];
    request.on("data", (part) => parts.push(part));
    request.on("end", () => {
      bodies.push(JSON.parse(Buffer.concat(parts).toString("utf8")));
      const { status, headers } = (left.length > 1 ? left.shift() : left[0]) ?? { status: 200 };
      response.writeHead(status, headers).end("ok");
    });
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/services/${SECRET}`;
  const close = () => {
    server.closeAllConnections();
    return new Promise((done) => server.close(done));
  };
  return { url, bodies, close };
}

const review = {
  schemaVersion: 1,
  plan: { stack: "users" },
  gate: { open: false, closedBy: ["leftovers"] },
  dangers: [
    { id: "leftovers", severity: "error", message: "alice still holds <2> keys" },
    { id: "renamed", severity: "note", message: "not told" },
    { id: "joins", severity: "error", message: "accepted", justified: { ticket: "SEC-1" } },
  ],
  people: [
    { name: "alice", change: "leaves" },
    { name: "bob", change: "unchanged" },
  ],
};

describe("roster notify", () => {
  test("posts a review to Slack, whose address comes from the environment", async () => {
    const { url, bodies, close } = await webhook({ status: 200 });
    const cwd = testdir({ "review.json": JSON.stringify(review) });
    const ran = await runCommand(notify, { cwd, env: { ROSTER_WEBHOOK_URL: url } }, ["review.json"]);
    await close();
    expect(ran).toEqual({ code: 0, out: "", err: "posted to slack\n" });
    expect(bodies).toEqual([
      {
        text: "roster review of users: the gate is closed by leftovers\nerror: alice still holds &lt;2&gt; keys (leftovers)\nalice: leaves",
        mrkdwn: false,
        unfurl_links: false,
        unfurl_media: false,
      },
    ]);
  });

  test("posts an audit to Teams as an adaptive card, whose address comes from a file", async () => {
    const { url, bodies, close } = await webhook({ status: 202 });
    const audit = {
      schemaVersion: 1,
      accountId: "123456789012",
      day: "2026-11-21",
      users: 1,
      findings: [{ id: "old-key", severity: "medium", user: "bot", message: "a key is 100 days old" }],
    };
    const cwd = testdir({ "audit.json": JSON.stringify(audit), "webhook.url": `${url}\n` });
    const ran = await runCommand(notify, { cwd, env: {} }, [
      "audit.json",
      "--to",
      "teams",
      "--url-file",
      "webhook.url",
    ]);
    await close();
    expect(ran).toEqual({ code: 0, out: "", err: "posted to teams\n" });
    const run = (text: string, more = {}) => ({ type: "RichTextBlock", inlines: [{ type: "TextRun", text, ...more }] });
    expect(bodies).toEqual([
      {
        type: "message",
        attachments: [
          {
            contentType: "application/vnd.microsoft.card.adaptive",
            contentUrl: null,
            content: {
              $schema: "http://adaptivecards.io/schemas/adaptive-card.json",
              type: "AdaptiveCard",
              version: "1.4",
              body: [
                run("roster audit of account 123456789012, 2026-11-21: 1 finding, 1 user", { weight: "Bolder" }),
                run("medium: bot: a key is 100 days old (old-key)"),
              ],
            },
          },
        ],
      },
    ]);
  });

  test.each([
    [400, "it answered 400: is --to the service that the webhook belongs to?"],
    [302, "it answered 302"],
    [500, "it answered 500"],
  ])("fails when the webhook answers %d, once, and does not show the address", async (status, words) => {
    const { url, bodies, close } = await webhook({ status, headers: { location: "http://127.0.0.1:9/" } });
    const cwd = testdir({ "review.json": JSON.stringify(review) });
    const ran = await runCommand(notify, { cwd, env: { ROSTER_WEBHOOK_URL: url } }, ["review.json"]);
    await close();
    expect(ran).toEqual({ code: 1, out: "", err: `roster: not posted to slack: ${words}\n` });
    expect(bodies).toHaveLength(1);
  });

  test("fails when nobody listens, and does not show the address", async () => {
    const { url, close } = await webhook({ status: 200 });
    await close();
    expect(await post(new URL(url), {})).toBe("the connection failed (ECONNREFUSED)");
  });

  test("waits as long as it is asked to after too many requests, and ends after four tries", async () => {
    const waited: number[] = [];
    const wait = async (milliseconds: number) => waited.push(milliseconds);
    const busy = await webhook({ status: 429, headers: { "retry-after": "7" } }, { status: 200 });
    expect(await post(new URL(busy.url), {}, { wait })).toBeUndefined();
    await busy.close();
    const always = await webhook({ status: 429 });
    expect(await post(new URL(always.url), {}, { wait })).toBe("it answered 429, too many requests, 4 times");
    await always.close();
    expect(waited).toEqual([7000, 1000, 1000, 1000]);
    const long = await webhook({ status: 429, headers: { "retry-after": "3600" } });
    expect(await post(new URL(long.url), {}, { wait })).toBe("it answered 429, and asks to wait longer than 30 s");
    await long.close();
  });

  test("fails when there is no answer in time", async () => {
    const server = createServer(() => undefined);
    await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
    const url = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    expect(await post(url, {}, { timeoutMs: 50 })).toBe("no answer within 0.05 s");
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
  });

  test.each([
    ["", "there is no address to post to"],
    [`http://hooks.example.com/${SECRET}`, "ROSTER_WEBHOOK_URL must hold an address that begins with https://"],
    [`http://127.0.0.1.example.com/${SECRET}`, "ROSTER_WEBHOOK_URL must hold an address that begins with https://"],
    [`hooks ${SECRET}`, "ROSTER_WEBHOOK_URL does not hold one address"],
    [`https://me:${SECRET.replaceAll("/", "")}@hooks.example.com/`, "ROSTER_WEBHOOK_URL holds a name or a password"],
  ])("fails when the address is none that may be posted to, and does not show it (%#)", async (url, words) => {
    const cwd = testdir({ "review.json": JSON.stringify(review) });
    const failed = await runCommand(notify, { cwd, env: { ROSTER_WEBHOOK_URL: url } }, ["review.json"]).catch(String);
    expect(failed).toContain(words);
    expect(failed).not.toContain("secret".concat("XXXX"));
  });

  test("fails when the file is no report", async () => {
    const cwd = testdir({ "users.json": "{}" });
    const env = { ROSTER_WEBHOOK_URL: "https://hooks.example.com/x" };
    await expect(runCommand(notify, { cwd, env }, ["users.json"])).rejects.toThrow(
      "users.json is no report of roster review, audit or verify: write it with --json",
    );
  });

  test("makes mentions, links and controls of names harmless, and cuts what is long", () => {
    const lines = messageOf({
      ...review,
      people: [
        { name: "@everyone <!channel> <https://evil.example|x>\u202e", change: "joins" },
        ...Array.from({ length: 40 }, () => ({ name: "n".repeat(5000), change: "joins" })),
      ],
    });
    expect(lines).toHaveLength(20);
    expect(lines?.at(-1)).toBe("and 24 more lines");
    const { text } = payloads.slack(lines ?? []) as { text: string };
    expect(text).toContain(
      "@\u2060everyone &lt;!channel&gt; &lt;https:\u2060//evil.\u2060example|x&gt;\\u{202e}: joins",
    );
    expect(text.length).toBeLessThan(4500);
    expect(JSON.stringify(payloads.teams(lines ?? []))).toContain("@\u2060everyone <!channel> <https:\u2060//evil");
  });

  test("says of a verify who is still there first", () => {
    const removals = [
      { user: "alice", result: "gone" },
      { user: "bob", result: "still exists" },
    ];
    expect(messageOf({ schemaVersion: 1, removals, couldNotLook: ["users: no state"] })).toEqual([
      "roster verify: 1 of 2 removed users is gone",
      "could not check: users: no state",
      "bob: still exists",
      "alice: gone",
    ]);
  });
});

test("fails when rehearse has a fault that there is not, before a roster is read", async () => {
  await expect(runCommand(rehearse, testdir({}), ["missing.yaml", "--faults", "nonsense"])).rejects.toThrow(
    /^--faults: /,
  );
});
