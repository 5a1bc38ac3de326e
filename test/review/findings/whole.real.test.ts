import { rmSync } from "node:fs";
import { review } from "../../../src/cli/commands/review";
import { createSandbox, sandboxEnvironment } from "../../../src/sandbox/index";
import { withTerraform } from "../../e2e/harness";
import { because, rosterOf, synthesizedYaml } from "../../e2e/rosters";
import { showPlan } from "../../plan-json";
import { runCommand } from "../../terminal";
import { testdir } from "../../testdir";
import { checkov, failed, linesOfValues } from "./sarif";

const passRole = '{ Version: "2012-10-17", Statement: [{ Effect: Allow, Action: "iam:PassRole", Resource: "*" }] }';

const yaml = rosterOf(
  `  jane.doe: { type: human, owner: jane@example.com, groups: [developers], mfaDevices: { phone: {} } }
  deploy-bot:
    type: service
    owner: platform-team
    policies: { managed: [shared], inline: { own: ${passRole} } }
    directPolicies: ${because("A bot with one permission, which a group of one would only hide")}`,
  {
    more: `
policies:
  shared: { document: { Version: "2012-10-17", Statement: [{ Effect: Allow, Action: "s3:GetObject", Resource: "*" }] } }
groups:
  developers: { policies: [shared] }`,
  },
);

withTerraform("findings of others about a real plan", (terraform) => {
  test("each resource of a plan, as checkov tells it by its lines, leads to whom it concerns; AWS's own finding to its line", async () => {
    const sandbox = createSandbox();
    const env = sandboxEnvironment(await sandbox.listen());
    const { stack } = await synthesizedYaml(yaml);
    const workspace = await terraform.newWorkspace(stack, env);
    try {
      await workspace.plan({ out: "plan.bin" });
      const plan = await showPlan(workspace, "plan.bin");
      const text = JSON.stringify(plan, null, 2);
      const addresses = (plan.planned_values?.root_module.resources ?? []).map(({ address }) => address);
      const report = checkov(
        addresses.map((address, index) =>
          failed("CKV_AWS_273", "plan.json", linesOfValues(address, text), { message: { text: `check ${index}` } }),
        ),
      );
      const cwd = testdir({ "plan.json": text, "users.yaml": yaml, "checkov.sarif": report });
      const words = ["plan.json", "--after", "users.yaml", "--findings", "checkov.sarif", "--account", "--json"];
      const { out } = await runCommand(review, { cwd, env: { ...process.env, ...env }, today: new Date() }, words);
      const told = JSON.parse(out).dangers.filter(({ id }: { id: string }) => id === "finding-of-others");
      const of = (tool: string) => told.filter(({ source }: { source: { tool: string } }) => source.tool === tool);
      const who = of("Checkov").map(({ message }: { message: string }) => {
        const [, whom, index] = /^(.*): Checkov .* error: check (\d+)$/.exec(message) ?? [];
        return `${whom} <- ${addresses[Number(index)]}`;
      });
      expect(who.sort()).toMatchInlineSnapshot(`
        [
          "deploy-bot <- aws_iam_user.deploy-bot",
          "deploy-bot <- aws_iam_user_policies_exclusive.deploy-bot",
          "deploy-bot <- aws_iam_user_policy.deploy-bot--own",
          "deploy-bot <- aws_iam_user_policy_attachment.deploy-bot--shared",
          "deploy-bot <- aws_iam_user_policy_attachments_exclusive.deploy-bot",
          "group developers of jane.doe <- aws_iam_group.developers",
          "group developers of jane.doe <- aws_iam_group_policy_attachment.developers--shared",
          "jane.doe <- aws_iam_user.jane_u2e_doe",
          "jane.doe <- aws_iam_user_group_membership.jane_u2e_doe",
          "jane.doe <- aws_iam_user_policies_exclusive.jane_u2e_doe",
          "jane.doe <- aws_iam_user_policy_attachments_exclusive.jane_u2e_doe",
          "jane.doe <- aws_iam_virtual_mfa_device.jane_u2e_doe--phone",
          "policy shared of deploy-bot and jane.doe <- aws_iam_policy.shared",
        ]
      `);
      expect(of("IAM Access Analyzer")).toMatchObject([
        {
          person: "deploy-bot",
          place: { file: "users.yaml", line: yaml.split("\n").findIndex((line) => line.includes("iam:PassRole")) + 1 },
          source: { rule: "PASS_ROLE_WITH_STAR_IN_RESOURCE" },
        },
      ]);
      expect(sandbox.counts()["accessanalyzer:ValidatePolicy"]).toBe(2);
    } finally {
      rmSync(workspace.directory, { recursive: true, force: true });
      await sandbox.close();
    }
  }, 120_000);
});
