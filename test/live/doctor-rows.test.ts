import { GetSessionTokenCommand } from "@aws-sdk/client-sts";
import { allow } from "../sandbox/helpers";
import { type Case, CI, Clinic, HERE, READS, ROLE, THERE, trustIn } from "./doctor-clinic";

// The five rows of the usual guide to "AccessDenied ... sts:AssumeRole" (IAM User Guide, "I can't assume a role"): each is
// a refusal of the sandbox, then what doctor says is done, then the role is assumed.

let clinic: Clinic;
afterEach(() => clinic.close());

const HERE_ROOT = `arn:aws:iam::${HERE}:root`;
const WITH_MFA = { Bool: { "aws:MultiFactorAuthPresent": "true" } };
const REFUSED = `403 AccessDenied User: ${CI} is not authorized to perform: sts:AssumeRole on resource: ${ROLE}`;

async function refused(given: Case, words = REFUSED): Promise<void> {
  clinic = await Clinic.open(given);
  expect(await clinic.attempt()).toBe(words);
}

async function works(): Promise<void> {
  expect(await clinic.attempt()).toBe("no error");
  expect(await clinic.doctor()).toMatchObject({ code: 0 });
}

test("1. the trust policy does not name the caller: its statement is added there", async () => {
  await refused({ trust: [trustIn(`arn:aws:iam::${THERE}:root`)] });
  const { code, mendFirst, first } = await clinic.doctor();
  expect([code, mendFirst, first?.statement]).toEqual([3, "trust", trustIn(CI)]);
  await clinic.add(first ?? nothing());
  await works();
});

test("2. the caller's own policies do not allow it: its statement is added there", async () => {
  await refused(
    { permission: allow(READS) },
    `${REFUSED} because no identity-based policy allows the sts:AssumeRole action`,
  );
  const { code, mendFirst, first } = await clinic.doctor();
  const statement = { Effect: "Allow", Action: "sts:AssumeRole", Resource: ROLE };
  expect([code, mendFirst, first?.statement]).toEqual([3, "permission", statement]);
  await clinic.add(first ?? nothing());
  await works();
});

describe.each([
  ["missing", {}],
  ["another", { externalId: "acme-test" }],
])("3. the ExternalId is %s", (_how, assumeRole) => {
  const trust = [trustIn(HERE_ROOT, { StringEquals: { "sts:ExternalId": "acme-prod" } })];

  test("it is written into the roster", async () => {
    await refused({ trust, assumeRole });
    const { code, mendFirst, first } = await clinic.doctor();
    expect([code, mendFirst]).toEqual([3, "external-id"]);
    expect(first?.mend).toBe('Write account: { assumeRole: { externalId: "acme-prod" } }, or change the condition:');
    clinic.writeDown(first ?? nothing());
    await works();
  });

  test("or the trust policy takes what is sent", async () => {
    await refused({ trust, assumeRole });
    const { first } = await clinic.doctor();
    await clinic.add(first ?? nothing());
    await works();
  });
});

describe("4. the trust policy requires MFA", () => {
  test("a pipeline has none: a statement of its own is added", async () => {
    await refused({ trust: [trustIn(HERE_ROOT, WITH_MFA)] });
    const { code, mendFirst, first } = await clinic.doctor();
    expect([code, mendFirst, first?.statement]).toEqual([3, "mfa", trustIn(CI)]);
    expect(first?.found).toBe("the trust policy requires MFA, and these credentials cannot carry it");
    await clinic.add(first ?? nothing());
    await works();
  });

  test("a person has: a session with a code of the device that doctor names", async () => {
    await refused({ trust: [trustIn(HERE_ROOT, WITH_MFA)] });
    const { serial, code } = await clinic.device("ci-phone", "ci");
    const { first } = await clinic.doctor();
    expect(first?.mend).toContain(
      "A person: aws sts get-session-token --serial-number DEVICE --token-code CODE, then run Terraform with that session. " +
        `Its devices: ${serial}.`,
    );
    const { Credentials } = await clinic.running
      .as(clinic.ci)
      .sts.send(new GetSessionTokenCommand({ SerialNumber: serial, TokenCode: code }));
    const session = {
      accessKeyId: Credentials?.AccessKeyId ?? "",
      secretAccessKey: Credentials?.SecretAccessKey ?? "",
      sessionToken: Credentials?.SessionToken ?? "",
    };
    expect(await clinic.attempt(session)).toBe("no error");
  });
});

test.each([
  ["account", "a digit of the account is mistyped", "arn:aws:iam::123456789021:role/ops/iam-roster"],
  ["region", "the partition is another", ROLE.replace("arn:aws:", "arn:aws-cn:")],
  ["role", "the role's name is mistyped", `arn:aws:iam::${HERE}:role/ops/iam-rooster`],
  ["role", "the role's path is left out", `arn:aws:iam::${HERE}:role/iam-roster`],
])("5. %s: %s, and the right ARN is written into the roster", async (side, _how, roleArn) => {
  await refused({ assumeRole: { roleArn } }, REFUSED.replace(ROLE, roleArn));
  const { code, mendFirst, first } = await clinic.doctor();
  expect([code, mendFirst]).toEqual([3, side]);
  expect(first?.mend).toMatch(new RegExp(`^Write roleArn: ${ROLE}(?:, or| \\(|$)`));
  clinic.writeDown(first ?? nothing());
  await works();
});

function nothing(): never {
  throw new Error("doctor says nothing to do");
}
