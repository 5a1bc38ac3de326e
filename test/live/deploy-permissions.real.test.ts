import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { ImportBlock } from "../../constructs/import-blocks";
import { terraformPermissions } from "../../src/aws/permissions";
import type { Workspace } from "../../src/terraform/workspace";
import { withTerraform } from "../e2e/harness";
import { because, CERTIFICATE, rosterOf, SSH_KEY, synthesizedYaml } from "../e2e/rosters";
import { Gate } from "./deploy-gate";
import { enableDevice, openWorld, operator, type World } from "./people";

jest.setTimeout(300_000);

const allow = (Action: string) =>
  JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action, Resource: "*" }] });
const PUSH = "arn:aws:iam::123456789012:policy/push";
const flags = `    longLivedKeys: ${because("Runs outside AWS, where no role can be assumed")}
    directPolicies: ${because("The one pipeline that nobody shares a group with")}
    plaintextSecrets: ${because("AWS makes this password itself, and the bot fetches it from the state")}`;

/** One of every resource that a roster makes. */
const joined = rosterOf(
  `  alice:
    type: human
    owner: alice@example.com
    tags: { Desk: "12" }
    loginProfile: {}
    mfaDevices: { phone: {} }
  deploy-bot:
    type: service
    owner: platform-team
    groups: [pipelines]
    accessKeys: { a: {} }
    policies: { managed: [push], inline: { read: ${allow("s3:GetObject")} } }
    permissionsBoundary: push
    sshPublicKeys: { ci: { publicKey: ${SSH_KEY} } }
    signingCertificates: { soap: { body: ${CERTIFICATE} } }
    serviceSpecificCredentials: { git: { service: codecommit.amazonaws.com } }
${flags}`,
  {
    more: `policies: { push: { document: ${allow("s3:PutObject")} } }\ngroups: { pipelines: { policies: [push] } }`,
  },
);
/** The same people: what can change in place does, and the bot is suspended. */
const changed = rosterOf(
  `  alice:
    type: human
    owner: alice@example.com
    path: /people/
    permissionsBoundary: push
    mfaDevices: { phone: {} }
    forceDestroy: ${because("Enrolled devices of her own in the console")}
  deploy-bot:
    type: service
    owner: platform-team
    suspended: { since: 2026-11-20, reason: Nobody knows what it deploys, ticket: OPS-3 }
    groups: [pipelines]
    accessKeys: { a: {}, console: {} }
    policies: { managed: [push], inline: { read: ${allow("s3:ListBucket")} } }
    sshPublicKeys: { ci: { publicKey: ${SSH_KEY} } }
    signingCertificates: { soap: { body: ${CERTIFICATE} } }
    serviceSpecificCredentials: { git: { service: codecommit.amazonaws.com } }
${flags}`,
  {
    more: `policies: { push: { document: ${allow("s3:Put*")} } }\ngroups: { pipelines: { path: /machines/ } }`,
  },
);

withTerraform("the policy of roster deploy, as far as Terraform needs it", (terraform) => {
  let world: World;
  let gate: Gate;
  let workspace: Workspace;
  beforeEach(async () => {
    world = await openWorld();
    gate = await Gate.open(world.env.AWS_ENDPOINT_URL ?? "");
    workspace = await terraform.newWorkspace({}, gate.through(await operator(world, "deploy")));
  });
  afterEach(async () => {
    await gate.close();
    await world.close();
  });

  const apply = async (yaml: string, imports: readonly ImportBlock[] = []) => {
    const { stack } = await synthesizedYaml(yaml);
    const whole = imports.length > 0 ? { ...stack, import: imports } : stack;
    writeFileSync(join(workspace.directory, "cdk.tf.json"), JSON.stringify(whole));
    await workspace.apply({ autoApprove: true });
  };

  test("everything joins, changes, is suspended, is taken over and leaves with exactly it, and nothing of it is for nothing", async () => {
    await apply(joined);
    const { call } = world.admin;
    await enableDevice(world, "alice", "alice-phone");
    // What somebody does to tags by hand is taken back.
    await call("iam:UntagPolicy", { PolicyArn: PUSH, TagKeys: ["ManagedBy"] });
    await call("iam:TagPolicy", { PolicyArn: PUSH, Tags: [{ Key: "Colour", Value: "blue" }] });
    const { AccessKey } = await call("iam:CreateAccessKey", { UserName: "deploy-bot" });
    await apply(changed, [{ to: "aws_iam_access_key.deploy-bot--console", id: AccessKey?.AccessKeyId ?? "" }]);
    await apply(rosterOf(""));
    expect([Object.keys(world.memory.users), world.memory.mfaDevices, world.memory.policies]).toMatchObject([
      ["operator"],
      {},
      {},
    ]);

    const called = new Set(gate.calls.map(({ action }) => action));
    called.delete("sts:GetCallerIdentity");
    // AWS asks for it when a device is made with tags; the tags of one that is there are left alone.
    called.add("iam:TagMFADevice");
    expect([...called].sort()).toEqual([...new Set(Object.values(terraformPermissions).flat())].sort());
  });
});
