import { type Answer, type DoctorFacts, type DoctorRule, isCaller, wordsOf } from "../facts";

export const mfa: DoctorRule = {
  id: "mfa",
  severity: "wrong",
  summary: "Whether AWS accepts the MFA code that is given.",
  why: "A trust policy that requires MFA allows nobody without it.",
  fix: "Give the next code of one of the caller's own devices.",
  check: checkMfa,
};

/** Whether AWS takes the code that is given; what the trust policy requires is another question. */
function checkMfa(facts: DoctorFacts): Answer[] {
  const { wanted, caller, attempt } = facts;
  const side = "mfa";
  const { mfa } = wanted;
  if (mfa === undefined) return [];
  if (attempt === "assumed") return [{ side, severity: "fine", message: `a code of ${mfa.serial} is taken` }];
  if (!/^\d{6}$/.test(mfa.code))
    return [
      {
        side,
        severity: "wrong",
        message: "this is not a valid code",
        fix: "Give the six digits that the device shows.",
      },
    ];
  const words = wordsOf(facts);
  if (/invalid MFA one time pass code/.test(words)) {
    const fix =
      "A code is good for half a minute and for one call: wait for the next one. If that is not accepted either, it is the code of " +
      `another device, or its clock is off (aws iam resync-mfa-device --serial-number ${mfa.serial}).`;
    return [{ side, severity: "wrong", message: `AWS does not accept the code of ${mfa.serial}`, fix }];
  }
  if (!/MultiFactorAuthentication failed/.test(words)) return [];
  const whose = isCaller(caller) ? caller.principalArn : "the caller";
  if (isCaller(caller) && caller.kind === "role") {
    const fix = "Give the code where the user signs in, and let that session assume the role.";
    return [{ side, severity: "wrong", message: "the caller is a role, and a role has no MFA device", fix }];
  }
  return [{ side, severity: "wrong", message: `${mfa.serial} is not a device of ${whose}`, fix: ownDevices(facts) }];
}

/** Which devices the caller has, as far as that could be read. */
export function ownDevices({ devices }: DoctorFacts): string {
  if (devices?.kind !== "found") {
    const needs = devices?.kind === "could not check" ? ` (it needs ${devices.permission})` : "";
    return `aws iam list-mfa-devices shows the serial numbers of your own devices${needs}.`;
  }
  return devices.value.length === 0 ? "It has no device that is enabled." : `Its devices: ${devices.value.join(", ")}.`;
}
