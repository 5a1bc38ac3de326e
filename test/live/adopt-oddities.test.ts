import { writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { inState } from "../../src/adopt/in-state";
import { titleOf } from "../../src/adopt/thing";
import { openAccount } from "../../src/aws/account";
import { edited } from "../../src/cli/adopt/edits";
import { RosterFiles } from "../../src/cli/adopt/files";
import { readAccount } from "../../src/cli/adopt/read";
import { settle } from "../../src/cli/adopt/settle";
import { checkRosters } from "../../src/cli/check";
import { addressesOf } from "../../src/cli/stack-addresses";
import { synthesize } from "../../src/cli/synthesize";
import { stateOf } from "../../src/plan/state";
import { loadRoster } from "../../src/roster/index";
import {
  addAccount,
  DEFAULT_ACCOUNT_ID,
  emptyState,
  type SandboxState,
  sandboxEnvironment,
} from "../../src/sandbox/index";
import { start } from "../sandbox/helpers";
import { testdir } from "../testdir";
import { whole } from "../whole";
import { justifyAll } from "./adopt-story";
import { MESSY_TODAY } from "./messy-account";
import { oddities } from "./oddities/index";
import { missingFrom } from "./oddities/ledger";
import { oddAccounts } from "./oddities/odd-accounts";

/** All of adopt but Terraform: what is decided, written and said. */
async function adoptAll(state: SandboxState, takePolicies: boolean) {
  const { url, close } = await start({ state });
  const account = openAccount({ env: sandboxEnvironment(url) });
  try {
    const folder = testdir({ "cdktf.json": "{}" });
    const path = join(folder, "users.yaml");
    const files = await RosterFiles.open({ path, name: "users.yaml" }, DEFAULT_ACCOUNT_ID, MESSY_TODAY);
    const roster = whole(files.loaded);
    const request = { names: [], unmanaged: false, takeGroups: true, takePolicies };
    const nothing = { state: inState(stateOf(undefined)), defaults: { path: "/", permissionsBoundary: false } };
    const context = { roster, accountId: DEFAULT_ACCOUNT_ID, ...nothing };
    const found = await readAccount(account, request, context);
    const settled = await settle({ found, request, context, files, today: MESSY_TODAY });
    if (settled.kind !== "settled") throw new Error(JSON.stringify(settled));
    for (const [, text] of edited(files, roster, settled.plan, settled.flags)) writeFileSync(path, text);
    return { ...settled, folder, path };
  } finally {
    await account.close();
    await close();
  }
}

const errorsOf = async (path: string) => {
  const [checked] = await checkRosters([{ path, name: "users.yaml" }], { cwd: dirname(path), today: MESSY_TODAY });
  return (checked?.diagnostics ?? []).filter(({ severity }) => severity === "error");
};

test.each([
  ["each oddity alone or with two others", 1, Math.ceil(oddities.length / 3), false],
  ["200 accounts, three oddities each", 2, 200, false],
  ["200 other accounts, customer managed policies too", 3, 200, true],
])(
  "%s: the roster is valid, nothing is silent, and only what cannot be said stays outside",
  async (_what, seed, count, takePolicies) => {
    const state = emptyState(DEFAULT_ACCOUNT_ID);
    const account = addAccount(state, DEFAULT_ACCOUNT_ID);
    const accounts = oddAccounts(account, count, oddities, { seed, takePolicies, planned: false });
    const { plan, folder, path } = await adoptAll(state, takePolicies);

    const titles = plan.left.map(titleOf);
    expect(titles.toSorted()).toEqual(accounts.flatMap(({ outside }) => outside).toSorted());
    expect(plan.left.filter(({ reason }) => reason.trim() === "")).toEqual([]);

    // Every error is a line that adopt left open for a person; when they are filled in, there is none.
    expect((await errorsOf(path)).filter(({ flag }) => flag === undefined)).toEqual([]);
    justifyAll(folder);
    expect(await errorsOf(path)).toEqual([]);

    const roster = whole(await loadRoster(path, { today: MESSY_TODAY }));
    const [stack] = synthesize([roster], { out: join(folder, "out"), project: folder });
    const addresses = addressesOf(join(stack?.folder ?? "", "cdk.tf.json"));
    const imported = plan.imports.filter(({ to }) => addresses.has(to));
    expect(imported).toHaveLength(plan.imports.length);
    expect(
      missingFrom(account, { roster, imported: new Set(imported.map(({ id }) => id)), left: new Set(titles) }),
    ).toEqual([]);
  },
  120_000,
);
