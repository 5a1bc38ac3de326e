import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { rehearse } from "../../src/cli/commands/rehearse";
import { e2eEnvironment, withTerraform } from "../e2e/harness";
import { runCommand } from "../terminal";
import { testdir } from "../testdir";

jest.setTimeout(120_000);

const LOCK = ".terraform.lock.hcl";
/** What is pinned does not depend on who is in it, and nobody is rehearsed soonest. */
const users = 'version: 1\naccount: { id: "123456789012" }\nusers: {}\n';

withTerraform("the provider is pinned in the project", ({ provider }) => {
  test("by a rehearsal that went well, for those after it; a provider with another checksum is refused", async () => {
    const folder = testdir({ "users.yaml": users });
    const run = (...words: string[]) => runCommand(rehearse, { cwd: folder, env: e2eEnvironment() }, words);
    const lock = () => readFileSync(join(folder, LOCK), "utf8");

    const pinned = await run("--update-lock", "--provider-version", provider.version ?? "");
    expect(pinned.code).toBe(0);
    expect(pinned.err).toMatch(/^hashicorp\/aws \S+ is pinned in \.terraform\.lock\.hcl.*; commit that file$/m);
    expect(lock()).toContain(`version     = "${provider.version}"`);
    expect(lock()).toContain('constraints = ">= 5.80.0, < 7.0.0"');
    expect(lock()).toContain('"h1:');
    const before = lock();

    const again = await run();
    expect(again.code).toBe(0);
    expect(again.err).toContain(`hashicorp/aws ${provider.version}, as it is pinned, from`);
    expect(lock()).toBe(before);

    writeFileSync(
      join(folder, LOCK),
      before.replaceAll(/"(h1|zh):[^"]+"/g, '"h1:H3mU/7URhP0uCRGK8jeQRKxx2XFzEqLiOq/L2Bbiaxs="'),
    );
    const refused = await run();
    expect(refused.code).toBe(3);
    expect(refused.out.replace(/\s+/g, " ")).toContain(
      `Error while installing hashicorp/aws v${provider.version}: the local package for registry.terraform.io/hashicorp/aws ${provider.version} doesn't match any of the checksums previously recorded`,
    );
  });
});
