import type { HeldUser } from "../../src/adopt/held-user";
import { inState } from "../../src/adopt/in-state";
import { titleOf } from "../../src/adopt/thing";
import { failing } from "../../src/cli/adopt/bisect";
import { changeLine } from "../../src/cli/adopt/proof";
import { prove, type ToProve } from "../../src/cli/adopt/prove";
import type { Found } from "../../src/cli/adopt/read";
import { RosterFiles } from "../../src/cli/roster-files";
import { changesIn } from "../../src/plan/change";
import type { Plan } from "../../src/plan/read";
import { stateOf } from "../../src/plan/state";
import { exitFailure, TerraformFailure } from "../../src/terraform/failure";
import { testdir } from "../testdir";
import { whole } from "../whole";
import { MESSY_TODAY } from "./messy-account";

const ACCOUNT = "123456789012";
const USERS = 16;

describe("whoever fails is found by asking about halves", () => {
  const items = Array.from({ length: 200 }, (_, at) => at);
  const ask = async (bad: readonly number[], budget: number) => {
    let asked = 0;
    const passes = async (some: readonly number[]) => {
      asked++;
      return !some.some((one) => bad.includes(one));
    };
    const { found, among } = await failing(items, passes, budget);
    return { found: found.toSorted((one, other) => one - other), among, asked };
  };

  test.each([[[]], [[0]], [[199]], [[7, 8]], [[3, 77, 150]]])("%j of two hundred", async (bad) => {
    const { found, among, asked } = await ask(bad, 1_000);
    expect({ found, among }).toEqual({ found: bad, among: [] });
    expect(asked).toBeLessThanOrEqual(2 + bad.length * 16);
  });

  test("where the questions end, it is among those who were not asked about alone", async () => {
    const { found, among, asked } = await ask([3], 4);
    expect({ found, asked, among: among.toSorted((one, other) => one - other) }).toEqual({
      ...{ found: [], asked: 4 },
      among: Array.from({ length: 50 }, (_, at) => at),
    });
  });
});

const held = (at: number): HeldUser => ({
  ...{ name: `user-${at}`, path: "/", tags: { Owner: "ops" }, groups: [], permissionsBoundary: undefined },
  ...{ managedPolicies: [], inlinePolicies: [], loginProfile: false, mfaDevices: [] },
  ...{ sshPublicKeys: [], signingCertificates: [], serviceSpecificCredentials: [] },
  accessKeys: [{ id: `AKIA${at}`, status: "Active", created: "2026-01-01" }],
});

/** @param answer what Terraform says of a plan with the users of these addresses */
async function proved(answer: (addresses: readonly string[], number: number) => object[] | TerraformFailure) {
  const folder = testdir({ "users.yaml": `version: 1\naccount: { id: "${ACCOUNT}" }\nusers: {}\n` });
  const files = await RosterFiles.open({ path: `${folder}/users.yaml`, name: "users.yaml" }, ACCOUNT, MESSY_TODAY);
  const found: Found = {
    users: Array.from({ length: USERS }, (_, at) => held(at)),
    ...{ outside: [], groups: [], policies: [], policiesInUse: [], everybody: [], leavers: [], leaving: [] },
    ...{ unidentified: [], elsewhere: new Map() },
  };
  let plans = 0;
  const stack: ToProve["stack"] = {
    plan: async (_roster, { imports = [] }) => {
      plans++;
      const said = answer(
        imports.map(({ to }) => to),
        plans,
      );
      if (said instanceof TerraformFailure) throw said;
      const importing = imports.map(({ to, id }) => change(to, ["no-op"], { importing: { id } }));
      return { changes: changesIn([...importing, ...said]) } as Partial<Plan> as Plan;
    },
  };
  const outcome = await prove({
    ...{ found, files, stack, today: MESSY_TODAY, addresses: new Set<string>(), open: [], onPlan: () => {} },
    request: { names: [], unmanaged: false, takeGroups: true },
    context: {
      ...{ roster: whole(files.loaded), accountId: ACCOUNT, state: inState(stateOf(undefined)) },
      defaults: { path: "/", permissionsBoundary: false },
    },
  });
  if (outcome.kind !== "planned") throw new Error(outcome.kind);
  const { plan, proof } = outcome;
  const left = plan.left.map((one) => `${titleOf(one)}: ${one.reason}`);
  return { left, users: plan.users.length, wrong: proof.wrong.map(changeLine), plans };
}

const change = (address: string, actions: string[], more: object = {}) => ({
  ...{ address, mode: "managed", type: address.split(".")[0], name: address.split(".")[1] },
  change: { actions, before: { path: "/" }, after: { path: "/x/" }, ...more },
});

const refusal = (summary: string, detail: string) =>
  exitFailure(["terraform", "plan"], 1, [{ severity: "error", summary, detail }]);

const again = "once that has changed: roster adopt";

describe("what a plan would change stays outside, and the rest is planned again", () => {
  test("one credential", async () => {
    const key = "aws_iam_access_key.user-3--a";
    const replaced = change(key, ["delete", "create"], { replace_paths: [["pgp_key"]] });
    expect(await proved((addresses) => (addresses.includes(key) ? [replaced] : []))).toEqual({
      left: [`access key AKIA3 of user-3: Terraform would not only import it: ${key}: replace (pgp_key, path)`],
      ...{ users: USERS, wrong: [], plans: 2 },
    });
  });

  test("one user, where nothing smaller is named", async () => {
    const user = "aws_iam_user.user-5";
    expect(await proved((addresses) => (addresses.includes(user) ? [change(user, ["update"])] : []))).toEqual({
      left: [`user user-5: Terraform would not only import it: ${user}: update (path); ${again} user-5`],
      ...{ users: USERS - 1, wrong: [], plans: 2 },
    });
  });

  test("not without end: what a plan changes each time is shown", async () => {
    const stranger = change("aws_iam_user.stranger", ["create"], { before: null });
    expect(await proved(() => [stranger])).toEqual({
      ...{ left: [], users: USERS, wrong: ["aws_iam_user.stranger: create"], plans: 1 },
    });
    // Another one each time, and no end of it.
    const next = (addresses: readonly string[]) => addresses.filter((one) => /^aws_iam_user\./.test(one)).slice(0, 1);
    const endless = await proved((addresses) => next(addresses).map((one) => change(one, ["update"])));
    expect([endless.plans, endless.left.length, endless.wrong.length]).toEqual([6, 5, 1]);
  });
});

describe("what Terraform refuses stays outside", () => {
  test("as its error names it", async () => {
    const error = refusal(
      "Cannot import non-existent remote object",
      'While attempting to import an existing object to "aws_iam_user.user-7", the provider detected that no object exists with the given id.',
    );
    const { left, plans, users } = await proved((addresses) =>
      addresses.includes("aws_iam_user.user-7") ? error : [],
    );
    expect([plans, users, left.length]).toEqual([2, USERS - 1, 1]);
    expect(left[0]).toMatch(
      /^user user-7: Terraform refuses it: Cannot import non-existent remote object: While .*; once/,
    );
  });

  test("also where its error names nobody: plans of fewer users show whose it is", async () => {
    const error = refusal("Plugin did not respond", "The plugin encountered an error.");
    const bad = ["aws_iam_user.user-2", "aws_iam_user.user-11"];
    const { left, plans, users } = await proved((addresses) =>
      addresses.some((one) => bad.includes(one)) ? error : [],
    );
    expect(left).toEqual(
      ["user-2", "user-11"].map(
        (name) =>
          `user ${name}: Terraform refuses it: Plugin did not respond: The plugin encountered an error; ${again} ${name}`,
      ),
    );
    expect(users).toBe(USERS - 2);
    expect(plans).toBeLessThanOrEqual(2 + 1 + 20);
  });

  test.each([
    ["the roster alone is refused", refusal("Error configuring Terraform AWS Provider", "no valid profile")],
    ["AWS denies", refusal("reading IAM User", "StatusCode: 403, api error AccessDenied: not authorized")],
    ["there are no credentials", refusal("Invalid provider configuration", "No valid credential sources found")],
    ["AWS does not answer", refusal("reading IAM User", "request send failed: dial tcp: i/o timeout")],
    ["Terraform was stopped", new TerraformFailure("interrupted", "terraform plan was stopped")],
  ])("fails when %s: that is nobody's fault", async (_why, failure) => {
    await expect(proved(() => failure)).rejects.toBe(failure);
  });
});
