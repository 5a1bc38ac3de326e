import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { storeUnsaved } from "../../../src/cli/state/unsaved-state";
import type { Pending } from "../../../src/leaving/pending/pending";
import type { Workspace } from "../../../src/terraform/workspace";
import { testdir } from "../../testdir";
import { noted, stored } from "./stored";

const FILE = "errored.tfstate";

async function storing(text: string, pending: Pending | undefined) {
  const folder = testdir({ [FILE]: text });
  const pushed: string[] = [];
  const workspace = {
    directory: folder,
    binary: { product: "terraform" },
    pushState: async (file: string) => {
      pushed.push(readFileSync(file, "utf8"));
    },
  } as unknown as Workspace;
  const told = await storeUnsaved(workspace, {
    ...{ folder, signal: undefined, onLocked: () => {} },
    pending: async () => pending,
  });
  const left = [FILE, `${FILE}.not-stored`].filter((name) => existsSync(join(folder, name)));
  return { told, pushed: pushed.length, left };
}

test.each<[string, Pending | undefined]>([
  ["later than the one that the interrupted apply began with", noted({ lineage: "a1", serial: 8 })],
  ["the first of a new project", noted("none")],
])("what Terraform could not store is stored: %s", async (_, pending) => {
  expect(await storing(stored(9, ["alice"]), pending)).toEqual({
    told: "the state that an earlier apply could not save is stored now",
    ...{ pushed: 1, left: [] },
  });
});

test.each<[string, string, Pending | undefined, string]>([
  [
    "nothing was interrupted",
    stored(9, ["eve"]),
    undefined,
    "no apply of this stack is known to have been interrupted",
  ],
  [
    "it is another state",
    stored(9, ["eve"]),
    noted({ lineage: "b2", serial: 8 }),
    "it is another state than the one that the interrupted apply began with",
  ],
  [
    "it is older",
    stored(7, ["eve"]),
    noted({ lineage: "a1", serial: 8 }),
    "it is older than the state that the interrupted apply began with",
  ],
  ["it is cut", "{", noted({ lineage: "a1", serial: 8 }), "it is damaged"],
])("a file that no interrupted apply can have left is set aside: %s", async (_, text, pending, why) => {
  expect(await storing(text, pending)).toEqual({
    told: `errored.tfstate was not stored and is now errored.tfstate.not-stored: ${why}`,
    ...{ pushed: 0, left: [`${FILE}.not-stored`] },
  });
});
