import fc from "fast-check";
import { planOf } from "../../src/plan/read";
import { reviewPlan } from "../../src/review/build";
import type { Review } from "../../src/review/model/review";
import { now } from "./fixture";
import { plan, type Written } from "./written-plan";

/** Every changed address of a plan is in some output, whatever the plan is made of. */

const names = ["alice", "bob", "stranger"];
const words = fc.subarray(["dev", "ops", "admins"]);
const arns = fc.subarray(["ReadOnlyAccess", "AdministratorAccess"].map((name) => `arn:aws:iam::aws:policy/${name}`));
const one = <Value>(...values: readonly Value[]) => fc.constantFrom(...values);
const document = one('{"Statement":[]}', '{"Statement":{"Effect":"Allow","Action":"s3:*","Resource":"*"}}');
const tags = one({}, { "roster:owner": "a@x.org" }, { Team: "web" }, { "roster:suspended": "HR-1 since 2026-11-20" });

/** Of each type what a resource of it may say. */
const types: Readonly<Record<string, (name: string) => fc.Arbitrary<object>>> = {
  user: (name) => fc.record({ name: one(name, `${name}2`), path: one("/", "/p/"), tags, force_destroy: fc.boolean() }),
  access_key: (user) => fc.record({ user: fc.constant(user), status: one("Active", "Inactive") }),
  user_login_profile: (user) => fc.constant({ user }),
  user_group_membership: (user) => fc.record({ user: fc.constant(user), groups: words }),
  user_policy: (user) => fc.record({ user: fc.constant(user), name: fc.constant("push"), policy: document }),
  user_policies_exclusive: (name) => fc.record({ user_name: fc.constant(name), policy_names: words }),
  user_policy_attachments_exclusive: (name) => fc.record({ user_name: fc.constant(name), policy_arns: arns }),
  user_policy_attachment: (user) =>
    fc.record({ user: fc.constant(user), policy_arn: one("arn:aws:iam::aws:policy/ReadOnlyAccess", "arn:x") }),
  group: () => fc.record({ name: one("dev", "ops"), path: one("/", "/p/") }),
  group_membership: () => fc.record({ group: one("dev", "ops"), users: fc.subarray(names) }),
  group_policy: () => fc.record({ group: one("dev", "ops"), name: one("in", "out"), policy: document }),
  group_policy_attachment: () => fc.record({ group: one("dev", "ops"), policy_arn: one("arn:y", "arn:z") }),
  policy: () => fc.record({ name: one("deploy", "push"), policy: document }),
  policy_attachment: () => fc.record({ policy_arn: one("arn:y"), users: fc.subarray(names), groups: words }),
  role: () => fc.record({ name: one("ci"), assume_role_policy: document }),
  role_policy: () => fc.record({ role: one("ci"), name: one("in"), policy: document }),
  account_password_policy: () => fc.record({ minimum_password_length: one(8, 20) }),
  user_something_new: () => fc.record({ user: one("alice") }),
};
const actions = [["create"], ["delete"], ["update"], ["delete", "create"], ["create", "forget"], ["forget"], ["no-op"]];
const more = [["transmogrify"]];

const change = fc
  .record({ type: one(...Object.keys(types)), name: one(...names), actions: one(...actions, ...more) })
  .chain(({ type, name, actions: does }) => {
    const values = types[type]?.(name) ?? fc.constant({});
    const moves = fc.record({ previous: fc.boolean(), importing: fc.boolean(), deposed: fc.boolean() });
    return fc.record({ before: values, after: values, moves, suffix: one("", "--a", "--b") }).map((made): Written => {
      const { before, after, moves: how, suffix } = made;
      const comes = does[0] === "create" && does.length === 1;
      const goes = does.length === 1 && ["delete", "forget"].includes(does[0] ?? "");
      return {
        ...{ type, name: `${name}${suffix}`, actions: does },
        before: comes ? null : before,
        after: goes ? null : does[0] === "no-op" ? before : after,
        more: {
          ...(how.previous ? { previous_address: `aws_iam_${type}.was` } : {}),
          ...(how.deposed && does[0] === "delete" ? { deposed: "0badcafe" } : {}),
        },
        change: how.importing && !comes && !goes ? { importing: { id: "x" } } : {},
      };
    });
  });

/** Addresses that a review names with what happens to them. */
function addressesIn({ people, groups, policies, others }: Review): Set<string> {
  const changed = ({ change: what }: { readonly change: string }) => !["unchanged", "kept"].includes(what);
  return new Set([
    ...people.filter(changed).flatMap(({ address }) => address ?? []),
    ...people.flatMap(({ credentials }) => credentials.filter(changed).map(({ address }) => address)),
    ...[...groups, ...policies].filter(changed).flatMap(({ address }) => address ?? []),
    ...others.map(({ address }) => address),
  ]);
}

/** Names that a person's or a group's line says to come, to go, or to be there while the person itself comes or goes. */
function namesIn({ people, groups }: Review): Set<string> {
  return new Set([
    ...people.flatMap(({ groups: theirs, policies, inlinePolicies, change: what }) => [
      ...[theirs, policies].flatMap(({ added, removed, kept }) => [
        ...[...added, ...removed],
        ...(["leaves", "joins", "replaced", "renamed"].includes(what) ? kept : []),
      ]),
      ...inlinePolicies.filter(({ change: does }) => does !== "kept").map(({ name }) => name),
    ]),
    ...groups.flatMap(({ policies }) => [...policies.added, ...policies.removed]),
  ]);
}

/** What a resource that has no line of its own gives or takes. */
function given({ before, after }: Written): string[] {
  const values = [before, after].map((side) => (side ?? {}) as Readonly<Record<string, unknown>>);
  const [was = {}, is = {}] = values;
  return ["groups", "policy_names", "policy_arns", "policy_arn", "name"].flatMap((attribute) => {
    const [one_, other] = [was[attribute], is[attribute]].map((value) => (value === undefined ? [] : [value].flat()));
    const [old = [], made = []] = [one_, other];
    const different = [...old.filter((text) => !made.includes(text)), ...made.filter((text) => !old.includes(text))];
    return (different.length > 0 ? different : [...old, ...made]).map(String);
  });
}

const lists = /^(user_group_membership|user_policy|user_polic.*|group_policy.*)$/;

test("whatever changes is in some output", () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(change, { selector: ({ type, name }) => `${type}.${name}`, maxLength: 8 }),
      (changes) => {
        const review = reviewPlan(planOf(plan(changes)), { now });
        const [addresses, told] = [addressesIn(review), namesIn(review)];
        const unseen = changes.filter((each) => {
          const { type, name, actions: does, more: entry = {}, change: how = {} } = each;
          const quiet = does[0] === "no-op";
          if (quiet && !("previous_address" in entry) && !("importing" in how)) return false;
          if (addresses.has(`aws_iam_${type}.${name}`)) return false;
          const inline = type === "user_policy" || type === "group_policy";
          const names_ = given(each).map((text) => (type === "group_policy" ? `inline policy ${text}` : text));
          return !(
            lists.test(type) &&
            !quiet &&
            (inline ? names_.some((text) => told.has(text)) : names_.every((text) => told.has(text)))
          );
        });
        expect(unseen).toEqual([]);
        const isActing = changes.some(({ actions: does }) => does[0] !== "no-op");
        if (isActing) expect(review.gate.changes).toBe(true);
      },
    ),
    { numRuns: 300 },
  );
});

test("a change that only looks like one is not told twice", () => {
  const membership = { user: "alice", groups: ["dev"] };
  const review = reviewPlan(
    planOf(plan([{ type: "user_group_membership", name: "alice", actions: ["create"], after: membership }])),
    { now },
  );
  expect([review.others, review.people.map(({ groups }) => groups.added)]).toEqual([[], [["dev"]]]);
});
