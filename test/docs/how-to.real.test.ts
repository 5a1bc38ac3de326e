import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sandboxEnvironment } from "../../src/sandbox/index";
import { e2eEnvironment, prepare, withTerraform } from "../e2e/harness";
import { judgedBy } from "../judged-by";
import { instantInit } from "../kills/instant-init";
import { ObjectStore } from "../live/object-store";
import { openWorld } from "../live/people";
import { testdir } from "../testdir";
import { follow, type PageStep, shims, stepsOf } from "./page-steps";

jest.setTimeout(200_000);

const step = (label: string, text: string): PageStep => ({ labels: [label], language: "sh", text });
const rosterOf = (users: string) => `version: 1\naccount: { id: "123456789012" }\nusers:\n${users}`;

withTerraform("how-tos on the sandbox", () => {
  const tools = mkdtempSync(join(tmpdir(), "roster-how-to-"));
  afterAll(() => rmSync(tools, { recursive: true, force: true }));
  let terraform: string;
  beforeAll(async () => {
    const prepared = await prepare();
    if (typeof prepared === "string") throw new Error(prepared);
    terraform = instantInit(tools, prepared.binary.path, prepared.directory);
  });

  /** Follows steps in a project, with an account and its objects on loopback. */
  async function inAccount(steps: readonly PageStep[], files: Readonly<Record<string, string>> = {}) {
    const world = await openWorld();
    const store = await ObjectStore.open(world.env.AWS_ENDPOINT_URL ?? "");
    const above = testdir({ "cdktf.json": "{}", ...files });
    // GnuPG wants a short path, for its socket.
    const gnupg = mkdtempSync(join(tmpdir(), "gpg-"));
    chmodSync(gnupg, 0o700);
    try {
      const folder = `case "$1" in -chdir=*) cd "\${1#-chdir=}"; shift ;; esac`;
      const bin = shims(above, { terraform: `#!/bin/sh\n${folder}\nexec '${terraform}' "$@"\n` });
      const env = { ...e2eEnvironment(), ...sandboxEnvironment(store.url), GNUPGHOME: gnupg };
      await follow(steps, { above, env: { ...env, PATH: `${bin}:${process.env.PATH}` } });
      return [...store.objects.keys()];
    } finally {
      rmSync(gnupg, { recursive: true, force: true });
      await store.close();
      await world.close();
    }
  }

  judgedBy("gpg", () => {
    test("docs/handover.md: the owner reads what nobody on the way could", async () => {
      await inAccount([
        ...stepsOf("handover.md"),
        step("run", "tail -n 1 alice.loginProfile | base64 --decode | gpg --quiet --decrypt | wc -c"),
        step("said", "20"),
      ]);
    });
  });

  test("docs/state.md: the state moves, and nothing else changes", async () => {
    const page = stepsOf("state.md").map((each) => ({
      ...each,
      // The store on loopback has no address of its own for each bucket.
      text: each.text.replace("encrypt: true", "encrypt: true\n    usePathStyle: true"),
    }));
    const here = { "users.yaml": rosterOf("  alice: { type: human, owner: alice@example.com }\n") };
    const objects = await inAccount([step("run", "npx roster deploy --auto-approve"), ...page], here);
    expect(objects).toContain("acme-tfstate/iam/users.tfstate");
  });
});
