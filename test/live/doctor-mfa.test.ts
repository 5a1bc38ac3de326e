import { CreateUserCommand } from "@aws-sdk/client-iam";
import { GetSessionTokenCommand } from "@aws-sdk/client-sts";
import { allow } from "../sandbox/helpers";
import { CI, Clinic, HERE, ROLE, trustIn } from "./doctor-clinic";

let clinic: Clinic;
afterEach(() => clinic.close());

const WITH_MFA = [trustIn(`arn:aws:iam::${HERE}:root`, { Bool: { "aws:MultiFactorAuthPresent": "true" } })];

/** The user ci with a phone, before a role that asks for MFA. */
async function withPhone(permission?: string) {
  clinic = await Clinic.open({ trust: WITH_MFA, ...(permission === undefined ? {} : { permission }) });
  const { serial, code } = await clinic.device("ci-phone", "ci");
  const other = code === "000000" ? "000001" : "000000";
  return {
    serial,
    code,
    other,
    doctor: (given: string, of = serial) => clinic.doctor({ "mfa-serial": of, "mfa-code": given }),
  };
}

test("with the code that the phone shows the role is assumed, and the code is not printed", async () => {
  const { serial, code, doctor } = await withPhone();
  const diagnosed = await doctor(code);
  expect(diagnosed.code).toBe(0);
  expect(diagnosed.checks.find(({ side }) => side === "mfa")).toEqual({
    side: "mfa",
    documentation: "docs/doctor.md#mfa",
    state: "fine",
    found: `a code of ${serial} is taken`,
  });
  expect(diagnosed.out).not.toContain(code);
});

test("fails with a code that was used before: AWS takes each once", async () => {
  const { serial, code, doctor } = await withPhone();
  expect(await clinic.attempt(clinic.ci, { serial, code })).toBe("no error");
  const { code: exit, mendFirst, first } = await doctor(code);
  expect([exit, mendFirst, first?.found]).toEqual([3, "mfa", `AWS does not accept the code of ${serial}`]);
});

test("fails with a wrong code, and says what else it may be", async () => {
  const { serial, other, doctor } = await withPhone();
  expect(await clinic.attempt(clinic.ci, { serial, code: other })).toBe(
    "403 AccessDenied MultiFactorAuthentication failed with invalid MFA one time pass code.",
  );
  const { code, checks, first, out } = await doctor(other);
  expect(code).toBe(3);
  expect(first).toEqual({
    side: "mfa",
    documentation: "docs/doctor.md#mfa",
    state: "wrong",
    found: `AWS does not accept the code of ${serial}`,
    mend:
      "A code is good for half a minute and for one call: wait for the next one. If that is not accepted either, it is the code of " +
      `another device, or its clock is off (aws iam resync-mfa-device --serial-number ${serial}).`,
  });
  // The condition on MFA is not what fails: with a right code it would hold.
  expect(checks.filter(({ state }) => state !== "fine").map(({ side }) => side)).toEqual(["mfa"]);
  expect(out).not.toContain(other);
});

test("fails with the device of another, and names one's own", async () => {
  const { serial, doctor } = await withPhone();
  await clinic.running.iam.send(new CreateUserCommand({ UserName: "alice" }));
  const hers = await clinic.device("alice-phone", "alice");
  expect(await clinic.attempt(clinic.ci, hers)).toMatch(
    /^403 AccessDenied MultiFactorAuthentication failed, unable to/,
  );
  const { code, mendFirst, first } = await doctor(hers.code, hers.serial);
  expect([code, mendFirst]).toEqual([3, "mfa"]);
  expect([first?.found, first?.mend]).toEqual([`${hers.serial} is not a device of ${CI}`, `Its devices: ${serial}.`]);
});

test("fails with the device of another where one's own may not be listed, and says so", async () => {
  const { doctor } = await withPhone(allow(["sts:AssumeRole", "iam:GetRole"]));
  const { first } = await doctor("123456", `arn:aws:iam::${HERE}:mfa/nobodys`);
  expect(first?.mend).toBe(
    "aws iam list-mfa-devices shows the serial numbers of your own devices (it needs iam:ListMFADevices).",
  );
});

test("fails with a device that was never enabled", async () => {
  clinic = await Clinic.open({ trust: WITH_MFA });
  const { serial, code } = await clinic.device("ci-phone");
  const { first } = await clinic.doctor({ "mfa-serial": serial, "mfa-code": code });
  expect([first?.side, first?.found]).toEqual(["mfa", `${serial} is not a device of ${CI}`]);
  expect(first?.mend).toBe("It has no device that is enabled.");
});

test("fails with what is no code", async () => {
  const { doctor } = await withPhone();
  const { code, first } = await doctor("12 34");
  expect([code, first?.side, first?.found]).toEqual([3, "mfa", "this is not a valid code"]);
});

test("a serial number without a code is no question", async () => {
  clinic = await Clinic.open();
  await expect(clinic.doctor({ "mfa-serial": "x" })).rejects.toThrow(
    "--mfa-serial and --mfa-code must be given together",
  );
});

describe("a session of a user", () => {
  async function session(mfa: { serial: string; code: string } | undefined) {
    const input = mfa === undefined ? {} : { SerialNumber: mfa.serial, TokenCode: mfa.code };
    const { Credentials } = await clinic.running.as(clinic.ci).sts.send(new GetSessionTokenCommand(input));
    return {
      accessKeyId: Credentials?.AccessKeyId ?? "",
      secretAccessKey: Credentials?.SecretAccessKey ?? "",
      sessionToken: Credentials?.SessionToken ?? "",
    };
  }

  test("fails when it was made without MFA: IAM does not take it, and that tells", async () => {
    await withPhone();
    const bare = await session(undefined);
    expect(await clinic.attempt(bare)).toMatch(/^403 AccessDenied/);
    const { code, checks } = await clinic.doctor({}, bare);
    expect(code).toBe(3);
    expect(checks.find(({ side }) => side === "role")).toMatchObject({
      state: "could not check",
      found:
        "whether the role exists; it needs credentials that IAM takes: a long-term key, or a session made with MFA",
    });
    // With the trust policy from a file, the side is found.
    const { mendFirst, first } = await clinic.doctor({ trust: clinic.save(WITH_MFA) }, bare);
    expect([mendFirst, first?.found]).toEqual(["mfa", "the trust policy requires MFA, and the call carries false"]);
  });

  test("is known to carry MFA when IAM takes it: another condition is what fails", async () => {
    const conditions = { Bool: { "aws:MultiFactorAuthPresent": "true" }, StringEquals: { "sts:ExternalId": "acme" } };
    clinic = await Clinic.open({ trust: [trustIn(`arn:aws:iam::${HERE}:root`, conditions)] });
    const strong = await session(await clinic.device("ci-phone", "ci"));
    const { code, checks } = await clinic.doctor({}, strong);
    expect(code).toBe(3);
    expect(checks.filter(({ state }) => state !== "fine").map(({ side }) => side)).toEqual(["external-id"]);
    expect(await clinic.doctor({ "external-id": "acme", role: ROLE }, strong)).toMatchObject({ code: 0 });
  });
});
