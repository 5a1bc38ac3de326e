import * as Iam from "@aws-sdk/client-iam";
import { CERTIFICATE, SSH_KEY } from "./credentials";
import { allow, type Running, refusal, start, twoCodes } from "./helpers";

/** The contractor who was never removed: each thing a user can hold keeps it from being deleted. */
let running: Running;
beforeAll(async () => {
  running = await start();
  await running.iam.send(new Iam.CreateGroupCommand({ GroupName: "contractors" }));
});
afterAll(() => running.close());

const must = (what: string) => `409 DeleteConflict Cannot delete entity, must ${what} first.`;
const READ_ONLY = "arn:aws:iam::aws:policy/ReadOnlyAccess";

interface Kind {
  readonly what: string;
  readonly words: string;
  give(UserName: string): Promise<unknown>;
  take(UserName: string, given: unknown): Promise<unknown>;
}

const send = (command: object): Promise<unknown> => running.iam.send(command as Iam.GetUserCommand);

const KINDS: Kind[] = [
  {
    what: "an attached policy",
    words: "detach all policies",
    give: (UserName) => send(new Iam.AttachUserPolicyCommand({ UserName, PolicyArn: READ_ONLY })),
    take: (UserName) => send(new Iam.DetachUserPolicyCommand({ UserName, PolicyArn: READ_ONLY })),
  },
  {
    what: "an inline policy",
    words: "delete policies",
    give: (UserName) =>
      send(new Iam.PutUserPolicyCommand({ UserName, PolicyName: "push", PolicyDocument: allow("s3:PutObject") })),
    take: (UserName) => send(new Iam.DeleteUserPolicyCommand({ UserName, PolicyName: "push" })),
  },
  {
    what: "a password",
    words: "delete login profile",
    give: (UserName) => send(new Iam.CreateLoginProfileCommand({ UserName, Password: "Tr0ub4dor&3" })),
    take: (UserName) => send(new Iam.DeleteLoginProfileCommand({ UserName })),
  },
  {
    what: "an MFA device",
    words: "remove tokens from principal",
    async give(UserName) {
      const made = await running.iam.send(
        new Iam.CreateVirtualMFADeviceCommand({ VirtualMFADeviceName: `${UserName}-phone` }),
      );
      const { SerialNumber, Base32StringSeed } = made.VirtualMFADevice ?? {};
      await send(new Iam.EnableMFADeviceCommand({ UserName, SerialNumber, ...twoCodes(Base32StringSeed) }));
      return SerialNumber;
    },
    async take(UserName, given) {
      const SerialNumber = given as string;
      await send(new Iam.DeactivateMFADeviceCommand({ UserName, SerialNumber }));
      await send(new Iam.DeleteVirtualMFADeviceCommand({ SerialNumber }));
    },
  },
  {
    what: "an access key",
    words: "delete access keys",
    give: async (UserName) =>
      (await running.iam.send(new Iam.CreateAccessKeyCommand({ UserName }))).AccessKey?.AccessKeyId,
    take: (UserName, given) => send(new Iam.DeleteAccessKeyCommand({ UserName, AccessKeyId: given as string })),
  },
  {
    what: "a signing certificate",
    words: "delete certificates",
    give: async (UserName) =>
      (await running.iam.send(new Iam.UploadSigningCertificateCommand({ UserName, CertificateBody: CERTIFICATE })))
        .Certificate?.CertificateId,
    take: (UserName, given) =>
      send(new Iam.DeleteSigningCertificateCommand({ UserName, CertificateId: given as string })),
  },
  {
    what: "an SSH key",
    words: "remove referenced objects",
    give: async (UserName) =>
      (await running.iam.send(new Iam.UploadSSHPublicKeyCommand({ UserName, SSHPublicKeyBody: SSH_KEY }))).SSHPublicKey
        ?.SSHPublicKeyId,
    take: (UserName, given) => send(new Iam.DeleteSSHPublicKeyCommand({ UserName, SSHPublicKeyId: given as string })),
  },
  {
    what: "a service-specific credential",
    words: "remove referenced objects",
    give: async (UserName) =>
      (
        await running.iam.send(
          new Iam.CreateServiceSpecificCredentialCommand({ UserName, ServiceName: "codecommit.amazonaws.com" }),
        )
      ).ServiceSpecificCredential?.ServiceSpecificCredentialId,
    take: (UserName, given) =>
      send(new Iam.DeleteServiceSpecificCredentialCommand({ UserName, ServiceSpecificCredentialId: given as string })),
  },
  {
    what: "a group membership",
    words: "remove users from group",
    give: (UserName) => send(new Iam.AddUserToGroupCommand({ UserName, GroupName: "contractors" })),
    take: (UserName) => send(new Iam.RemoveUserFromGroupCommand({ UserName, GroupName: "contractors" })),
  },
];

test.each(KINDS)(
  "fails to delete a user who still holds $what, and succeeds without it",
  async ({ what, words, give, take }) => {
    const UserName = what.replace(/\W/g, "-");
    await send(new Iam.CreateUserCommand({ UserName }));
    const given = await give(UserName);
    expect(await refusal(send(new Iam.DeleteUserCommand({ UserName })))).toBe(must(words));
    await take(UserName, given);
    expect(await refusal(send(new Iam.DeleteUserCommand({ UserName })))).toBe("no error");
    expect(await refusal(send(new Iam.GetUserCommand({ UserName })))).toBe(
      `404 NoSuchEntity The user with name ${UserName} cannot be found.`,
    );
  },
);

test("all nine at once are refused until the last is gone", async () => {
  const UserName = "carol";
  await send(new Iam.CreateUserCommand({ UserName }));
  const given: unknown[] = [];
  for (const kind of KINDS) given.push(await kind.give(UserName));
  const words = KINDS.map((kind) => must(kind.words));
  for (const [index, kind] of KINDS.entries()) {
    expect(words).toContain(await refusal(send(new Iam.DeleteUserCommand({ UserName }))));
    await kind.take(UserName, given[index]);
  }
  expect(await refusal(send(new Iam.DeleteUserCommand({ UserName })))).toBe("no error");
});

test("tags and a permissions boundary keep nobody", async () => {
  await send(
    new Iam.CreateUserCommand({
      UserName: "dave",
      PermissionsBoundary: READ_ONLY,
      Tags: [{ Key: "Team", Value: "ops" }],
    }),
  );
  expect(await refusal(send(new Iam.DeleteUserCommand({ UserName: "dave" })))).toBe("no error");
});
