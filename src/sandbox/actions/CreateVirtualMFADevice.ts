import { randomBytes } from "node:crypto";
import { iamArn } from "../arns";
import type { Action, Call } from "../call";
import { enrolmentImage } from "../enrolment-image";
import { entityAlreadyExists, quotaExceeded } from "../errors";
import { base32Encode } from "../ids";
import { nameKey, type Tag } from "../state";
import { addTags } from "../tags";

interface Input {
  readonly VirtualMFADeviceName: string;
  readonly Path?: string;
  readonly Tags?: Tag[];
}

/** As many as users (IAM User Guide, "IAM and AWS STS quotas"). The name of the quota is not recorded. */
const VIRTUAL_DEVICES_PER_ACCOUNT = 5000;

const serialOf = (call: Call, input: Input) =>
  iamArn(call.account, `mfa${input.Path ?? "/"}${input.VirtualMFADeviceName}`);

export const CreateVirtualMFADevice: Action<Input> = {
  resource: (call, input) => ({ arn: serialOf(call, input) }),
  run(call, input) {
    const { account } = call;
    const serialNumber = serialOf(call, input);
    if (account.mfaDevices[nameKey(serialNumber)]) throw entityAlreadyExists("MFA device already exists.");
    if (Object.keys(account.mfaDevices).length >= VIRTUAL_DEVICES_PER_ACCOUNT)
      throw quotaExceeded("VirtualMFADevicesPerAccount", VIRTUAL_DEVICES_PER_ACCOUNT);
    const seed = base32Encode(randomBytes(40));
    const tags = addTags([], input.Tags ?? [], "heeds case");
    account.mfaDevices[nameKey(serialNumber)] = { serialNumber, kind: "virtual", seed, createDate: call.time, tags };
    return {
      VirtualMFADevice: {
        SerialNumber: serialNumber,
        Base32StringSeed: Buffer.from(seed, "latin1").toString("base64"),
        QRCodePNG: enrolmentImage(account.accountId, input.VirtualMFADeviceName, seed).toString("base64"),
        Tags: tags.length > 0 ? tags : undefined,
      },
    };
  },
};
