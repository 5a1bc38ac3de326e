import { readdirSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import type { PlanDocument } from "../../src/plan/accept";
import { knownTypes } from "../../src/plan/attributes";
import { planOf, readPlan } from "../../src/plan/read";
import { UnreadablePlan } from "../../src/plan/unreadable-plan";
import { reviewPlan } from "../../src/review/build";
import { reviewFormats } from "../../src/review/render/index";
import { isObject } from "../../src/text/values";
import { documentOf, now, reviewOf } from "./fixture";

/** No secret may come out of any renderer, whatever the plan holds and wherever it holds it. */

const stories = readdirSync(join(__dirname, "fixtures"));
const canary = /CANARY[^"\s]{0,80}/;

function leaks(plan: PlanDocument): string[] {
  const review = reviewPlan(planOf(plan), { now });
  return Object.entries(reviewFormats).flatMap(([name, render]) => {
    const found = canary.exec(render(review))?.[0];
    return found === undefined ? [] : [`${name}: ${found}`];
  });
}

/** A copy of a plan in which every string leaf of every change goes through `change`. */
function withLeaves(
  plan: PlanDocument,
  change: (leaf: { type: string; attribute: string; value: string }) => string,
): PlanDocument {
  const copy = structuredClone(plan);
  for (const list of [copy.resource_changes, copy.resource_drift]) {
    for (const entry of Array.isArray(list) ? list : []) {
      for (const side of ["before", "after"]) {
        const values = entry.change[side];
        for (const attribute of Object.keys(isObject(values) ? values : {})) {
          values[attribute] = mapStrings(values[attribute], (value) => change({ type: entry.type, attribute, value }));
        }
      }
    }
  }
  return copy;
}

function mapStrings(value: unknown, change: (value: string) => string): unknown {
  if (typeof value === "string") return change(value);
  if (Array.isArray(value)) return value.map((item) => mapStrings(item, change));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, mapStrings(inner, change)]));
}

/** What may be shown of a change; `docs/review.md` says the same. */
const shown =
  /^(name|user|username|user_name|group|groups|path|arn|status|service_name|create_date|enable_date|permissions_boundary|policy_arns?|policy_names|virtual_mfa_device_name|tags|policy|id|ssh_public_key_id|certificate_id|service_specific_credential_id|url|client_id_list|thumbprint_list|permission_set_arn|principal_type|principal_id|target_id|policy_id|key_id|grant_id|grantee_principal|retiring_principal|principal|bucket|function_name|role)$/;

test.each(stories)("%s: the canaries of its secrets stay inside", async (story) => {
  const review = await reviewOf(story);
  for (const render of Object.values(reviewFormats)) expect(render(review)).not.toMatch(canary);
});

test.each(stories)("%s: with a canary in every attribute that is not to be shown", (story) => {
  const plan = withLeaves(documentOf(story), ({ attribute, value }) =>
    shown.test(attribute) ? value : "CANARY-hidden-attribute",
  );
  expect(leaks(plan)).toEqual([]);
});

test.each(stories)("%s: with a canary in every attribute, all of it marked as sensitive", (story) => {
  const plan = withLeaves(documentOf(story), ({ type, attribute }) => `CANARY-${type}-${attribute}`) as Record<
    string,
    unknown
  >;
  for (const list of [plan.resource_changes, plan.resource_drift]) {
    for (const entry of Array.isArray(list) ? list : []) {
      entry.change.before_sensitive = true;
      entry.change.after_sensitive = true;
    }
  }
  expect(leaks(plan)).toEqual([]);
});

describe("with a canary and a mark on one attribute alone", () => {
  const attributes =
    "name user username user_name group path arn status service_name id permissions_boundary policy_arn policy";
  test.each(attributes.split(" "))("%s", (attribute) => {
    const list = knownTypes.flatMap((type) =>
      ["create", "delete", "update", "no-op"].map((action) => {
        const values = { name: "x", user: "alice", [attribute]: "CANARY-marked" };
        const before = action === "create" ? null : values;
        const after =
          action === "delete" ? null : { ...values, status: "Inactive", [attribute]: "CANARY-marked-after" };
        const marks = { [attribute]: true };
        const change = { actions: [action], before, after, before_sensitive: marks, after_sensitive: marks };
        return { address: `${type}.${action}`, mode: "managed", type, name: action, change };
      }),
    );
    expect(leaks({ format_version: "1.2", resource_changes: list, resource_drift: list })).toEqual([]);
  });
});

test("a marked tag, a marked group of a list and a marked output stay inside", () => {
  const change = {
    actions: ["update"],
    before: { name: "alice", tags: { "roster:owner": "CANARY-tag", Team: "CANARY-tag" }, groups: ["CANARY-group"] },
    after: {
      name: "alice",
      tags: { "roster:owner": "CANARY-tag-2", Team: "CANARY-tag-2" },
      groups: ["CANARY-group-2", "b"],
    },
    before_sensitive: { tags: { "roster:owner": true, Team: true }, groups: [true] },
    after_sensitive: { tags: { "roster:owner": true, Team: true }, groups: [true, false] },
  };
  const list = ["aws_iam_user", "aws_iam_user_group_membership"].map((type) => ({
    address: `${type}.alice`,
    type,
    name: "alice",
    change,
  }));
  const output_changes = {
    token: { actions: ["update"], before: "CANARY-output", after: { password: "CANARY-output" } },
  };
  expect(leaks({ format_version: "1.2", resource_changes: list, resource_drift: list, output_changes })).toEqual([]);
});

test("nothing of variables, constants and the prior state comes out", () => {
  const plan = {
    format_version: "1.2",
    variables: { "CANARY-variable": { value: "CANARY-variable" } },
    prior_state: {
      values: { root_module: { resources: [{ type: "aws_iam_access_key", values: { secret: "CANARY-state" } }] } },
    },
    planned_values: { outputs: { a: { value: "CANARY-planned" } } },
    configuration: {
      provider_config: { aws: { expressions: { secret_key: { constant_value: "CANARY-provider" } } } },
      root_module: {
        resources: [{ address: "aws_iam_user.alice", expressions: { name: { constant_value: "CANARY-constant" } } }],
      },
    },
    resource_changes: [
      {
        address: "aws_iam_user.alice",
        type: "aws_iam_user",
        name: "alice",
        change: { actions: ["create"], after_unknown: { name: true } },
      },
    ],
  };
  expect(leaks(plan)).toEqual([]);
});

test("of any resource of any type nothing but its address and type comes out", () => {
  const json = fc.jsonValue().map((value) => mapStrings(value, () => "CANARY-any"));
  const values = fc.dictionary(fc.stringMatching(/^[a-z_]{1,12}$/), json);
  const type = fc.oneof(fc.stringMatching(/^[a-z]{2,6}_[a-z_]{3,12}$/), fc.constantFrom(...knownTypes));
  const action = fc.constantFrom(
    ["create"],
    ["update"],
    ["delete"],
    ["forget"],
    ["delete", "create"],
    ["create", "forget"],
    ["no-op"],
  );
  const marks = fc.oneof(fc.constant(true), fc.constant(false));
  const entry = fc
    .record({ type, actions: action, before: fc.option(values), after: fc.option(values), marks })
    .map((made) => {
      // Of known types some attributes are shown: there all of it is marked.
      const sensitive = knownTypes.some((known) => known === made.type) ? true : made.marks;
      const { actions, before, after } = made;
      return {
        address: `${made.type}.one`,
        type: made.type,
        name: "one",
        change: {
          actions,
          before,
          after,
          before_sensitive: sensitive,
          after_sensitive: sensitive,
          after_unknown: after,
        },
      };
    });
  fc.assert(
    fc.property(fc.array(entry, { maxLength: 6 }), (list) => {
      expect(leaks({ format_version: "1.2", resource_changes: list, resource_drift: list })).toEqual([]);
    }),
    { numRuns: 60 },
  );
});

test("whatever the plan is made of, the answer is a review or one line", () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), fc.jsonValue(), (changes, drift, outputs) => {
      const plan = { format_version: "1.2", resource_changes: changes, resource_drift: drift, output_changes: outputs };
      for (const render of Object.values(reviewFormats))
        expect(render(reviewPlan(planOf(plan), { now }))).toMatch(/^$|\n$/);
    }),
    { numRuns: 60 },
  );
});

test("no error message quotes what the file holds", () => {
  const whole = JSON.stringify({ format_version: "1.2", resource_changes: [{ secret: "CANARY-in-file" }] });
  for (let length = 0; length < whole.length; length += 1) {
    let message = "";
    try {
      readPlan(Buffer.from(whole.slice(0, length)));
    } catch (error) {
      if (!(error instanceof UnreadablePlan)) throw error;
      message = error.message;
    }
    expect(message).toMatch(/run: /);
    expect(message).not.toMatch(/CANARY|\n/);
  }
});
