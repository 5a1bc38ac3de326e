import { join } from "node:path";
import { draftRoster, RosterFiles } from "../../src/cli/roster-files";
import { sampleFiles, samplePgpKey } from "../sample";
import { testdir } from "../testdir";

const today = new Date("2026-11-21T12:00:00Z");

test("a roster that adopt has changed still finds the files of its PGP keys", async () => {
  const text =
    "version: 1\ndefaults: { pgpKey: { file: keys/secops.asc } }\nusers:\n  bot: { type: service, owner: ops, accessKeys: { a: {} } }\n";
  const folder = testdir({ ...sampleFiles, "users.yaml": text });
  const files = await RosterFiles.open({ path: join(folder, "users.yaml"), name: "users.yaml" }, "123456789012", today);
  const changed = await files.with(new Map([["users.yaml", text.replaceAll("bot", "deploy-bot")]]), today);
  expect(draftRoster(changed.loaded, "users.yaml").users.map(({ key, accessKeys }) => [key, accessKeys])).toEqual([
    ["deploy-bot", [{ key: "a", status: "Active", pgpKey: samplePgpKey }]],
  ]);
});
