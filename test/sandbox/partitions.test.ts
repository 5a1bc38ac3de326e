import * as Iam from "@aws-sdk/client-iam";
import * as Sts from "@aws-sdk/client-sts";
import { addAccount, addAdministratorRole, type SandboxState } from "../../src/sandbox/index";
import { table } from "../../src/sandbox/state";
import { ACCOUNT, type Running, refusal, start } from "./helpers";

let running: Running;
beforeEach(async () => {
  const state: SandboxState = { schemaVersion: 1, accounts: table() };
  addAccount(state, ACCOUNT, "aws-cn");
  addAdministratorRole(state, { roleArn: `arn:aws-cn:iam::${ACCOUNT}:role/iam-roster` });
  running = await start({ state });
});
afterEach(() => running.close());

test("an account in China has ARNs of its partition, and may only attach AWS's policies of that", async () => {
  const { iam, sts } = running;
  const UserName = "alice";
  const { User } = await iam.send(new Iam.CreateUserCommand({ UserName, Path: "/people/" }));
  expect(User?.Arn).toBe("arn:aws-cn:iam::123456789012:user/people/alice");
  const { VirtualMFADevice } = await iam.send(
    new Iam.CreateVirtualMFADeviceCommand({ VirtualMFADeviceName: "alice-phone" }),
  );
  expect(VirtualMFADevice?.SerialNumber).toBe("arn:aws-cn:iam::123456789012:mfa/alice-phone");

  const PolicyArn = "arn:aws-cn:iam::aws:policy/AWSDenyAll";
  await iam.send(new Iam.AttachUserPolicyCommand({ UserName, PolicyArn }));
  expect((await iam.send(new Iam.GetPolicyCommand({ PolicyArn }))).Policy?.Arn).toBe(PolicyArn);
  const elsewhere = "arn:aws:iam::aws:policy/AWSDenyAll";
  expect(await refusal(iam.send(new Iam.AttachUserPolicyCommand({ UserName, PolicyArn: elsewhere })))).toBe(
    `404 NoSuchEntity Policy ${elsewhere} does not exist or is not attachable.`,
  );

  const attached = { Scope: "AWS", OnlyAttached: true } as const;
  const { Policies = [] } = await iam.send(new Iam.ListPoliciesCommand(attached));
  expect(Policies.map(({ Arn }) => Arn).sort()).toEqual([PolicyArn, "arn:aws-cn:iam::aws:policy/AdministratorAccess"]);
  const RoleArn = `arn:aws-cn:iam::${ACCOUNT}:role/iam-roster`;
  const { AssumedRoleUser } = await sts.send(new Sts.AssumeRoleCommand({ RoleArn, RoleSessionName: "ci" }));
  expect(AssumedRoleUser?.Arn).toBe(`arn:aws-cn:sts::${ACCOUNT}:assumed-role/iam-roster/ci`);
});
