import {
  AttachUserPolicyCommand,
  CreatePolicyCommand,
  CreateRoleCommand,
  PutRolePolicyCommand,
  PutUserPermissionsBoundaryCommand,
} from "@aws-sdk/client-iam";
import { AssumeRoleCommand } from "@aws-sdk/client-sts";
import type { LiveAccount } from "../../src/aws/account";
import { CallFailed } from "../../src/aws/failures";
import { diagnose } from "../../src/doctor/diagnose";
import type { CallerFacts, Check, DoctorFacts } from "../../src/doctor/facts";
import { gatherFacts } from "../../src/doctor/gather";
import { allow, refusal } from "../sandbox/helpers";
import { CI, Clinic, HERE, READS, ROLE, trustIn } from "./doctor-clinic";
import { MESSY_TODAY } from "./messy-account";

// What the sandbox does not have, such as organizations, is told by AWS's words: those of the IAM User Guide.

const caller: CallerFacts = {
  arn: CI,
  accountId: HERE,
  userId: "AIDAEXAMPLE",
  principalArn: CI,
  pathKnown: true,
  kind: "user",
  mfaPresent: "absent",
};
const ROOT = `arn:aws:iam::${HERE}:root`;
const REFUSED = `User: ${CI} is not authorized to perform: sts:AssumeRole on resource: ${ROLE}`;
const document = (...Statement: object[]) => JSON.stringify({ Version: "2012-10-17", Statement });

/** Everything is right, and AWS refuses in these words. */
function facts(words: string, given: Partial<DoctorFacts> = {}): DoctorFacts {
  return {
    wanted: {
      ...{ roleArn: ROLE, externalId: undefined, sessionName: "iam-roster", durationSeconds: undefined },
      ...{ region: "us-east-1", accountId: HERE, mfa: undefined },
    },
    now: MESSY_TODAY,
    caller,
    attempt: { code: "AccessDenied", words },
    role: { kind: "found", value: { arn: ROLE, trust: document(trustIn(ROOT)), maxSessionSeconds: 3600 } },
    permission: { kind: "found", value: { decision: "allowed", missing: [] } },
    ...{ roleArns: [], tags: undefined, devices: undefined },
    ...given,
  };
}

const open = ({ checks }: { checks: readonly Check[] }) => checks.filter(({ state }) => state !== "fine");

test("fails when nothing is wrong that can be seen, and says what is left", () => {
  const diagnosis = diagnose(facts(REFUSED));
  expect(diagnosis.mendFirst).toBe("limits");
  expect(open(diagnosis)).toEqual([
    {
      side: "limits",
      documentation: "docs/doctor.md#limits",
      state: "could not check",
      found: "nothing is wrong that can be seen from here, and AWS refuses",
      mend: expect.stringMatching(/service control policy or resource control policy .* VPC endpoint/),
    },
  ]);
});

test("fails with AWS's words when it is no refusal at all", () => {
  const attempt = { code: "RegionDisabledException", words: "STS is not activated in this region" };
  expect(open(diagnose(facts("", { attempt })))).toEqual([
    {
      ...{ side: "limits", state: "not sure", documentation: "docs/doctor.md#limits" },
      found: "AWS says: STS is not activated in this region",
      mend: "Correct what it says.",
    },
  ]);
});

test.each([
  ["with an explicit deny in a service control policy", "a service control policy denies it"],
  ["with an explicit deny in a resource control policy", "a resource control policy denies it"],
  ["with an explicit deny in a VPC endpoint policy", "a VPC endpoint policy denies it"],
  ["because no service control policy allows the sts:AssumeRole action", "no service control policy allows it"],
  ["because no VPC endpoint policy allows the sts:AssumeRole action", "no VPC endpoint policy allows it"],
])("fails %s", (why, found) => {
  const diagnosis = diagnose(facts(`${REFUSED} ${why}`));
  expect(diagnosis.mendFirst).toBe("limits");
  const [first, ...others] = open(diagnosis);
  expect([first?.found, others]).toEqual([found, []]);
  const statement = { Effect: "Allow", Action: "sts:AssumeRole", Resource: ROLE };
  expect(first?.statement).toEqual(why.startsWith("because") ? statement : undefined);
});

test("fails when the simulation says that the organization does not allow it", () => {
  const permission = {
    kind: "found",
    value: { decision: "implicitDeny", against: "service control policy", missing: [] },
  } as const;
  const diagnosis = diagnose(facts(REFUSED, { permission }));
  expect(diagnosis.mendFirst).toBe("limits");
  expect(open(diagnosis).map(({ side, state }) => `${side}: ${state}`)).toEqual([
    "permission: could not check",
    "limits: wrong",
  ]);
});

test.each([
  ["because no role trust policy allows the sts:AssumeRole action", trustIn(CI)],
  ["with an explicit deny in the role trust policy", undefined],
])("a trust policy that cannot be read is told by AWS's words: %s", (why, statement) => {
  const words = `User: ${CI} is not authorized to perform: sts:AssumeRole ${why}`;
  const role = {
    kind: "could not check",
    what: "the role",
    permission: "iam:GetRole",
    words: "no",
  } as const;
  const diagnosis = diagnose(facts(words, { role }));
  expect(diagnosis.mendFirst).toBe("trust");
  expect(diagnosis.checks.find(({ state }) => state === "wrong")?.statement).toEqual(statement);
});

test.each([
  ["IpAddress", "aws:SourceIp", "203.0.113.0/24", "the address that AWS sees is not known here"],
  ["StringEquals", "aws:SourceVpce", "vpce-1", "the way that the call takes to AWS is not known here"],
  ["StringEquals", "aws:PrincipalOrgID", "o-example", "the organization of the caller's account is not asked"],
  ["StringEquals", "aws:PrincipalTag/team", "x", "the caller's tags could not be read; it needs iam:GetUser"],
  ["StringEquals", "aws:SomethingNew", "x", "what the call carries is not known here"],
  ["BinaryEquals", "aws:username", "x", "BinaryEquals is not judged here"],
])("is not sure of %s %s, and says why", (operator, key, value, why) => {
  const trust = document(trustIn(ROOT, { [operator]: { [key]: value } }));
  const tags = { kind: "could not check", what: "tags", permission: "iam:GetUser", words: "no" } as const;
  const role = { kind: "found", value: { arn: ROLE, trust, maxSessionSeconds: 3600 } } as const;
  const diagnosis = diagnose(facts(REFUSED, { role, tags }));
  expect(diagnosis.mendFirst).toBe("trust");
  expect(open(diagnosis)).toEqual([
    {
      side: "trust",
      documentation: "docs/doctor.md#trust",
      state: "not sure",
      found: `the trust policy requires ${key} ${operator} ${value}; ${why}`,
      mend: "Whoever knows it can tell whether it holds.",
    },
  ]);
});

test("is not sure of a Deny that depends on what is not known", () => {
  const deny = { ...trustIn("*", { NotIpAddress: { "aws:SourceIp": "203.0.113.0/24" } }), Effect: "Deny" };
  const trust = document(trustIn(ROOT), deny);
  const role = { kind: "found", value: { arn: ROLE, trust, maxSessionSeconds: 3600 } } as const;
  expect(open(diagnose(facts(REFUSED, { role })))).toEqual([
    {
      side: "trust",
      documentation: "docs/doctor.md#trust",
      state: "not sure",
      found:
        "a Deny in the trust policy may cover the caller (aws:SourceIp NotIpAddress 203.0.113.0/24): the address that AWS sees is not known here",
      mend: `If it does: Remove the caller from the Deny in the trust policy of ${ROLE}; no Allow overrides it.`,
    },
  ]);
});

test("a role whose path is not known is not said to be another than the one that is trusted", () => {
  const session: CallerFacts = {
    ...caller,
    arn: `arn:aws:sts::${HERE}:assumed-role/ops/jane`,
    principalArn: `arn:aws:iam::${HERE}:role/ops`,
    pathKnown: false,
    kind: "role",
  };
  const trust = document(trustIn(`arn:aws:iam::${HERE}:role/teams/ops`));
  const role = { kind: "found", value: { arn: ROLE, trust, maxSessionSeconds: 3600 } } as const;
  const { checks } = diagnose(facts(REFUSED, { role, caller: session }));
  expect(checks.find(({ side }) => side === "trust")?.state).toBe("fine");
});

describe("what AWS simulates", () => {
  /** Doctor's checks where the simulation answers so, and AssumeRole is refused. */
  async function simulated(result: object): Promise<readonly Check[]> {
    const refuse = () => {
      throw new CallFailed("sts:AssumeRole", "AccessDenied", REFUSED);
    };
    const answers: Readonly<Record<string, () => unknown>> = {
      "sts:GetCallerIdentity": () => ({ Arn: CI, Account: HERE, UserId: "AIDAEXAMPLE" }),
      "sts:AssumeRole": refuse,
      "iam:GetRole": () => ({ Role: { Arn: ROLE, AssumeRolePolicyDocument: document(trustIn(ROOT)) } }),
      "iam:SimulatePrincipalPolicy": () => ({ EvaluationResults: [result] }),
    };
    const account = { region: "us-east-1", call: async (action: string) => answers[action]?.() } as LiveAccount;
    const { wanted } = facts(REFUSED);
    return open(diagnose(await gatherFacts(account, wanted, { accessKeyId: "AKIAEXAMPLE", now: MESSY_TODAY })));
  }

  test("a boundary that does not allow it is named", async () => {
    const [first] = await simulated({
      EvalDecision: "implicitDeny",
      PermissionsBoundaryDecisionDetail: { AllowedByPermissionsBoundary: false },
    });
    expect([first?.found, first?.where]).toEqual([
      "the permissions boundary of the caller does not allow it",
      `the permissions boundary of ${CI}`,
    ]);
  });

  test("so is an organization", async () => {
    const found = await simulated({
      EvalDecision: "explicitDeny",
      OrganizationsDecisionDetail: { AllowedByOrganizations: false },
    });
    expect(found.map(({ side, state }) => `${side}: ${state}`)).toEqual([
      "permission: could not check",
      "limits: wrong",
    ]);
  });

  test("is not sure where a policy of the caller asks for what the simulator was not told", async () => {
    const [first] = await simulated({
      EvalDecision: "implicitDeny",
      MissingContextValues: [],
      ResourceSpecificResults: [{ MissingContextValues: ["aws:SourceIp"] }],
    });
    expect([first?.state, first?.found]).toEqual([
      "not sure",
      "whether a policy of the caller allows it depends on aws:SourceIp",
    ]);
  });
});

describe("on the sandbox", () => {
  let clinic: Clinic;
  afterEach(() => clinic.close());

  test("fails when the caller's boundary does not allow it, and says where the statement belongs", async () => {
    clinic = await Clinic.open();
    const { iam } = clinic.running;
    const { Policy } = await iam.send(new CreatePolicyCommand({ PolicyName: "reads", PolicyDocument: allow(READS) }));
    const PermissionsBoundary = Policy?.Arn ?? "";
    await iam.send(new PutUserPermissionsBoundaryCommand({ UserName: "ci", PermissionsBoundary }));
    expect(await clinic.attempt()).toContain("because no permissions boundary allows the sts:AssumeRole action");
    const { code, mendFirst, first } = await clinic.doctor();
    expect([code, mendFirst, first?.found]).toEqual([
      3,
      "permission",
      "the permissions boundary of the caller does not allow it",
    ]);
    expect(first?.where).toBe(`the permissions boundary of ${CI}`);
    expect(first?.statement).toEqual({ Effect: "Allow", Action: "sts:AssumeRole", Resource: ROLE });
  });

  test("fails when the caller is denied by a policy of its own, whatever allows it beside", async () => {
    clinic = await Clinic.open();
    const { iam } = clinic.running;
    await iam.send(new AttachUserPolicyCommand({ UserName: "ci", PolicyArn: "arn:aws:iam::aws:policy/AWSDenyAll" }));
    expect(await clinic.attempt()).toContain("with an explicit deny in an identity-based policy");
    const { mendFirst, first } = await clinic.doctor();
    expect([mendFirst, first?.found, first?.statement]).toEqual([
      "permission",
      "the caller is denied by its identity-based policy",
      undefined,
    ]);
  });

  test("fails when MFA is asked for by a Deny", async () => {
    const deny = { ...trustIn("*", { BoolIfExists: { "aws:MultiFactorAuthPresent": "false" } }), Effect: "Deny" };
    clinic = await Clinic.open({ trust: [trustIn(ROOT), deny] });
    // A long-term key carries no word of MFA, and IfExists takes that for true.
    expect(await clinic.attempt()).toMatch(/^403 AccessDenied/);
    const { mendFirst, first } = await clinic.doctor();
    expect([mendFirst, first?.found]).toEqual([
      "mfa",
      "a Deny in the trust policy covers the caller (aws:MultiFactorAuthPresent BoolIfExists false)",
    ]);
  });

  test.each([
    ["5m", "duration asks for 5 minutes, and STS takes 15 minutes to 12 hours"],
    ["13h", "duration asks for 780 minutes, and STS takes 15 minutes to 12 hours"],
    ["4h", "duration asks for 240 minutes, and the role allows 120 minutes at most"],
  ])("fails with a session of %s", async (duration, found) => {
    clinic = await Clinic.open();
    const { code, mendFirst, first } = await clinic.doctor({ duration });
    expect([code, mendFirst, first?.found]).toEqual([3, "duration", found]);
  });

  test("fails when a role that assumes a role wants more than an hour", async () => {
    clinic = await Clinic.open();
    const { iam, sts } = clinic.running;
    const AssumeRolePolicyDocument = document(trustIn(ROOT));
    await iam.send(new CreateRoleCommand({ RoleName: "ops", AssumeRolePolicyDocument }));
    const PolicyDocument = allow(["sts:AssumeRole", ...READS]);
    await iam.send(new PutRolePolicyCommand({ RoleName: "ops", PolicyName: "ops", PolicyDocument }));
    const RoleArn = `arn:aws:iam::${HERE}:role/ops`;
    const { Credentials } = await sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: "jane" }));
    const session = {
      accessKeyId: Credentials?.AccessKeyId ?? "",
      secretAccessKey: Credentials?.SecretAccessKey ?? "",
      sessionToken: Credentials?.SessionToken ?? "",
    };
    const again = { RoleArn: ROLE, RoleSessionName: "jane", DurationSeconds: 7200 };
    expect(await refusal(clinic.running.as(session).sts.send(new AssumeRoleCommand(again)))).toContain("role chaining");
    const refused = await clinic.doctor({ duration: "2h" }, session);
    expect([refused.mendFirst, refused.first?.mend]).toEqual(["duration", "Write duration: 1h, or omit it."]);
    expect(await clinic.doctor({ duration: "1h" }, session)).toMatchObject({ code: 0 });
  });
});
