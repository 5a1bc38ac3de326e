import { writeFileSync } from "node:fs";
import { request } from "node:http";
import { join } from "node:path";
import { preview } from "../../src/cli/commands/preview";
import { differencesOf } from "../../src/cli/preview/difference";
import { servePreview } from "../../src/cli/preview/server";
import { Session } from "../../src/cli/preview/session";
import { loadRoster, readableOf } from "../../src/roster/index";
import { recordingTerminal } from "../terminal";
import { testdir } from "../testdir";

const users = `version: 1
account: { id: "123456789012" }
groups: { developers: {}, security: {} }
users:
  alice: { type: human, owner: alice@example.com, groups: [developers] }
  bob: { type: human, owner: bob@example.com }
`;
const edited = users
  .replace("groups: [developers] }", "groups: [developers, security] }")
  .replace(
    / {2}bob.*\n/,
    "  carol: { type: service, owner: <b>team</b>, accessKeys: { a: { rotateBy: 2026-12-31 } } }\n",
  );
const today = new Date("2026-11-25T12:00:00Z");

async function begin(text = users) {
  const cwd = testdir({ "users.yaml": text });
  const path = join(cwd, "users.yaml");
  const session = await Session.begin({ path, name: "users.yaml" }, { cwd, env: {}, today });
  const page = await servePreview(session, 0);
  const end = async () => {
    session.end();
    await page.close();
  };
  return { cwd, path, session, end, ...page };
}

test("tells what differs in the words of users.yaml", async () => {
  const cwd = testdir({ "a.yaml": users, "b.yaml": edited.replace("<b>team</b>", "team") });
  const [before, after] = await Promise.all(
    ["a.yaml", "b.yaml"].map(async (name) => readableOf(await loadRoster(join(cwd, name), { today }))),
  );
  if (before === undefined || after === undefined) throw new Error("both can be read");
  expect(differencesOf(before, after).map(({ user, change, rows }) => [user.key, change, rows])).toEqual([
    ["bob", "leaves", []],
    ["alice", "changes", [{ key: "groups", before: "developers", after: "developers, security" }]],
    ["carol", "joins", []],
  ]);
  expect(differencesOf(before, before)).toEqual([]);
});

test("the page follows the file, and tells its readers; text of the file is text", async () => {
  const { path, url, end } = await begin();
  try {
    expect(await (await fetch(url)).text()).toContain("Nothing changes for anybody");
    const events = await fetch(`${url}changes`);
    const reader = events.body?.pipeThrough(new TextDecoderStream()).getReader();
    expect((await reader?.read())?.value).toBe(": here\n\n");
    writeFileSync(path, edited);
    expect((await reader?.read())?.value).toBe("data: changed\n\n");
    const shown = await (await fetch(url)).text();
    expect(shown).toContain("2 errors, and 1 user leaves, 1 user changes, 1 user joins");
    expect(shown).toContain("&lt;b&gt;team&lt;/b&gt;");
    expect(shown).not.toContain("<b>team");
    await reader?.cancel();
  } finally {
    await end();
  }
});

test("a file that is not readable for a moment is an error on the page, and no end", async () => {
  const { path, url, end, session } = await begin();
  try {
    const seen = new Promise<void>((done) => session.onChange(done));
    writeFileSync(path, "users: [");
    await seen;
    const shown = await (await fetch(url)).text();
    expect(shown).toContain("1 error, and nothing changes for anybody");
    expect(shown).toContain("The change can be rehearsed when there is no error.");
  } finally {
    await end();
  }
});

describe("nobody else gets in", () => {
  const ask = (url: string, options: { method?: string; headers?: Record<string, string> } = {}) =>
    new Promise<{ status: number | undefined; location: string | undefined }>((done, fail) => {
      const { hostname, port, pathname } = new URL(url);
      request({ hostname, port, path: pathname, ...options }, (response) => {
        response.resume();
        done({ status: response.statusCode, location: response.headers.location });
      })
        .on("error", fail)
        .end();
    });

  test.each([
    ["without the token", (url: string) => ask(new URL("/", url).href), 404],
    ["with another token", (url: string) => ask(url.replace(/[0-9a-f]{32}/, "0".repeat(32))), 404],
    ["by another name of this machine", (url: string) => ask(url, { headers: { host: "evil.example.com" } }), 421],
    ["deeper than there are pages", (url: string) => ask(`${url}../../etc/passwd`), 404],
    ["where no review is yet", (url: string) => ask(`${url}review`), 404],
    ["to change something with GET", (url: string) => ask(`${url}rehearse`), 404],
    ["with a method of its own", (url: string) => ask(url, { method: "PUT" }), 405],
    [
      "from the form of another site",
      (url: string) => ask(`${url}rehearse`, { method: "POST", headers: { origin: "https://evil.example.com" } }),
      403,
    ],
  ])("%s", async (_how, knock, status) => {
    const { url, end } = await begin();
    try {
      expect((await knock(url)).status).toBe(status);
    } finally {
      await end();
    }
  });

  test("a rehearsal without terraform says so", async () => {
    const { url, end, session } = await begin();
    try {
      expect(await ask(`${url}rehearse`, { method: "POST" })).toEqual({ status: 303, location: "./" });
      while (session.progress.kind === "running") await new Promise((done) => setTimeout(done, 20));
      expect(await (await fetch(url)).text()).toContain("Not rehearsed: Neither terraform nor tofu is on the PATH.");
    } finally {
      await end();
    }
  });
});

test("the command prints the address, and ends when it is asked to", async () => {
  const cwd = testdir({ "users.yaml": users });
  const ending = new AbortController();
  const { terminal, printed } = recordingTerminal(false, (text) => {
    if (text.includes("Ctrl-C")) ending.abort();
  });
  const code = await preview.run([], { cwd, env: {}, today, terminal, signal: ending.signal });
  expect(code).toBe(0);
  expect(printed.out).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/[0-9a-f]{32}\/\n$/);
  expect(printed.err).toBe("users.yaml is shown there, as it is edited. Ctrl-C ends it.\n");
  await expect(preview.run(["none.yaml"], { cwd, env: {}, today, terminal })).rejects.toThrow(
    "none.yaml: no such file",
  );
});
