import { writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { inState } from "../../src/adopt/in-state";
import { titleOf } from "../../src/adopt/thing";
import { openAccount } from "../../src/aws/account";
import { edited } from "../../src/cli/adopt/edits";
import { readAccount } from "../../src/cli/adopt/read";
import { settle } from "../../src/cli/adopt/settle";
import { checkRosters } from "../../src/cli/check";
import { defaultsOf, RosterFiles } from "../../src/cli/roster-files";
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
async function adoptAll(state: SandboxState, takePolicies: boolean, before?: string) {
  const { url, close } = await start({ state });
  const account = openAccount({ env: sandboxEnvironment(url) });
  try {
    const folder = testdir({ "cdktf.json": "{}", ...(before === undefined ? {} : { "users.yaml": before }) });
    const path = join(folder, "users.yaml");
    const files = await RosterFiles.open({ path, name: "users.yaml" }, DEFAULT_ACCOUNT_ID, MESSY_TODAY);
    const roster = whole(files.loaded);
    const request = { names: [], unmanaged: false, takeGroups: true, takePolicies };
    const context = {
      ...{ roster, accountId: DEFAULT_ACCOUNT_ID, defaults: defaultsOf(files, roster) },
      state: inState(stateOf(undefined)),
    };
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

/** Keys that adopt would choose are taken, and defaults are not what the account has. */
const ROSTER = `version: 1 # ours
account: { id: "123456789012" }
defaults:
  path: /people/
  tags: { costcenter: "42", Stage: "" }
  permissionsBoundary: arn:aws:iam::aws:policy/PowerUserAccess
policies:
  policy-of-ours: { document: { Version: "2012-10-17", Statement: { Effect: Deny, Action: "s3:*", Resource: "*" } } }
groups:
  ${Array.from({ length: 200 }, (_, at) => `odd-a${String(at).padStart(3, "0")}0: { name: ours-${at} }`).join("\n  ")}
users:
  nobody: { type: human, owner: nobody@example.com } # not in the account
  ${Array.from({ length: 200 }, (_, at) => `user-a${String(at).padStart(3, "0")}-0: { name: ours-${at}, type: service, owner: ours }`).join("\n  ")}
`;

test.each([
  ["each oddity alone or with two others", 1, Math.ceil(oddities.length / 3), false, undefined],
  ["200 accounts, three oddities each", 2, 200, false, undefined],
  ["200 other accounts, customer managed policies too", 3, 200, true, undefined],
  ["200 accounts, and a roster that has other defaults", 4, 200, false, ROSTER],
])(
  "%s: the roster is valid, nothing is silent, and only what cannot be said stays outside",
  async (_what, seed, count, takePolicies, before) => {
    const state = emptyState(DEFAULT_ACCOUNT_ID);
    const account = addAccount(state, DEFAULT_ACCOUNT_ID);
    const accounts = oddAccounts(account, count, oddities, { seed, takePolicies, planned: false });
    const { plan, folder, path } = await adoptAll(state, takePolicies, before);

    const titles = plan.left.map(titleOf);
    const expected = new Set(accounts.flatMap(({ outside }) => outside));
    // The same tag in other letters is one of the defaults.
    for (const { userName, tags } of before === undefined ? [] : Object.values(account.users)) {
      const has = tags.some(({ Key }) => Key === "CostCenter") && !expected.has(`user ${userName}`);
      if (has) expected.add(`tag CostCenter of ${userName}`);
    }
    expect(titles.toSorted()).toEqual([...expected].toSorted());
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
