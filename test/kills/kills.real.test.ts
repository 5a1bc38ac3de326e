import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { prepare, withTerraform } from "../e2e/harness";
import { instantInit } from "./instant-init";
import { type Kill, type Result, runCase } from "./one-case";
import { type Recording, record } from "./recording";
import { Stage } from "./stage";

jest.setTimeout(600_000);

// A few of the cases of `npm run kills`, which has all of them: docs/kills.md.
withTerraform("a deploy killed in the middle, and what roster prints then", () => {
  const folder = mkdtempSync(join(realpathSync(tmpdir()), "roster-kills-"));
  let local: Stage;
  let s3: Stage;
  let recording: Recording;
  let cases = 0;
  const run = (stage: Stage, kill: Kill): Promise<Result> => {
    cases += 1;
    return runCase(stage, recording, kill, join(folder, `case-${cases}`));
  };
  const told = ({ verdict, why, steps }: Result) => ({ verdict, why, ended: steps.at(-1)?.code });
  const exact = { verdict: "exact", why: [], ended: 0 };

  beforeAll(async () => {
    const prepared = await prepare();
    if (typeof prepared === "string") throw new Error(prepared);
    local = await Stage.prepare(folder, instantInit(folder, prepared.binary.path, prepared.directory));
    s3 = local.onS3(join(folder, "s3"));
    recording = await record(local, join(folder, "recording"));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test("nobody is left behind: the state is empty, or half of it, or in a bucket with the lock of the dead", async () => {
    const results = await Promise.all([
      run(local, { when: "after", call: "iam:DeleteLoginProfile dirk", state: "emptied" }),
      run(local, { when: "after", call: "iam:CreateUser max", state: "cut" }),
      run(s3, { when: "before", call: "iam:DeleteUser ana" }),
    ]);
    expect(results.map(told)).toEqual([exact, exact, exact]);
    const ways = results.map(({ steps }) => steps.map(({ command }) => command.replace(/-chdir=\S+ (\S+) .*/, "$1")));
    const copy = "roster adopt --mend --state-from terraform.users.tfstate.before-apply";
    const onDisk = ["roster deploy", copy, "roster deploy", "roster deploy"];
    expect(ways).toEqual([
      onDisk,
      onDisk,
      [
        ...["roster deploy", "terraform force-unlock", "roster deploy"],
        ...["roster adopt --mend", "roster deploy", "roster deploy"],
      ],
    ]);
  });
});
