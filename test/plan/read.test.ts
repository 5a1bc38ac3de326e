import fc from "fast-check";
import { peopleOf } from "../../src/plan/people";
import { planOf, readPlan } from "../../src/plan/read";

const show = "run: terraform show -json PLAN > plan.json (OpenTofu: tofu show -json PLAN > plan.json)";
const plan = "run: terraform plan -out=PLAN && terraform show -json PLAN > plan.json";

const wrapped =
  "the wrapper of hashicorp/setup-terraform has written lines of its own into this file; set terraform_wrapper: false in that step, or run: terraform-bin show -json PLAN > plan.json";

test.each<[string, Buffer | string, string]>([
  ["a binary plan", Buffer.from("PK\u0003\u0004rest"), `this is the binary plan; ${show}`],
  ["an empty file", "", `the file is empty; ${show}`],
  ["white space", " \n", `the file is empty; ${show}`],
  ["a compressed file", Buffer.from([0x1f, 0x8b, 8, 0]), "this is compressed; run: gunzip FILE first"],
  [
    "UTF-16",
    Buffer.from('\uFEFF{"format_version":"1.2"}', "utf16le"),
    "this is UTF-16, as PowerShell's > writes it; run: terraform show -json PLAN | Out-File -Encoding utf8 plan.json",
  ],
  [
    "UTF-16 without a mark",
    Buffer.from('{"format_version":"1.2"}', "utf16le"),
    "this is UTF-16, as PowerShell's > writes it; run: terraform show -json PLAN | Out-File -Encoding utf8 plan.json",
  ],
  ["other bytes", Buffer.from("a\u0000b"), `this is not text; ${show}`],
  ["JSON that is cut off", '{"format_version":"1.2","resource_changes":[{', `the JSON is cut off or damaged; ${show}`],
  [
    "a plan as text",
    "Terraform will perform the following actions:\n",
    `this is the plan as text, not as JSON; ${show}`,
  ],
  ["something else", "hello", `this is not JSON; ${show}`],
  [
    "a log",
    '{"@level":"info","@message":"x"}\n{"@level":"info"}\n',
    `this is the log of plan -json, not the plan; ${plan}`,
  ],
  ["a log of one line", '{"@level":"info","@message":"x"}', `this is the log of plan -json, not the plan; ${plan}`],
  [
    "a state file",
    '{"version":4,"serial":1,"lineage":"x","resources":[]}',
    `this is a state file, not a plan; ${plan}`,
  ],
  [
    "a shown state",
    '{"format_version":"1.0","terraform_version":"1.11.4","values":{}}',
    `this is a state, not a plan; ${plan}`,
  ],
  ["a configuration", '{"terraform":{},"resource":{}}', `this is a configuration (cdk.tf.json), not a plan; ${plan}`],
  [
    "provider schemas",
    '{"format_version":"1.0","provider_schemas":{}}',
    `these are provider schemas, not a plan; ${plan}`,
  ],
  [
    "the redacted plan of HCP Terraform",
    '{"plan_format_version":"1.2","resource_changes":[],"provider_format_version":"1.0","provider_schemas":{}}',
    `this is the redacted plan of HCP Terraform (json-output-redacted), which leaves out values and the state; fetch json-output instead, or ${show}`,
  ],
  [
    "a saved plan of HCP Terraform",
    '{"remote_plan_format":1,"run_id":"run-GXfuHMkbyHccAGUg","hostname":"app.terraform.io"}',
    `this is a saved plan of HCP Terraform, which only names its run; ${show}`,
  ],
  [
    "what the wrapper of setup-terraform prints",
    '[command]/opt/hostedtoolcache/terraform/terraform-bin show -json PLAN\n{"format_version":"1.2","resource_changes":[]}\n\n::debug::Terraform exited with code 0.\n',
    wrapped,
  ],
  [
    "what the wrapper prints after the JSON",
    '{"format_version":"1.2","resource_changes":[]}\n::set-output name=stdout::{"format_version":"1.2"}\n',
    wrapped,
  ],
  [
    "what the wrapper prints on Windows",
    '{"format_version":"1.2","resource_changes":[]}\r\n::debug::stdout: {"format_version":"1.2"}\r\n',
    wrapped,
  ],
  ...["yesterday", "2026-02-30T10:00:00Z", "2026-11-21T25:00:00Z", "9999-12-31T23:59:59-23:59", "", 7].map(
    (timestamp): [string, string, string] => [
      `a plan of ${timestamp}`,
      JSON.stringify({ format_version: "1.2", resource_changes: [], timestamp }),
      `the timestamp of this plan is not a time that exists; ${plan}`,
    ],
  ),
  [
    "an encrypted plan of OpenTofu",
    '{"meta":{},"encrypted_data":"x","encryption_version":"v0"}',
    "this is encrypted by OpenTofu; run where its key is configured: tofu show -json PLAN > plan.json",
  ],
  [
    "another major version",
    '{"format_version":"2.0","resource_changes":[]}',
    "the format of this plan is version 2.x, and 1.x is what can be read; use a Terraform that writes 1.x, or a newer iam-roster",
  ],
  ["other JSON", "[]", `this is JSON, but not a plan; ${show}`],
  ["JSON with a version alone", '{"format_version":"1.2"}', `this is JSON, but not a plan; ${show}`],
])("fails for %s with one line that says what to run", (_name, content, message) => {
  expect(() => readPlan(Buffer.from(content))).toThrow(message);
  expect(() => readPlan(Buffer.from(content))).toThrow(expect.objectContaining({ message }));
});

test("reads a later minor version, with a byte order mark, and plans that change nothing", () => {
  const { formatVersion, changes } = readPlan(Buffer.from('\uFEFF{"format_version":"1.99","planned_values":{}}'));
  expect([formatVersion, changes]).toEqual(["1.99", []]);
});

test("a time with an offset and fractions is told in UTC; a plan of before Terraform 1.5 has none", () => {
  const timestampOf = (timestamp: unknown) =>
    planOf({ format_version: "1.2", resource_changes: [], timestamp }).timestamp;
  expect(timestampOf("2026-11-21T10:00:00.123456789+02:30")).toBe("2026-11-21T07:30:00Z");
  expect(timestampOf("2026-11-21T10:00:00Z")).toBe("2026-11-21T10:00:00Z");
  expect([timestampOf(undefined), timestampOf(null)]).toEqual([undefined, undefined]);
});

test("whatever a plan is made of, it is read", () => {
  const json = fc.jsonValue();
  const parts = fc.record(
    {
      ...{ resource_changes: json, resource_drift: json, prior_state: json, configuration: json, output_changes: json },
      ...{ action_invocations: json, deferred_changes: json, terraform_version: json },
    },
    { requiredKeys: ["resource_changes"] },
  );
  fc.assert(
    fc.property(parts, (made) => {
      const plan = planOf({ format_version: "1.2", ...made });
      expect([Array.isArray(plan.changes), plan.state.resources, peopleOf(plan).leavers]).toEqual([true, [], []]);
    }),
    { numRuns: 200 },
  );
});

test("modules may lie as deep as they like", () => {
  let module: object = {
    resources: [{ address: "x", type: "aws_iam_access_key", mode: "managed", values: { id: "AKIAX", user: "x" } }],
  };
  for (let depth = 0; depth < 20_000; depth += 1) module = { address: `module.m${depth}`, child_modules: [module] };
  const { state } = planOf({
    ...{ format_version: "1.2", resource_changes: [] },
    prior_state: { values: { root_module: module } },
  });
  expect(state.resources.map(({ module: where, values }) => [where, values])).toEqual([
    ["", { id: "AKIAX", user: "x" }],
  ]);
});
