import { chmodSync, statSync } from "node:fs";
import { join } from "node:path";
import { localStateOf } from "../../../src/cli/state/local-state";
import { closeToOthers } from "../../../src/cli/state/own-copy";
import { testdir } from "../../testdir";

test("a state and its backup that others could read are closed to them; a missing one is no error", () => {
  const project = testdir({ "users.tfstate": "{}" });
  chmodSync(join(project, "users.tfstate"), 0o644);
  const backend = { kind: "local" as const, settings: { path: "users.tfstate" } };
  const local = localStateOf(backend, { project, folder: project, env: {} });
  if (local === undefined) throw new Error("it is local");
  closeToOthers(local);
  expect(statSync(local.file).mode & 0o777).toBe(0o600);
});
