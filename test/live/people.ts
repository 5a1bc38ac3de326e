import { type OpenAccount, openAccount } from "../../src/aws/account";
import { type PermittedCommand, policyFor } from "../../src/aws/permissions";
import {
  createSandbox,
  DEFAULT_ACCOUNT_ID,
  type Sandbox,
  type SandboxOptions,
  sandboxEnvironment,
} from "../../src/sandbox/index";
import { type Account, addAccount } from "../../src/sandbox/state";
import { CERTIFICATE, SSH_KEY } from "../sandbox/credentials";
import { twoCodes } from "../sandbox/helpers";

/** A sandbox, its administrator through the real SDK, and the hands of people. */
export interface World {
  readonly sandbox: Sandbox;
  readonly env: NodeJS.ProcessEnv;
  readonly admin: OpenAccount;
  /** The sandbox's own memory. */
  readonly memory: Account;
  close(): Promise<void>;
}

export async function openWorld(options: SandboxOptions = {}): Promise<World> {
  const sandbox = createSandbox(options);
  const env = sandboxEnvironment(await sandbox.listen());
  const admin = openAccount({ env });
  return {
    sandbox,
    env,
    admin,
    memory: addAccount(sandbox.state, DEFAULT_ACCOUNT_ID),
    close: async () => {
      await admin.close();
      await sandbox.close();
    },
  };
}

/** @returns the UserId */
export async function makeUser({ admin }: World, UserName: string): Promise<string> {
  return (await admin.call("iam:CreateUser", { UserName })).User?.UserId ?? "";
}

/** The environment of a user whose only policy is that of the command. */
export async function operator(world: World, command: PermittedCommand): Promise<NodeJS.ProcessEnv> {
  const { admin, env } = world;
  const PolicyDocument = JSON.stringify(policyFor(command, DEFAULT_ACCOUNT_ID));
  const policy = await admin.call("iam:CreatePolicy", { PolicyName: command, PolicyDocument });
  await makeUser(world, "operator");
  await admin.call("iam:AttachUserPolicy", { UserName: "operator", PolicyArn: policy.Policy?.Arn ?? "" });
  const { AccessKey } = await admin.call("iam:CreateAccessKey", { UserName: "operator" });
  return { ...env, AWS_ACCESS_KEY_ID: AccessKey?.AccessKeyId, AWS_SECRET_ACCESS_KEY: AccessKey?.SecretAccessKey };
}

/** A device that somebody enrolled, or began to. */
export async function makeDevice({ admin }: World, name: string, owner?: string): Promise<string> {
  const { VirtualMFADevice } = await admin.call("iam:CreateVirtualMFADevice", { VirtualMFADeviceName: name });
  const SerialNumber = VirtualMFADevice?.SerialNumber ?? "";
  if (owner !== undefined) {
    const codes = twoCodes(VirtualMFADevice?.Base32StringSeed);
    await admin.call("iam:EnableMFADevice", { UserName: owner, SerialNumber, ...codes });
  }
  return SerialNumber;
}

/** One of each of the nine kinds, made by hand. @returns ids, by kind */
export async function giveEverything(world: World, UserName: string) {
  const { admin } = world;
  await admin.call("iam:CreateLoginProfile", { UserName, Password: "Tr0ub4dor&3-canary" });
  const key = await admin.call("iam:CreateAccessKey", { UserName });
  const certificate = await admin.call("iam:UploadSigningCertificate", { UserName, CertificateBody: CERTIFICATE });
  const ssh = await admin.call("iam:UploadSSHPublicKey", { UserName, SSHPublicKeyBody: SSH_KEY });
  const credential = await admin.call("iam:CreateServiceSpecificCredential", {
    UserName,
    ServiceName: "codecommit.amazonaws.com",
  });
  const device = await makeDevice(world, `${UserName}-phone`, UserName);
  const document = { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "s3:PutObject", Resource: "*" }] };
  await admin.call("iam:PutUserPolicy", { UserName, PolicyName: "push", PolicyDocument: JSON.stringify(document) });
  const policyArn = "arn:aws:iam::aws:policy/ReadOnlyAccess";
  await admin.call("iam:AttachUserPolicy", { UserName, PolicyArn: policyArn });
  await admin.call("iam:CreateGroup", { GroupName: `${UserName}-friends` });
  await admin.call("iam:AddUserToGroup", { UserName, GroupName: `${UserName}-friends` });
  return {
    accessKey: key.AccessKey?.AccessKeyId ?? "",
    secrets: [
      "Tr0ub4dor&3-canary",
      key.AccessKey?.SecretAccessKey ?? "",
      credential.ServiceSpecificCredential?.ServicePassword ?? "",
    ],
    certificate: certificate.Certificate?.CertificateId ?? "",
    ssh: ssh.SSHPublicKey?.SSHPublicKeyId ?? "",
    credential: credential.ServiceSpecificCredential?.ServiceSpecificCredentialId ?? "",
    device,
    policyArn,
  };
}

/** A person enables a device that Terraform made, with two codes of its seed. */
export async function enableDevice({ admin, memory }: World, UserName: string, name: string): Promise<void> {
  const SerialNumber = `arn:aws:iam::${DEFAULT_ACCOUNT_ID}:mfa/${name}`;
  const seed = memory.mfaDevices[SerialNumber.toLowerCase()]?.seed ?? "";
  await admin.call("iam:EnableMFADevice", { UserName, SerialNumber, ...twoCodes(Buffer.from(seed, "latin1")) });
}
