import { checkov, failed, planText, type Result, told, usersYaml } from "./sarif";

const lineOf = (text: string, of = usersYaml) => of.split("\n").findIndex((line) => line.includes(text)) + 1;

/** Who or what the finding is told of, and of whom it counts as. */
async function whom(result: Result, files: Readonly<Record<string, string>> = {}, run: object = {}): Promise<string> {
  const report = checkov([{ level: "error", message: { text: "Something is wrong" }, ...result }], run);
  const [line = ""] = await told({ "checkov.sarif": report, ...files });
  return line.replace(/^error /, "").replace(/: Checkov.*$/, "");
}

const at = (uri: string, startLine: number, endLine = startLine, region: object = {}) => ({
  locations: [{ physicalLocation: { artifactLocation: { uri }, region: { startLine, endLine, ...region } } }],
});
const called = (fullyQualifiedName: string) => ({ locations: [{ logicalLocations: [{ fullyQualifiedName }] }] });

test.each([
  ["an address", called("aws_iam_user.alice"), "[alice] alice"],
  ["the address of what she has", called("aws_iam_virtual_mfa_device.alice--phone"), "[alice] alice"],
  ["the address of a group", called("aws_iam_group.developers"), "[alice] group developers of alice"],
  ["the address of a policy", called("aws_iam_policy.deploy"), "policy deploy"],
  ["a property", { properties: { resource: "aws_iam_user.deploy-bot" } }, "[deploy-bot] deploy-bot"],
  [
    "the ARN of a user",
    { properties: { resourceArn: "arn:aws:iam::123456789012:user/people/alice" } },
    "[alice] alice",
  ],
  [
    "the ARN of a group",
    called("arn:aws:iam::123456789012:group/people/developers"),
    "[alice] group developers of alice",
  ],
  ["the ARN of a policy", called("arn:aws:iam::123456789012:policy/people/deploy"), "policy deploy"],
  ["one name in its message", { message: { text: "aws_iam_user.alice has no boundary" } }, "[alice] alice"],
])("a finding is told of whom it names: %s", async (_, result, expected) => {
  expect(await whom(result)).toBe(expected);
});

test.each([
  ["an address that is not in the plan", called("aws_iam_user.mallory")],
  ["an ARN of another account's bucket", called("arn:aws:s3:::acme-logs")],
  ["the ARN of nobody here", called("arn:aws:iam::123456789012:user/mallory")],
  ["two names in its message", { message: { text: "aws_iam_user.alice and aws_iam_user.deploy-bot" } }],
  ["a name that only looks like one", { message: { text: "alice is mentioned, and my_aws_iam_userXalice" } }],
])("a finding that does not say whom it concerns is under nobody: %s", async (_, result) => {
  expect(await whom(result)).toMatch(/^nobody named/);
});

test("a line of users.yaml is that of its entry, and ends where another part begins", async () => {
  expect(await whom(at("users.yaml", lineOf("mfaDevices: { phone")))).toBe("[alice] alice");
  expect(await whom(at("users.yaml", lineOf("permissionsBoundary: service-boundary")))).toBe("[deploy-bot] deploy-bot");
  expect(await whom(at("users.yaml", lineOf("s3:PutObject")))).toBe("policy deploy");
  expect(await whom(at("users.yaml", lineOf("developers: {")))).toBe("[alice] group developers of alice");
  expect(await whom(at("users.yaml", lineOf("account:")))).toBe(`nobody named (users.yaml:${lineOf("account:")})`);
  const guards = `${usersYaml}\nguards: { soakDays: 20 }\n`;
  const line = lineOf("guards:", guards);
  expect(await whom(at("users.yaml", line), { "users.yaml": guards })).toBe(`nobody named (users.yaml:${line})`);
});

const stack = JSON.stringify(
  {
    "//": { metadata: { stackName: "users" } },
    resource: {
      aws_iam_user: { alice: { name: "alice", path: "/people/" }, "deploy-bot": { name: "deploy-bot", path: "/" } },
      aws_iam_group: { developers: { name: "developers" } },
    },
    terraform: { required_version: ">= 1.5" },
  },
  null,
  2,
);

test("a line of cdk.tf.json is that of its resource", async () => {
  const files = { "cdktf.out/stacks/users/cdk.tf.json": stack };
  const alice = lineOf('"alice": {', stack);
  expect(await whom(at("cdktf.out/stacks/users/cdk.tf.json", alice, alice + 3), files)).toBe("[alice] alice");
  // checkov -d cdktf.out and trivy config cdktf.out say it from there.
  expect(await whom(at("stacks/users/cdk.tf.json", alice + 1), files)).toBe("[alice] alice");
  expect(await whom(at("/stacks/users/cdk.tf.json", lineOf('"developers": {', stack)), files)).toBe(
    "[alice] group developers of alice",
  );
  // A line more at its end belongs to the next one already.
  expect(await whom(at("stacks/users/cdk.tf.json", alice, alice + 4), files)).toBe("[alice] alice");
});

test("a region of several resources, of none, or in a file of one line, is that of nobody", async () => {
  const path = "cdktf.out/stacks/users/cdk.tf.json";
  const files = { [path]: stack };
  expect(await whom(at(path, 1, stack.split("\n").length), files)).toBe(`nobody named (${path}:1)`);
  expect(await whom(at(path, 2), files)).toBe(`nobody named (${path}:2)`);
  const line = lineOf('"name": "alice"', stack);
  expect(await whom(at(path, line, line + 4), files)).toBe(`nobody named (${path}:${line})`);
  expect(await whom(at("one.json", 1), { "one.json": JSON.stringify(JSON.parse(planText)) })).toBe(
    "nobody named (one.json:1)",
  );
});

test("a line of HCL is that of its block", async () => {
  const main = ['provider "aws" {}', 'resource "aws_iam_user" "alice" {', '  name = "alice"', "}", "", "# end"].join(
    "\n",
  );
  expect(await whom(at("hcl/main.tf", 3), { "hcl/main.tf": main })).toBe("[alice] alice");
  expect(await whom(at("hcl/main.tf", 1), { "hcl/main.tf": main })).toBe("nobody named (hcl/main.tf:1)");
  expect(await whom(at("hcl/main.tf", 6), { "hcl/main.tf": main })).toBe("nobody named (hcl/main.tf:6)");
});

test("a file that was changed since the scan names nobody: its lines are others", async () => {
  const path = "cdk.tf.json";
  const alice = lineOf('"alice": {', stack);
  const seen = (text: string) => at(path, alice, alice + 3, { snippet: { text } });
  const lines = stack.split("\n").slice(alice - 1, alice + 3);
  expect(await whom(seen(lines.join("\n")), { [path]: stack })).toBe("[alice] alice");
  expect(await whom(seen('"carol": {\n"name": "carol"\n'), { [path]: stack })).toBe(`nobody named (${path}:${alice})`);
});

test("no file outside of the project is opened, whatever a report says", async () => {
  const outside = ["../../../etc/hostname.json", "file:///etc/passwd", "/etc/passwd", "%2e%2e/%2e%2e/etc/passwd", "%"];
  for (const uri of outside) expect(await whom(at(uri, 1))).toMatch(/^nobody named/);
});

test("an address is found without its module too, where only one has it; one of another module is nobody's", async () => {
  const plan = JSON.parse(planText);
  const moved = plan.resource_changes.map((change: { address: string }) =>
    change.address === "aws_iam_user.alice"
      ? { ...change, address: `module.team.${change.address}`, module_address: "module.team" }
      : change,
  );
  const files = { "plan.json": JSON.stringify({ ...plan, resource_changes: moved }) };
  expect(await whom(called("module.team.aws_iam_user.alice"), files)).toBe("[alice] alice");
  expect(await whom(called("aws_iam_user.alice"), files)).toBe("[alice] alice");
  expect(await whom(called("module.other.aws_iam_user.alice"), files)).toBe(
    "nobody named (module.other.aws_iam_user.alice)",
  );
});

test("the same words are told once, with how often", async () => {
  const twice = checkov([failed("CKV_AWS_273", "plan.json", [1, 1]), failed("CKV_AWS_273", "plan.json", [1, 1])]);
  expect(await told({ "checkov.sarif": twice, "plan.json": JSON.stringify(JSON.parse(planText)) })).toEqual([
    "error nobody named (plan.json:1): Checkov CKV_AWS_273 error: Ensure access is controlled through SSO and not AWS IAM defined users (2 times)",
  ]);
});
