import { readdirSync } from "node:fs";
import { join } from "node:path";
import { inspect } from "node:util";
import { attributes } from "../../src/plan/attributes";
import { peopleOf } from "../../src/plan/people";
import { planOf } from "../../src/plan/read";
import { isObject } from "../../src/text/values";
import { documentOf } from "../review/fixture";

/** What is not known to be harmless never enters the model: neither the review nor what asks the account can print it. */

const stories = readdirSync(join(__dirname, "../review/fixtures"));
const known: Readonly<Record<string, object>> = attributes;

/** All that code which has a plan can get at by accident: as JSON, and as a debugger shows it. */
function told(document: unknown): string {
  const plan = planOf(document);
  const parts = [plan, plan.state, peopleOf(plan)];
  return parts.map((part) => `${JSON.stringify(part)} ${inspect(part, { depth: null, getters: true })}`).join("\n");
}

/** As the stories have it, and as far as it is changed here. */
interface Raw {
  readonly resource_changes?: readonly RawChange[];
  readonly resource_drift?: readonly RawChange[];
  readonly prior_state?: { readonly values?: { readonly root_module: { readonly resources: RawResource[] } } };
}

interface RawChange {
  readonly type: string;
  readonly change: Record<string, unknown>;
}

interface RawResource {
  readonly type: string;
  values: unknown;
  sensitive_values?: unknown;
}

type Leaf = (type: string, attribute: string, value: unknown) => unknown;

/** A copy with each attribute of each change and of the state replaced. */
function withAttributes(document: object, replace: Leaf, marked = false): object {
  const copy = structuredClone(document) as Raw;
  const values = (type: string, side: unknown) =>
    isObject(side)
      ? Object.fromEntries(Object.entries(side).map(([name, value]) => [name, replace(type, name, value)]))
      : side;
  for (const list of [copy.resource_changes ?? [], copy.resource_drift ?? []]) {
    for (const { type, change } of list) {
      for (const side of ["before", "after"]) change[side] = values(type, change[side]);
      if (marked) Object.assign(change, { before_sensitive: true, after_sensitive: true });
    }
  }
  for (const resource of copy.prior_state?.values?.root_module.resources ?? []) {
    resource.values = values(resource.type, resource.values);
    if (marked) resource.sensitive_values = true;
  }
  return copy;
}

test.each(stories)("%s: with a canary in every attribute that is not in the table", (story) => {
  const canaries = withAttributes(documentOf(story), (type, attribute, value) =>
    Object.hasOwn(known[type] ?? {}, attribute) ? value : "CANARY-not-in-the-table",
  );
  expect(told(canaries)).not.toContain("CANARY");
});

test.each(stories)("%s: with a canary in every attribute, all of it marked as sensitive", (story) => {
  const canaries = withAttributes(documentOf(story), () => "CANARY-marked", true);
  expect(told(canaries)).not.toContain("CANARY");
});

test.each(stories)("%s: policies and values of foreign tags are compared and judged, and not told", (story) => {
  const canaries = withAttributes(documentOf(story), (_type, attribute, value) => {
    if (attribute === "policy") return "CANARY-policy";
    return /^tags/.test(attribute) ? { Team: "CANARY-tag" } : value;
  });
  expect(told(canaries)).not.toContain("CANARY");
});

test("nothing of variables, constants, actions and outputs comes in", () => {
  const document = {
    format_version: "1.2",
    variables: { key: { value: "CANARY-variable" } },
    planned_values: { outputs: { a: { value: "CANARY-planned" } } },
    output_changes: { a: { actions: ["update"], before: "CANARY-output", after: "CANARY-output" } },
    action_invocations: [{ address: "action.a.b", type: "a", config_values: { token: "CANARY-action" } }],
    configuration: {
      provider_config: { aws: { expressions: { secret_key: { constant_value: "CANARY-provider" } } } },
      root_module: { resources: [{ address: "a.b", expressions: { name: { constant_value: "CANARY-constant" } } }] },
    },
  };
  expect(told(document)).not.toContain("CANARY");
});
