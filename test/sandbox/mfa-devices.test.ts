import * as Iam from "@aws-sdk/client-iam";
import { base32Encode } from "../../src/sandbox/ids";
import type { MfaDevice } from "../../src/sandbox/state";
import { totpCode } from "../../src/sandbox/totp";
import { ACCOUNT, type Running, refusal, start, twoCodes } from "./helpers";

let running: Running;
beforeEach(async () => {
  running = await start();
  await running.iam.send(new Iam.CreateUserCommand({ UserName: "alice" }));
});
afterEach(() => running.close());

const send = (command: object): Promise<unknown> => running.iam.send(command as Iam.GetUserCommand);
const serial = (name: string) => `arn:aws:iam::${ACCOUNT}:mfa/${name}`;

async function createPhone(name = "alice-phone") {
  const made = await running.iam.send(new Iam.CreateVirtualMFADeviceCommand({ VirtualMFADeviceName: name }));
  return made.VirtualMFADevice?.Base32StringSeed;
}

test("codes are those of RFC 6238", () => {
  const seed = base32Encode(Buffer.from("12345678901234567890"));
  expect([59, 1111111109, 1234567890].map((second) => totpCode(seed, Math.floor(second / 30)))).toEqual([
    "287082",
    "081804",
    "005924",
  ]);
});

test("a device is made with a seed and a picture, enabled with two codes, and listed without its seed", async () => {
  const made = await running.iam.send(
    new Iam.CreateVirtualMFADeviceCommand({ VirtualMFADeviceName: "alice-phone", Path: "/people/" }),
  );
  const { SerialNumber, Base32StringSeed, QRCodePNG } = made.VirtualMFADevice ?? {};
  expect(SerialNumber).toBe(serial("people/alice-phone"));
  expect(Buffer.from(Base32StringSeed ?? []).toString()).toMatch(/^[A-Z2-7]{64}$/);
  expect(
    Buffer.from(QRCodePNG ?? [])
      .subarray(1, 4)
      .toString(),
  ).toBe("PNG");
  await send(new Iam.EnableMFADeviceCommand({ UserName: "alice", SerialNumber, ...twoCodes(Base32StringSeed) }));
  const listed = await running.iam.send(new Iam.ListVirtualMFADevicesCommand({ AssignmentStatus: "Assigned" }));
  expect(listed.VirtualMFADevices).toEqual([
    { SerialNumber, EnableDate: expect.any(Date), User: expect.objectContaining({ UserName: "alice", Path: "/" }) },
  ]);
  const unassigned = await running.iam.send(new Iam.ListVirtualMFADevicesCommand({ AssignmentStatus: "Unassigned" }));
  expect(unassigned.VirtualMFADevices).toEqual([]);
  const got = await running.iam.send(new Iam.GetMFADeviceCommand({ UserName: "alice", SerialNumber }));
  expect(got).toMatchObject({ UserName: "alice", SerialNumber, EnableDate: expect.any(Date) });
});

test.each<[string, (codes: { AuthenticationCode1: string; AuthenticationCode2: string }) => object]>([
  [
    "swapped",
    ({ AuthenticationCode1: first, AuthenticationCode2: second }) => ({
      AuthenticationCode1: second,
      AuthenticationCode2: first,
    }),
  ],
  ["the same twice", ({ AuthenticationCode1: first }) => ({ AuthenticationCode1: first, AuthenticationCode2: first })],
])("fails to enable a device with codes that are %s", async (_what, change) => {
  const seed = await createPhone();
  const codes = change(twoCodes(seed)) as { AuthenticationCode1: string; AuthenticationCode2: string };
  expect(
    await refusal(
      send(new Iam.EnableMFADeviceCommand({ UserName: "alice", SerialNumber: serial("alice-phone"), ...codes })),
    ),
  ).toBe("403 InvalidAuthenticationCode Authentication code for device is not valid.");
});

test("fails to delete a device that is in use, to enable it twice, and to deactivate it twice", async () => {
  const seed = await createPhone();
  const enable = { UserName: "alice", SerialNumber: serial("alice-phone"), ...twoCodes(seed) };
  await send(new Iam.EnableMFADeviceCommand(enable));
  expect(await refusal(send(new Iam.EnableMFADeviceCommand(enable)))).toBe(
    "409 EntityAlreadyExists MFA Device is already in use.",
  );
  expect(await refusal(send(new Iam.DeleteVirtualMFADeviceCommand(enable)))).toBe(
    "409 DeleteConflict MFA VirtualDevice in use. Must deactivate first.",
  );
  await send(new Iam.ResyncMFADeviceCommand(enable));
  await send(new Iam.DeactivateMFADeviceCommand(enable));
  expect(await refusal(send(new Iam.DeactivateMFADeviceCommand(enable)))).toBe(
    "404 NoSuchEntity MFA Device invalid for user.",
  );
  // Deactivated is not deleted: the device still blocks its own name.
  expect(await refusal(createPhone())).toBe("409 EntityAlreadyExists MFA device already exists.");
  await send(new Iam.DeleteVirtualMFADeviceCommand(enable));
  expect(await refusal(createPhone())).toBe("no error");
});

test("fails at a ninth device", async () => {
  for (let index = 1; index <= 9; index++) {
    const seed = await createPhone(`phone-${index}`);
    const enabling = send(
      new Iam.EnableMFADeviceCommand({ UserName: "alice", SerialNumber: serial(`phone-${index}`), ...twoCodes(seed) }),
    );
    expect(await refusal(enabling)).toBe(
      index < 9 ? "no error" : "409 LimitExceeded Cannot exceed quota for MFADevicesPerUser: 8",
    );
  }
});

test("hardware and FIDO devices can be deactivated but not deleted", async () => {
  const devices = running.sandbox.state.accounts[ACCOUNT]?.mfaDevices as Record<string, MfaDevice>;
  const common = { createDate: "2026-01-01T00:00:00Z", tags: [], user: "alice", enableDate: "2026-01-02T00:00:00Z" };
  const fido = `arn:aws:iam::${ACCOUNT}:u2f/user/alice/yubikey`;
  devices.gaht12345678 = { ...common, serialNumber: "GAHT12345678", kind: "hardware" };
  devices[fido] = { ...common, serialNumber: fido, kind: "fido" };
  const listed = await running.iam.send(new Iam.ListMFADevicesCommand({ UserName: "alice" }));
  expect(listed.MFADevices?.map((device) => device.SerialNumber)).toEqual(["GAHT12345678", fido]);
  expect(await refusal(send(new Iam.DeleteVirtualMFADeviceCommand({ SerialNumber: "GAHT12345678" })))).toBe(
    "404 NoSuchEntity MFA Device with serial number GAHT12345678 does not exist.",
  );
  expect(await refusal(send(new Iam.DeleteUserCommand({ UserName: "alice" })))).toBe(
    "409 DeleteConflict Cannot delete entity, must remove tokens from principal first.",
  );
  for (const SerialNumber of ["GAHT12345678", fido])
    await send(new Iam.DeactivateMFADeviceCommand({ UserName: "alice", SerialNumber }));
  expect(await refusal(send(new Iam.DeleteUserCommand({ UserName: "alice" })))).toBe("no error");
});

test("tags of a device are kept apart by case", async () => {
  await createPhone();
  const SerialNumber = serial("alice-phone");
  await send(
    new Iam.TagMFADeviceCommand({
      SerialNumber,
      Tags: [
        { Key: "Owner", Value: "alice" },
        { Key: "owner", Value: "a" },
      ],
    }),
  );
  await send(new Iam.UntagMFADeviceCommand({ SerialNumber, TagKeys: ["owner"] }));
  const { Tags } = await running.iam.send(new Iam.ListMFADeviceTagsCommand({ SerialNumber }));
  expect(Tags).toEqual([{ Key: "Owner", Value: "alice" }]);
});
