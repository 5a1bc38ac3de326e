import { execFileSync } from "node:child_process";
import { closeSync, mkdtempSync, openSync, realpathSync, rmSync, writeFileSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isoDate } from "../../src/text/iso-date";
import { e2eEnvironment, withTerraform } from "../e2e/harness";
import { rosterOf } from "../e2e/rosters";
import type { Ran } from "../terminal";
import { temporaryDirectory } from "../terraform/fixtures";
import { quickTerraform, RosterChild } from "./deploy-child";
import { Gate } from "./deploy-gate";
import { openWorld, operator } from "./people";

jest.setTimeout(300_000);

const small = smallDisk();
const onSmallDisk = small === undefined ? describe.skip : describe;
if (small === undefined) console.warn("LEFT OUT: a full disk needs a disk of its own, which only root may mount");

const nextYear = isoDate(new Date(Date.now() + 200 * 86_400_000));
const rotateBy = isoDate(new Date(Date.now() + 60 * 86_400_000));
const key = `{ type: service, owner: platform-team, accessKeys: { a: { rotateBy: ${rotateBy} } } }`;
// So many that the state after the apply needs more of the disk than the one before, which it replaces.
const joiners = ["bert", "carl", "dora", "emil", "fred", "gina", "hugo"];

onSmallDisk("the disk is full in the middle of an apply", () => {
  afterAll(() => {
    execFileSync("umount", ["-l", small ?? ""]);
    rmSync(small ?? "", { recursive: true, force: true });
  });
  withTerraform("a local state", (terraform) => {
    const tools = temporaryDirectory();
    test("it says so, and after room is made the printed command ends where the roster says", async () => {
      const project = small ?? "";
      const world = await openWorld();
      const gate = await Gate.open(world.env.AWS_ENDPOINT_URL ?? "");
      const account = await operator(world, "deploy");
      const env = {
        ...e2eEnvironment(),
        ...gate.through(account),
        TERRAFORM_BINARY_NAME: quickTerraform(tools, terraform.binary.path),
      };
      const run = (words: readonly string[]): Promise<Ran> => new RosterChild(words, project, env).ended;
      const deploy = ["deploy", "--auto-approve", "--patience", "5"];
      try {
        writeFileSync(join(project, "cdktf.json"), "{}");
        writeFileSync(join(project, "users.yaml"), rosterOf(`  anna: ${key}\n  stays: ${key}`));
        expect(await run(deploy)).toMatchObject({ code: 0 });
        const leaves = `removals:
  anna: { justification: "Contract ended, the laptop is back", approvedBy: secops@example.com, ticket: HR-77, expires: ${nextYear} }
guards: { maxRemovalShare: 1 }`;
        writeFileSync(
          join(project, "users.yaml"),
          rosterOf([...joiners, "stays"].map((name) => `  ${name}: ${key}`).join("\n"), { more: leaves }),
        );
        const filler = join(project, "filler");
        const full = gate.once(
          ({ by, action }) => by === "terraform" && action === "iam:DeleteAccessKey",
          "before",
          async () => {
            fill(filler);
            return "goes on";
          },
        );
        const ran = run(deploy);
        await Promise.race([full, ran]);
        const { code, err } = await ran;
        expect([code, err.slice(err.indexOf("The apply stopped")).trim().split("\n")]).toEqual([
          1,
          [
            "The apply stopped: the disk is full.",
            expect.stringMatching(/^ {2}done: \d+ of \d+ changes/),
            "  the state: could not be written, and what is done is not in it: the next roster deploy says how to go on",
            "  leaving, until it is proved that they are gone: anna",
            "Next: make room on the disk, then roster deploy --auto-approve --patience 5",
          ],
        ]);
        expect(err).not.toMatch(/AKIA/);
        rmSync(filler);
        const damaged = await run(deploy);
        const [, mend = ""] = /^ *Next: roster (adopt --mend --state-from \S+)$/m.exec(damaged.err) ?? [];
        expect([damaged.code, mend]).toEqual([3, "adopt --mend --state-from terraform.users.tfstate.before-apply"]);
        expect(await run(mend.split(" "))).toMatchObject({ code: 0 });
        // Imports first, and then the tags of what was imported.
        for (let runs = 0; runs < 2; runs++) expect(await run(deploy)).toMatchObject({ code: 0 });
        expect(await run(deploy)).toMatchObject({ code: 0, out: "users: nothing to change\n" });
        expect(Object.keys(world.memory.users).sort()).toEqual([...joiners, "operator", "stays"].sort());
      } finally {
        await gate.close();
        await world.close();
      }
    });
  });
});

/** A disk of 4 MiB. @returns undefined where none may be mounted */
function smallDisk(): string | undefined {
  const folder = mkdtempSync(join(realpathSync(tmpdir()), "roster-small-"));
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=4m", "tmpfs", folder], { stdio: "ignore" });
    return folder;
  } catch {
    rmSync(folder, { recursive: true, force: true });
    return undefined;
  }
}

function fill(file: string): void {
  const descriptor = openSync(file, "w");
  try {
    for (let size = 65_536; size >= 1; ) {
      try {
        writeSync(descriptor, Buffer.alloc(size));
      } catch {
        size = Math.floor(size / 4);
      }
    }
  } finally {
    closeSync(descriptor);
  }
}
