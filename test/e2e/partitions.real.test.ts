import { rehearse } from "../../src/cli/commands/rehearse";
import { type Partition, partitions } from "../../src/terms/partitions";
import { runCommand } from "../terminal";
import { testdir } from "../testdir";
import { withTerraform } from "./harness";
import { synthesizedYaml } from "./rosters";

const yamlFor = (partition: Partition, region: string) => `version: 1
account: { id: "123456789012", region: ${region} }
users:
  alice: { type: human, owner: alice@example.com, mfaDevices: { phone: {} }, permissionsBoundary: "arn:${partition}:iam::aws:policy/PowerUserAccess" }
  bob: { type: human, owner: bob@example.com, suspended: { since: 2026-11-10, reason: Contract ended, ticket: HR-77 } }
`;

withTerraform("partitions", (terraform) => {
  test("terraform accepts the stack of a roster in any of them", async () => {
    const all = Object.entries(partitions) as [Partition, readonly [string, ...string[]]][];
    const stacks = await Promise.all(all.map(([partition, [region]]) => synthesizedYaml(yamlFor(partition, region))));
    const answers = await terraform.validateMany(stacks.map(({ stack }) => stack));
    expect(answers.map(({ valid, diagnostics }, index) => [all[index]?.[0], valid, diagnostics])).toEqual(
      all.map(([partition]) => [partition, true, []]),
    );
  }, 120_000);

  test("everybody joins and leaves in China, with AWSDenyAll of China's partition", async () => {
    const cwd = testdir({ "users.yaml": yamlFor("aws-cn", "cn-north-1") });
    const { code, out, err } = await runCommand(rehearse, cwd);
    expect({ code, err: code === 0 ? "" : err }).toEqual({ code: 0, err: "" });
    expect(out.match(/removed cleanly/g)).toHaveLength(2);
  }, 240_000);
});
