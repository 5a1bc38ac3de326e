import { checkov, failed, linesOfValues, reviewWith, told, usersYaml } from "./sarif";

const sso = "Ensure access is controlled through SSO and not AWS IAM defined users";
const attached = "Ensure IAM policies are attached only to groups or roles";

const lineOf = (text: string) => usersYaml.split("\n").findIndex((line) => line.includes(text)) + 1;

test("what checkov found in the plan is told by person, and closes the gate", async () => {
  const report = checkov([
    failed("CKV_AWS_273", "plan.json", linesOfValues("aws_iam_user.deploy-bot")),
    failed("CKV_AWS_273", "plan.json", linesOfValues("aws_iam_user.alice")),
    failed("CKV_AWS_40", "plan.json", linesOfValues("aws_iam_policy.service-boundary")),
    failed("CKV_AWS_40", "plan.json", linesOfValues("aws_iam_group_policy_attachment.developers--aws--ReadOnlyAccess")),
  ]);
  expect(await told({ "checkov.sarif": report })).toEqual([
    `error [alice] alice: Checkov CKV_AWS_273 error: ${sso}`,
    `error [alice] group developers of alice: Checkov CKV_AWS_40 error: ${attached}`,
    `error [deploy-bot] deploy-bot: Checkov CKV_AWS_273 error: ${sso}`,
    `error policy service-boundary: Checkov CKV_AWS_40 error: ${attached}`,
  ]);
  const { code, out } = await reviewWith({ "checkov.sarif": report });
  expect(code).toBe(3);
  const { gate, dangers } = JSON.parse(out);
  expect(gate.closedBy).toEqual(["finding-of-others"]);
  expect(dangers[0]).toMatchObject({
    address: "aws_iam_user.alice",
    place: { file: "users.yaml", line: lineOf("  alice:") },
    source: { tool: "Checkov", rule: "CKV_AWS_273", level: "error" },
  });
  expect(dangers[0].source.help).toBe("https://docs.prismacloud.io/en/policies/ckv_aws_273");
});

test("without a report, or with one in which nothing was found, the gate stays as the plan alone leaves it", async () => {
  expect((await reviewWith({})).code).toBe(0);
  expect(await told({ "checkov.sarif": checkov([]) })).toEqual([]);
  expect((await reviewWith({ "checkov.sarif": checkov([]) })).code).toBe(0);
});
