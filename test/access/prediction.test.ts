import fc from "fast-check";
import { planOf as readPlan } from "../../src/plan/read";
import { accessOf } from "../../src/policy/access";
import { compare } from "../../src/policy/compare";
import { coverage, differencesOf } from "./differences";
import { sidesOf } from "./sides";
import { keyOf, planOf, type Shape, stateOf, type World } from "./world";
import { edited, userNames, world } from "./worlds";

/** Where what the review says of a plan differs from what the sandbox answers before and after it. */
function differences(before: World, after: World, shape: Shape): string[] {
  const sides = sidesOf(readPlan(planOf(before, after, shape)));
  const people = userNames.map((name) => ({
    ...{ name, key: keyOf(name) },
    ...{ before: sides.before.user(`aws_iam_user.${name}`), after: sides.after.user(`aws_iam_user.${name}`) },
  }));
  return differencesOf(people, stateOf(before), stateOf(after));
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
