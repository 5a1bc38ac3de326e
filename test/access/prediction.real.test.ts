import { writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { planOf as readPlan } from "../../src/plan/read";
import { accessOf } from "../../src/policy/access";
import { compare } from "../../src/policy/compare";
import { identityPolicyRefusal } from "../../src/policy/validity";
import { addAccount, createSandbox, DEFAULT_ACCOUNT_ID, sandboxEnvironment } from "../../src/sandbox/index";
import { withTerraform } from "../e2e/harness";
import { coverage, differencesOf } from "./differences";
import { sidesOf } from "./sides";
import { stackOf } from "./stack";
import type { World } from "./world";
import { edited } from "./worlds";

/** So many edits of three people each, in one plan. */
const edits = 7;

type Edit = { readonly before: World; readonly after: World };

withTerraform("what the review predicts", (terraform) => {
  test("is what the sandbox answers to each person's own key after real Terraform has applied the plan", async () => {
    const sandbox = createSandbox();
    try {
      const samples = fc.sample(edited.filter(isAccepted), { numRuns: edits, seed: 20261125 });
      const before = together(samples.map((each) => each.before));
      const after = together(samples.map((each) => each.after));
      const workspace = await terraform.newWorkspace(stackOf(before), sandboxEnvironment(await sandbox.listen()));
      await workspace.apply({ autoApprove: true });
      const state = structuredClone(sandbox.state);
      writeFileSync(join(workspace.directory, "cdk.tf.json"), JSON.stringify(stackOf(after)));
      await workspace.plan({ out: "plan.bin" });
      const sides = sidesOf(readPlan(await workspace.showJson("plan.bin")));
      await workspace.apply({ planFile: "plan.bin" });
      const { users } = addAccount(sandbox.state, DEFAULT_ACCOUNT_ID);
      const people = Object.keys(before.users).map((name) => ({
        ...{ name, key: users[name]?.accessKeys[0]?.accessKeyId ?? "" },
        ...{ before: sides.before.user(`aws_iam_user.${name}`), after: sides.after.user(`aws_iam_user.${name}`) },
      }));
      expect(people.length).toBeGreaterThanOrEqual(20);
      const changed = people.filter(({ before: one, after: other }) => {
        if (one === undefined || other === undefined) return false;
        const { gained, lost } = compare(accessOf(one), accessOf(other), coverage);
        return gained.length + lost.length > 0;
      });
      expect(changed.length).toBeGreaterThanOrEqual(5);
      expect(differencesOf(people, state, sandbox.state)).toEqual([]);
    } finally {
      await sandbox.close();
    }
  }, 120_000);
});

/** AWS refuses some of what is generated. */
function isAccepted(edit: Edit): boolean {
  return [edit.before, edit.after].every(({ users, groups, policies }) => {
    const inline = [...Object.values(users), ...Object.values(groups)].flatMap((each) =>
      Object.values(each.inline ?? {}),
    );
    const refused = (kind: "managed" | "inline") => (document: object) =>
      identityPolicyRefusal(document, kind) !== undefined;
    return !Object.values(policies).some(refused("managed")) && !inline.some(refused("inline"));
  });
}

/** All in one account: of the first the names stay, those of the others get a number. */
function together(worlds: readonly World[]): World {
  const numbered = worlds.map((world, index) => (index === 0 ? world : renamed(world, (name) => `${name}${index}`)));
  return {
    users: Object.assign({}, ...numbered.map(({ users }) => users)),
    groups: Object.assign({}, ...numbered.map(({ groups }) => groups)),
    policies: Object.assign({}, ...numbered.map(({ policies }) => policies)),
  };
}

function renamed({ users, groups, policies }: World, name: (old: string) => string): World {
  const own = (policy: string) => (policy.startsWith("aws:") ? policy : name(policy));
  const keys = <Value>(some: Readonly<Record<string, Value>>, value: (old: Value) => Value) =>
    Object.fromEntries(Object.entries(some).map(([key, old]) => [name(key), value(old)]));
  return {
    policies: keys(policies, (document) => document),
    groups: keys(groups, (group) => ({ ...group, managed: (group.managed ?? []).map(own) })),
    users: keys(users, ({ boundary, ...user }) => ({
      ...user,
      managed: (user.managed ?? []).map(own),
      groups: (user.groups ?? []).map(name),
      ...(boundary === undefined ? {} : { boundary: own(boundary) }),
    })),
  };
}
