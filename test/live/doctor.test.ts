import {
  CreateAccessKeyCommand,
  CreateRoleCommand,
  CreateUserCommand,
  PutUserPolicyCommand,
} from "@aws-sdk/client-iam";
import { doctor } from "../../src/cli/commands/doctor";
import { diagnose } from "../../src/doctor/diagnose";
import { addAccount, emptyState, type FaultSpec, sandboxEnvironment } from "../../src/sandbox/index";
import { allow, start, wellKnown } from "../sandbox/helpers";
import { optionWords, runCommand } from "../terminal";
import { testdir } from "../testdir";
import { MESSY_TODAY } from "./messy-account";

const HERE = "123456789012";
const THERE = "210987654321";
const ROLE = `arn:aws:iam::${HERE}:role/ops/iam-roster`;
const CI = `arn:aws:iam::${HERE}:user/ci`;

interface Story {
  /** Statements of the trust policy of the role iam-roster, with the path /ops/. */
  readonly trust?: object[];
  /** Of the user ci. @default - it may assume the role, and read what doctor asks for */
  readonly permission?: string;
  /** Lines of the roster below assumeRole. */
  readonly assumeRole?: string;
  readonly account?: string;
  readonly accessKeyId?: string;
  readonly values?: Record<string, string | boolean>;
  readonly faults?: FaultSpec;
  /** The role is in another account. */
  readonly elsewhere?: boolean;
  readonly maxSessionDuration?: number;
}

const trustIn = (AWS: string, Condition?: object) => ({
  Effect: "Allow",
  Principal: { AWS },
  Action: "sts:AssumeRole",
  ...(Condition === undefined ? {} : { Condition }),
});

const reads = ["iam:GetRole", "iam:ListRoles", "iam:SimulatePrincipalPolicy"];

/** A user ci with an access key, a role that it wants, a roster, and what doctor says. */
async function tell(story: Story): Promise<{ code: number; out: string }> {
  const state = emptyState(HERE);
  addAccount(state, THERE);
  const running = await start({ state });
  try {
    const { iam } = running;
    await iam.send(new CreateUserCommand({ UserName: "ci" }));
    const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName: "ci" }));
    const PolicyDocument = story.permission ?? allow(["sts:AssumeRole", ...reads]);
    await iam.send(new PutUserPolicyCommand({ UserName: "ci", PolicyName: "ci", PolicyDocument }));
    const owner = story.elsewhere === true ? running.as(wellKnown("admin", THERE)).iam : iam;
    const Statement = story.trust ?? [trustIn(`arn:aws:iam::${HERE}:root`)];
    await owner.send(
      new CreateRoleCommand({
        RoleName: "iam-roster",
        Path: "/ops/",
        AssumeRolePolicyDocument: JSON.stringify({ Version: "2012-10-17", Statement }),
        MaxSessionDuration: story.maxSessionDuration ?? 7200,
      }),
    );
    const more = story.assumeRole === undefined ? "" : `, ${story.assumeRole}`;
    const role = story.elsewhere === true ? ROLE.replace(HERE, THERE) : ROLE;
    const account = story.account ?? `{ id: "${HERE}", assumeRole: { roleArn: "${role}"${more} } }`;
    const cwd = testdir({
      "users.yaml": `version: 1\naccount: ${account}\nusers: {}\n`,
      "trust.json": JSON.stringify({ Version: "2012-10-17", Statement }),
    });
    if (story.faults !== undefined) running.sandbox.setFaults(story.faults);
    const env = { ...sandboxEnvironment(running.url), AWS_ACCESS_KEY_ID: story.accessKeyId ?? AccessKey?.AccessKeyId };
    const { code, out } = await runCommand(doctor, { cwd, env, today: MESSY_TODAY }, optionWords(story.values ?? {}));
    expect(out).not.toMatch(/ASIA[A-Z0-9]{16}|SecretAccessKey|SessionToken/);
    return { code, out };
  } finally {
    await running.close();
  }
}

/** The side that is to be mended first, and the statement that doctor prints for it. */
async function mend(story: Story): Promise<{ first: string | undefined; statement: unknown }> {
  const { out } = await tell({ ...story, values: { ...story.values, json: true } });
  const { mendFirst, checks } = JSON.parse(out) as {
    mendFirst?: string;
    checks: { side: string; state: string; statement?: unknown }[];
  };
  const check = checks.find(({ side, state }) => side === mendFirst && state !== "fine");
  return { first: mendFirst, statement: check?.statement };
}

test("nothing is wrong: the role is assumed", async () => {
  expect(await tell({})).toEqual({
    code: 0,
    out: `${ROLE} is assumed.

  identity     ok              ${CI} asks
  region       ok              region us-east-1, partition aws
  account      ok              account ${HERE}
  role         ok              the role exists
  permission   ok              the caller may assume the role
  trust        ok              the role trusts the caller
  session      ok              session name iam-roster
`,
  });
});

test("fails when the ExternalId of the roster is not valid: it is not the role that is wrong", async () => {
  await expect(tell({ assumeRole: 'externalId: "acme prod"' })).rejects.toThrow(
    /^users\.yaml:2:\d+ {2}error {2}externalId is "acme prod", which is not allowed there {2}\[schema\]/,
  );
});

test("fails when --external-id is not valid", async () => {
  await expect(tell({ values: { "external-id": "acme prod" } })).rejects.toThrow(
    "--external-id takes 2 to 1224 letters, digits and _ + = , . @ : / -: acme prod",
  );
});

test("the side that is wrong is shown with its statement, the others with what was found", async () => {
  const { code, out } = await tell({ trust: [trustIn(`arn:aws:iam::${THERE}:root`)] });
  expect(code).toBe(3);
  expect(
    out,
  ).toBe(`${ROLE} is not assumed: AccessDenied: User: ${CI} is not authorized to perform: sts:AssumeRole on resource: ${ROLE}

  identity     ok              ${CI} asks
  region       ok              region us-east-1, partition aws
  account      ok              account ${HERE}
  role         ok              the role exists
  permission   ok              a policy of the caller allows sts:AssumeRole on the role
  trust        WRONG           the role trusts arn:aws:iam::${THERE}:root, and not ${CI}
    -> Let the role trust the caller:
       add to the trust policy of ${ROLE}:
       {
         "Effect": "Allow",
         "Principal": {
           "AWS": "${CI}"
         },
         "Action": "sts:AssumeRole"
       }
  session      ok              session name iam-roster

Fix first: trust.
`);
});

test("fails when the region does not exist, and names the one that was meant", async () => {
  const { code, out } = await tell({
    account: `{ id: "${HERE}", region: us-est-1, assumeRole: { roleArn: "${ROLE}" } }`,
  });
  expect(code).toBe(3);
  expect(out).toContain("-> Write region: us-east-1");
  expect(out).toContain("Fix first: region.");
});

test("fails when the session name is not the one that the trust policy requires", async () => {
  const trust = [trustIn(CI, { StringLike: { "sts:RoleSessionName": "ci-*" } })];
  const { out } = await tell({ trust });
  expect(out).toContain("the trust policy requires sts:RoleSessionName StringLike ci-*, and iam-roster is sent");
  expect(out).toContain("Fix first: session.");
});

test("fails when the session is to last longer than the role allows", async () => {
  const { out } = await tell({ assumeRole: "duration: 4h" });
  expect(out).toContain("duration asks for 240 minutes, and the role allows 120 minutes at most");
  expect(out).toContain("-> Write duration: 120m, or raise the role's maximum session duration.");
});

test("fails when a Deny stands in the way, and does not print an Allow that could not help", async () => {
  const permission = JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      { Effect: "Allow", Action: "*", Resource: "*" },
      { Effect: "Deny", Action: "sts:*", Resource: "*" },
    ],
  });
  expect(await mend({ permission })).toEqual({ first: "permission", statement: undefined });
  const trust = [trustIn(CI), { ...trustIn(CI), Effect: "Deny" }];
  expect(await mend({ trust })).toEqual({ first: "trust", statement: undefined });
});

test("fails when nobody knows the credentials: nothing else is asked", async () => {
  const { code, out } = await tell({ accessKeyId: "AKIAUNKNOWN000000000" });
  expect(code).toBe(3);
  expect(out).toContain("identity     WRONG           AWS does not recognize the caller: InvalidClientTokenId");
  expect(out).toContain("Fix first: identity.");
  expect(out).not.toContain("trust");
});

test("what may not be seen is said with its permission, and is no verdict", async () => {
  const trust = [trustIn(`arn:aws:iam::${THERE}:root`)];
  const { out } = await tell({ trust, faults: { deny: ["iam:GetRole", "iam:SimulatePrincipalPolicy"] } });
  expect(out).toContain("role         could not check  whether the role exists; it needs iam:GetRole");
  expect(out).toContain(
    "permission   could not check  what the caller's own policies say; it needs iam:SimulatePrincipalPolicy",
  );
  expect(out).not.toContain("WRONG");
});

test("a role of another account is judged by the trust policy that its owner has saved", async () => {
  const trust = [trustIn(`arn:aws:iam::${HERE}:user/deploy`)].map((statement) => ({
    ...statement,
    Principal: { AWS: `arn:aws:iam::${THERE}:root` },
  }));
  const account = `{ id: "${THERE}", assumeRole: { roleArn: "${ROLE.replace(HERE, THERE)}" } }`;
  const blind = await tell({ trust, account, elsewhere: true });
  expect(blind.out).toContain("role         could not check  the role is in another account");
  const { out } = await tell({ trust, account, elsewhere: true, values: { trust: "trust.json" } });
  expect(out).toContain(`the role trusts arn:aws:iam::${THERE}:root, and not ${CI}`);
  expect(out).toContain("Fix first: trust.");
});

test("the root user may not assume roles", async () => {
  const { out } = await tell({ accessKeyId: wellKnown("root").accessKeyId });
  expect(out).toContain("identity     WRONG           the caller is the root user, which may not assume roles");
});

test.each([
  [
    "SignatureDoesNotMatch",
    "Signature expired: 20261121T110000Z is now earlier than 20261121T114500Z",
    /^The clock of/,
  ],
  ["SignatureDoesNotMatch", "The request signature we calculated does not match", /its secret is another's/],
  ["InvalidClientTokenId", "The security token included in the request is invalid.", /switched on for the account/],
  ["RegionDisabledException", "STS is not activated in this region for account:123456789012.", /activate the region/],
  ["ExpiredToken", "The security token included in the request is expired", /^The session has ended/],
  ["CredentialsProviderError", "Could not load credentials from any providers", /^Give credentials: AWS_PROFILE/],
  ["ENOTFOUND", "getaddrinfo ENOTFOUND sts.us-est-1.amazonaws.com", /^Nothing answers there/],
])("credentials that AWS does not take: %s, %s", (code, words, mend) => {
  const caller = { code, words };
  const wanted = {
    ...{ roleArn: ROLE, externalId: undefined, sessionName: "iam-roster", durationSeconds: undefined },
    ...{ region: "us-east-1", accountId: HERE, mfa: undefined },
  };
  const nothing = { attempt: undefined, role: undefined, permission: undefined, tags: undefined, devices: undefined };
  const diagnosis = diagnose({ wanted, caller, now: MESSY_TODAY, roleArns: [], ...nothing });
  expect([diagnosis.mendFirst, diagnosis.checks[0]?.mend]).toEqual(["identity", expect.stringMatching(mend)]);
});
