import { type Left, titleOf } from "../../src/adopt/thing";
import { adopt } from "../../src/cli/commands/adopt";
import { validate } from "../../src/cli/commands/validate";
import {
  addAccount,
  createSandbox,
  DEFAULT_ACCOUNT_ID,
  emptyState,
  type Sandbox,
  sandboxEnvironment,
} from "../../src/sandbox/index";
import type { Account, Tag } from "../../src/sandbox/state";
import { e2eEnvironment, withTerraform } from "../e2e/harness";
import { runCommand } from "../terminal";
import { testdir } from "../testdir";
import { Deployment, justifyAll, sorts } from "./adopt-story";
import { MESSY_TODAY } from "./messy-account";
import { oddities } from "./oddities/index";
import { oddAccounts } from "./oddities/odd-accounts";
import type { Oddity } from "./oddities/oddity";

jest.setTimeout(900_000);

withTerraform("accounts that are stranger than ours", () => {
  let sandbox: Sandbox;
  afterEach(() => sandbox.close());

  /** Many accounts in one, so that one plan judges all of them; each thing has the number of its account in its name. */
  const adopted = async (count: number, chosen: readonly Oddity[], seed: number, words: readonly string[]) => {
    const state = emptyState(DEFAULT_ACCOUNT_ID);
    const account = addAccount(state, DEFAULT_ACCOUNT_ID);
    const takePolicies = words.includes("--policies");
    const accounts = oddAccounts(account, count, chosen, { seed, takePolicies, planned: true });
    const before = structuredClone(account);
    sandbox = createSandbox({ state, clock: () => MESSY_TODAY });
    const env = { ...e2eEnvironment(), ...sandboxEnvironment(await sandbox.listen()) };
    const where = { cwd: testdir({ "cdktf.json": "{}" }), env, today: MESSY_TODAY };
    const { code, out, err } = await runCommand(adopt, where, ["--json", ...words]);
    expect({ code, err: code === 0 ? "" : err }).toEqual({ code: 0, err: "" });
    const report = JSON.parse(out) as { readonly imports: number; readonly left: readonly Left[] };
    const left = report.left.map(titleOf);
    expect(left.toSorted()).toEqual(accounts.flatMap(({ outside }) => outside).toSorted());
    expect(account).toEqual(before);
    justifyAll(where.cwd);
    const valid = await runCommand(validate, where, ["users.yaml"]);
    expect(valid.out.split("\n").filter((line) => / {2}error {2}/.test(line))).toEqual([]);
    return { account, before, imports: report.imports, where, left: new Set(left) };
  };

  test("every oddity, customer managed policies too: imported, deployed, and nothing is lost but what was said", async () => {
    // One plan for adopt; the other test has what only a plan shows, and so two.
    const sayable = oddities.filter(({ onlyPlanShows }) => onlyPlanShows !== true);
    const count = Math.ceil(sayable.length / 3);
    const { account, before, imports, where, left } = await adopted(count, sayable, 1, ["--policies"]);
    const deployment = await Deployment.open(where.cwd, where.env);
    expect(sorts(await deployment.plan())).toEqual({ import: imports });
    await deployment.apply();
    expect(account).toEqual(before);
    expect(await runCommand(adopt, where, ["--finish"])).toMatchObject({ code: 0 });
    await deployment.plan();
    await deployment.apply();
    expect(withoutOwnTags(account, new Set())).toEqual(withoutOwnTags(before, left));
    expect(Object.keys(sorts(await deployment.plan()))).toEqual(["nothing"]);
  });

  test("200 accounts, each with three oddities, are adopted with imports only", async () => {
    await adopted(200, oddities, 2, []);
  });
});

/** An account without the tags that the roster sets, and without those that were said to go. */
function withoutOwnTags(account: Account, goes: ReadonlySet<string>): Account {
  const copy = structuredClone(account);
  const kept = (tags: readonly Tag[], of: string) =>
    tags
      .filter(
        ({ Key }) => !/^(roster:|managedby$)/i.test(Key) && (/^aws:/.test(Key) || !goes.has(`tag ${Key} of ${of}`)),
      )
      .toSorted((one, other) => (one.Key < other.Key ? -1 : 1));
  for (const user of Object.values(copy.users)) user.tags = kept(user.tags, user.userName);
  for (const policy of Object.values(copy.policies)) policy.tags = kept(policy.tags, `policy ${policy.policyName}`);
  return { ...copy, events: [] };
}
