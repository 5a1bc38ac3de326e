import fc from "fast-check";
import { awsActions } from "../../src/catalogue/aws-actions";
import { planOf as readPlan } from "../../src/plan/read";
import { accessOf, Coverage } from "../../src/policy/access";
import { Actions } from "../../src/policy/actions";
import { type AccessChange, compare } from "../../src/policy/compare";
import { matches } from "../../src/policy/matches";
import type { Scope } from "../../src/policy/scope";
import type { SandboxState } from "../../src/sandbox/state";
import { call, sandboxOf } from "./ask";
import { sidesOf } from "./sides";
import { keyOf, planOf, type Shape, stateOf, type World } from "./world";
import { edited, userNames, world } from "./worlds";

/** Requests that change nothing, or name what is not there, with the resources that policies see. */
const account = "arn:aws:iam::123456789012";
const requests = [
  ...["alice", "bob", "ghost"].map((name) => iam("GetUser", { UserName: name }, `${account}:user/${name}`)),
  iam("ListUsers", {}, `${account}:user/`),
  iam("GetGroup", { GroupName: "dev" }, `${account}:group/dev`),
  iam("DeleteGroup", { GroupName: "ghosts" }, `${account}:group/ghosts`),
  iam("GetPolicy", { PolicyArn: `${account}:policy/p1` }, `${account}:policy/p1`),
  iam("DeleteUser", { UserName: "ghost" }, `${account}:user/ghost`),
  ...["acme-logs", "other"].map((bucket) => ({
    ...{ action: "s3:GetBucketPolicy", resource: `arn:aws:s3:::${bucket}`, service: "s3" },
    ...{ method: "GET", url: `/${bucket}?policy`, body: "" },
  })),
];

function iam(action: string, parameters: Readonly<Record<string, string>>, resource: string) {
  return { ...call(action, parameters), action: `iam:${action}`, resource };
}

/** Asks the sandbox with the key of a user; everything but a refusal counts as allowed. */
function asks(state: SandboxState) {
  const sandbox = sandboxOf(state);
  return (user: string, request: (typeof requests)[number]): boolean =>
    !sandbox({ accessKeyId: keyOf(user) }, request).includes("AccessDenied");
}

// The services that are asked about: with all of them each comparison would take ten times as long.
const coverage = new Coverage(new Actions(["iam", "s3"].flatMap((name) => awsActions().service(name) ?? [])));

function within({ terms }: Pick<Scope, "terms">, resource: string): boolean {
  return terms.every((term) =>
    "pattern" in term ? matches(term.pattern, resource) : !term.not.some((pattern) => matches(pattern, resource)),
  );
}

/** Changes that are about a request. */
function about(changes: readonly AccessChange[], { action, resource }: (typeof requests)[number]): AccessChange[] {
  return changes.filter((change) => change.actions.some(({ name }) => name === action) && within(change, resource));
}

const isCertain = ({ conditions, except }: AccessChange, resource: string) =>
  conditions.length === 0 && !except.some((scope) => within(scope, resource));

/** Where what the review says of a plan differs from what the sandbox answers before and after it. */
function differences(before: World, after: World, shape: Shape): string[] {
  const plan = readPlan(planOf(before, after, shape));
  const sides = sidesOf(plan);
  const [was, is] = [asks(stateOf(before)), asks(stateOf(after))];
  return userNames.flatMap((user) => {
    const [one, other] = [sides.before.user(`aws_iam_user.${user}`), sides.after.user(`aws_iam_user.${user}`)];
    if (one === undefined || other === undefined) return [`${user} is not in the plan`];
    const { gained, lost, unknown } = compare(accessOf(one), accessOf(other), coverage);
    return [
      ...unknown.map(({ through }) => `${user}: ${through} is not known`),
      ...requests.flatMap((request) => {
        const [could, can] = [was(user, request), is(user, request)];
        const [gains, losses] = [about(gained, request), about(lost, request)];
        const certain = (changes: readonly AccessChange[]) =>
          changes.some((change) => isCertain(change, request.resource));
        const { action, resource } = request;
        const told = `${user} ${action} ${resource}: could ${could}, can ${can}`;
        if (can && !could && gains.length === 0) return [`${told}, gain not told`];
        if (could && !can && losses.length === 0) return [`${told}, loss not told`];
        if (certain(gains) && !can) return [`${told}, told as gained`];
        if (certain(losses) && !could) return [`${told}, told as lost`];
        return [];
      }),
    ];
  });
}

const shape: fc.Arbitrary<Shape> = fc.record({
  memberships: fc.constantFrom("of users", "of groups"),
  attachments: fc.constantFrom("single", "exclusive", "of policies"),
});

test("what the review says of each person is what the sandbox answers to that person's own key", () => {
  fc.assert(
    fc.property(edited, shape, ({ before, after }, how) => {
      expect(differences(before, after, how)).toEqual([]);
    }),
    { numRuns: 1000 },
  );
});

test("whoever has the same in another way gains and loses nothing", () => {
  fc.assert(
    fc.property(world, shape, (given, how) => {
      const { users, policies } = given;
      const moved = Object.fromEntries(
        Object.entries(users).map(([name, user]) => {
          const { managed = [] } = user;
          const copied = Object.fromEntries(
            managed.flatMap((policy) => (policies[policy] ? [[`was-${policy}`, policies[policy]]] : [])),
          );
          const kept = managed.filter((policy) => policies[policy] === undefined);
          return [name, { ...user, managed: kept, inline: { ...user.inline, ...copied } }];
        }),
      );
      const plan = readPlan(planOf(given, { ...given, users: moved }, how));
      const sides = sidesOf(plan);
      for (const user of userNames) {
        const [one, other] = [sides.before.user(`aws_iam_user.${user}`), sides.after.user(`aws_iam_user.${user}`)];
        if (one === undefined || other === undefined) throw new Error(user);
        expect(compare(accessOf(one), accessOf(other), coverage)).toEqual({ gained: [], lost: [], unknown: [] });
      }
    }),
    { numRuns: 100 },
  );
});
