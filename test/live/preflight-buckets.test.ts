import http from "node:http";
import type { AddressInfo } from "node:net";
import type { LiveAccount } from "../../src/aws/account";
import { CallFailed } from "../../src/aws/failures";
import { listAll } from "../../src/aws/paging";
import { readBuckets } from "../../src/leaving/preflight/buckets";
import { makeUser, openWorld, operator, type World } from "./people";
import { userThing } from "./plans";
import { askPreflight, words } from "./preflight-run";

let world: World;
beforeEach(async () => {
  world = await openWorld();
});
afterEach(() => world.close());

const arn = (name: string) => `arn:aws:iam::123456789012:user/${name}`;
const ROOT = "arn:aws:iam::123456789012:root";

/** A bucket with a policy, as its owner writes it: `PLACE` in a statement is the bucket. */
async function bucket(name: string, statements: readonly object[] = [], region = "us-east-1"): Promise<void> {
  const there = { region };
  const where = region === "us-east-1" ? {} : { CreateBucketConfiguration: { LocationConstraint: region as "EU" } };
  await world.admin.call("s3:CreateBucket", { Bucket: name, ...where }, there);
  if (statements.length === 0) return;
  const Policy = JSON.stringify({ Version: "2012-10-17", Statement: statements }).replaceAll("PLACE", name);
  await world.admin.call("s3:PutBucketPolicy", { Bucket: name, Policy }, there);
}

const allow = (more: object) => ({
  Effect: "Allow",
  Action: "s3:GetObject",
  Resource: "arn:aws:s3:::PLACE/*",
  ...more,
});
const deny = (more: object) => ({ Effect: "Deny", Action: "s3:GetObject", Resource: "arn:aws:s3:::PLACE/*", ...more });

/** A plan by which these leave; who is not there yet is made. */
async function leaving(...names: string[]) {
  const deleted = [];
  for (const name of names)
    deleted.push(userThing(name, world.memory.users[name]?.userId ?? (await makeUser(world, name))));
  return { deleted };
}

const found = async (...names: string[]) => {
  const { code, report } = await askPreflight(world, await leaving(...names));
  return [code, ...words(report)];
};

describe("a bucket policy that goes on naming the user", () => {
  test("by ARN, by unique id and by name, in buckets of two regions", async () => {
    const userId = await makeUser(world, "alice");
    await bucket("by-arn", [allow({ Principal: { AWS: arn("alice") } })]);
    await bucket("by-id", [
      allow({ Principal: "*", Condition: { StringLike: { "aws:userid": [`${userId}:*`, userId] } } }),
    ]);
    await bucket(
      "by-name",
      [allow({ Principal: "*", Condition: { StringEquals: { "aws:username": "alice" } } })],
      "eu-west-1",
    );
    await bucket("by-principal-arn", [
      allow({ Principal: "*", Condition: { ArnEquals: { "aws:PrincipalArn": arn("alice") } } }),
    ]);
    await bucket("of-alicia", [allow({ Principal: "*", Condition: { StringEquals: { "aws:username": "alicia" } } })]);
    await bucket("without-policy");
    const says = "warning bucket-policy-names-leaver alice: the policy of bucket";
    expect(await found("alice")).toEqual([
      0,
      `${says} by-arn names alice as principal`,
      `${says} by-id names alice in a condition on aws:userid`,
      `${says} by-name names alice in a condition on aws:username`,
      `${says} by-principal-arn names alice in a condition on aws:PrincipalArn`,
    ]);
  });

  test("what to do differs: AWS turns a principal into its id, and a condition would fit a new user of that name", async () => {
    await makeUser(world, "alice");
    await bucket("first", [allow({ Principal: { AWS: arn("alice") } })]);
    await bucket("second", [allow({ Principal: "*", Condition: { StringEquals: { "aws:username": "alice" } } })]);
    const { report } = await askPreflight(world, await leaving("alice"));
    expect(report.findings.map(({ fix }) => fix)).toEqual([
      "Remove the user: AWS turns the ARN of a deleted user into its unique id, and the next edit of that policy is refused.",
      "Remove the user: a new user of the same name would get what this one had.",
    ]);
  });

  test("the list is read to its last page, and a page that fails is no end of it", async () => {
    for (const name of ["ant", "bee", "cow", "dog", "eel"]) await bucket(name);
    const { admin } = world;
    const names = (await listAll(admin, "s3:ListBuckets", { MaxBuckets: 2 }, "Buckets")).map(({ Name }) => Name);
    expect([names, admin.counts()["s3:ListBuckets"]]).toEqual([["ant", "bee", "cow", "dog", "eel"], 3]);
    let pages = 0;
    const call = async (action: string) => {
      if (++pages === 1) return { Buckets: [{ Name: "ant" }], ContinuationToken: "bee" };
      throw new CallFailed(action, "SlowDown", "Please reduce your request rate.");
    };
    await expect(readBuckets({ region: "us-east-1", call: call as LiveAccount["call"] })).rejects.toThrow(
      "s3:ListBuckets failed: SlowDown: Please reduce your request rate. (after 1 whole page; a partial list is not used)",
    );
  });

  test("nobody leaves: S3 is not asked", async () => {
    const { report } = await askPreflight(world, { created: [userThing("carol", "")] });
    expect(Object.keys(report.calls).filter((action) => action.startsWith("s3:"))).toEqual([]);
  });
});

describe("a bucket that nobody else may open", () => {
  const only = (name: string) => `error bucket-sole-user ${name}: NOBODY ELSE MAY READ the bucket payroll`;

  test.each<[string, object]>([
    ["NotPrincipal", { NotPrincipal: { AWS: [arn("alice"), ROOT] } }],
    ["aws:PrincipalArn", { Principal: "*", Condition: { ArnNotEquals: { "aws:PrincipalArn": [arn("alice"), ROOT] } } }],
    ["aws:username", { Principal: { AWS: "*" }, Condition: { StringNotEquals: { "aws:username": "alice" } } }],
  ])("fails when a Deny exempts alice alone, the root user apart: by %s", async (_how, more) => {
    await makeUser(world, "alice");
    await bucket("payroll", [deny(more)]);
    expect(await found("alice")).toEqual([
      3,
      `${only("alice")}: its policy denies s3:GetObject to all but alice (arn:aws:s3:::payroll/*)`,
    ]);
  });

  test("fails when a Deny exempts her unique id and the account's, as AWS's own example writes it", async () => {
    const userId = await makeUser(world, "alice");
    const Condition = { StringNotLike: { "aws:userId": [userId, `${userId}:*`, "123456789012"] } };
    await bucket("payroll", [deny({ Principal: "*", Condition })]);
    expect((await found("alice"))[1]).toContain(only("alice"));
  });

  test("fails when nobody else may change its policy either: only the root user is left", async () => {
    await makeUser(world, "alice");
    const Action = ["s3:GetObject", "s3:PutBucketPolicy", "s3:DeleteBucketPolicy"];
    const Resource = ["arn:aws:s3:::PLACE", "arn:aws:s3:::PLACE/*"];
    await bucket("payroll", [deny({ NotPrincipal: { AWS: [arn("alice"), ROOT] }, Action, Resource })]);
    const { code, report } = await askPreflight(world, await leaving("alice"));
    expect([code, ...words(report)]).toEqual([
      3,
      "error bucket-sole-administrator alice: NOBODY ELSE MAY CHANGE THE POLICY of the bucket payroll: without alice only the account's root user can",
      `${only("alice")}: its policy denies s3:GetObject to all but alice (arn:aws:s3:::payroll/*)`,
    ]);
    expect(report.findings.map(({ fix }) => fix)).toEqual([
      "Before the removal, as alice: name another administrator in the bucket policy (aws s3api put-bucket-policy).",
      "Name whoever takes over the data in the bucket policy (aws s3api put-bucket-policy), then plan again.",
    ]);
  });

  test("fails when two share a bucket and both leave, and not when one of them stays", async () => {
    await makeUser(world, "alice");
    await makeUser(world, "bob");
    await bucket("payroll", [deny({ NotPrincipal: { AWS: [arn("alice"), arn("bob"), ROOT] } })]);
    const together = ", and all others who may leave with the same plan";
    expect(await found("alice", "bob")).toEqual([
      3,
      `${only("alice")}${together}: its policy denies s3:GetObject to all but alice (arn:aws:s3:::payroll/*)`,
      `${only("bob")}${together}: its policy denies s3:GetObject to all but bob (arn:aws:s3:::payroll/*)`,
    ]);
    expect(await found("alice")).toEqual([
      0,
      "warning bucket-policy-names-leaver alice: the policy of bucket payroll names alice as principal",
    ]);
  });

  test.each<[string, object]>([
    ["somebody else is exempt too", { NotPrincipal: { AWS: [arn("alice"), "arn:aws:iam::123456789012:role/etl"] } }],
    [
      "it denies one person alone",
      { Principal: { AWS: arn("bob") }, Condition: { StringNotEquals: { "aws:username": "alice" } } },
    ],
    [
      "another condition narrows it",
      {
        Principal: "*",
        Condition: { StringNotEquals: { "aws:username": "alice" }, Bool: { "aws:SecureTransport": "false" } },
      },
    ],
    ["it is about writing", { NotPrincipal: { AWS: [arn("alice"), ROOT] }, Action: "s3:PutObject" }],
  ])("does not report where %s", async (_why, more) => {
    for (const name of ["alice", "bob"]) await makeUser(world, name);
    await world.admin.call("iam:CreateRole", {
      RoleName: "etl",
      AssumeRolePolicyDocument: JSON.stringify({
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Principal: { AWS: ROOT }, Action: "sts:AssumeRole" }],
      }),
    });
    await bucket("payroll", [deny(more)]);
    const [code, ...said] = await found("alice");
    expect([code, said.length, String(said[0])]).toEqual([0, 1, expect.stringContaining("bucket-policy-names-leaver")]);
  });
});

describe("what may not be seen", () => {
  test("the list of buckets, with the permission by its own name", async () => {
    world.sandbox.setFaults({ deny: ["s3:ListBuckets"] });
    const { code, report } = await askPreflight(world, await leaving("alice"));
    expect([code, report.findings]).toEqual([
      0,
      [
        {
          id: "could-not-look",
          severity: "warning",
          message:
            "could not check S3 buckets of the account: User: arn:aws:sts::123456789012:assumed-role/SandboxAdministrator/sandbox is not authorized to perform: s3:ListAllMyBuckets",
          fix: "Allow s3:ListAllMyBuckets to whoever runs this (docs/permissions.md), then run it again.",
          permission: "s3:ListAllMyBuckets",
        },
      ],
    ]);
  });

  test("one bucket, whose own policy refuses everybody but a few", async () => {
    await makeUser(world, "alice");
    await bucket("open", [allow({ Principal: { AWS: arn("alice") } })]);
    const Resource = ["arn:aws:s3:::PLACE", "arn:aws:s3:::PLACE/*"];
    await bucket("payroll", [deny({ NotPrincipal: { AWS: [arn("alice"), ROOT] }, Action: "s3:*", Resource })]);
    const { code, report } = await askPreflight(world, await leaving("alice"));
    expect([code, ...words(report)]).toEqual([
      0,
      'warning could-not-look -: could not check the policy of bucket payroll: User: arn:aws:sts::123456789012:assumed-role/SandboxAdministrator/sandbox is not authorized to perform: s3:GetBucketPolicy on resource: "arn:aws:s3:::payroll" with an explicit deny in a resource-based policy',
      "warning bucket-policy-names-leaver alice: the policy of bucket open names alice as principal",
    ]);
    expect(report.findings[0]).toMatchObject({
      permission: "s3:GetBucketPolicy",
      fix: "The bucket's own policy refuses whoever runs this: ask somebody whom it exempts, or the account's root user, whether that is a leaver.",
    });
  });

  test("many buckets with one answer are one line", async () => {
    for (const name of ["ant", "bee", "cow", "dog", "eel"]) await bucket(name);
    const plan = await leaving("alice");
    const env = await operator(world, "preflight");
    const document = {
      Version: "2012-10-17",
      Statement: [{ Effect: "Deny", Action: "s3:GetBucketPolicy", Resource: "*" }],
    };
    await world.admin.call("iam:PutUserPolicy", {
      UserName: "operator",
      PolicyName: "not-s3",
      PolicyDocument: JSON.stringify(document),
    });
    const { code, report } = await askPreflight({ env }, plan);
    expect([code, ...words(report)]).toEqual([
      0,
      'warning could-not-look -: could not check the policies of 5 buckets, ant, bee, cow and 2 more: User: arn:aws:iam::123456789012:user/operator is not authorized to perform: s3:GetBucketPolicy on resource: "arn:aws:s3:::BUCKET" with an explicit deny in an identity-based policy',
    ]);
  });

  test("S3 that no way leads to does not end the command", async () => {
    const plan = await leaving("alice");
    const env = { ...world.env, AWS_ENDPOINT_URL_S3: "http://127.0.0.1:9" };
    const { code, report } = await askPreflight({ env }, plan);
    expect([code, ...words(report)]).toEqual([
      0,
      expect.stringMatching(
        /^warning could-not-look -: could not check S3 buckets of the account: ECONNREFUSED: .*127\.0\.0\.1:9/,
      ),
    ]);
  });
});

test("addresses are path style whatever the host is called: nothing asks for payroll.localhost", async () => {
  const asked: string[] = [];
  const upstream = new URL(world.env.AWS_ENDPOINT_URL ?? "");
  // Stands between, under a name: behind an IP address the SDK would choose path style by itself.
  const proxy = http.createServer((request, response) => {
    asked.push(`${request.headers.host?.split(":")[0]} ${request.url?.split("?")[0]}`);
    const { method, headers, url: path } = request;
    const onward = http.request({ host: upstream.hostname, port: upstream.port, method, headers, path }, (answer) => {
      response.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(response);
    });
    request.pipe(onward);
  });
  await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
  await bucket("payroll");
  const plan = await leaving("alice");
  const AWS_ENDPOINT_URL_S3 = `http://localhost:${(proxy.address() as AddressInfo).port}`;
  const { report } = await askPreflight({ env: { ...world.env, AWS_ENDPOINT_URL_S3 } }, plan);
  proxy.close();
  proxy.closeAllConnections();
  expect([asked, report.findings]).toEqual([["localhost /", "localhost /payroll/"], []]);
});

test("what it did not look at names the regions where the account is seen to be at work", async () => {
  await bucket("logs", [], "eu-west-1");
  const plan = await leaving("alice");
  const { report } = await askPreflight(world, plan);
  expect([report.regions, report.notLookedAt]).toEqual([
    ["us-east-1"],
    [
      "KMS keys and CloudTrail events outside us-east-1, though the account has buckets in eu-west-1 (--region, may be repeated)",
      "resource policies of SQS queues, SNS topics, secrets, repositories, S3 access points and directory buckets (IAM Access Analyzer finds them)",
      "policies of other accounts that name the user",
    ],
  ]);
  const wider = await askPreflight(world, plan, { region: ["eu-west-1", "eu-central-1"] });
  expect([wider.report.regions, wider.report.notLookedAt.slice(0, 2)]).toEqual([
    ["eu-west-1", "eu-central-1"],
    [
      "KMS keys and CloudTrail events outside eu-west-1, eu-central-1 (--region, may be repeated)",
      "calls to IAM and sign-ins, which CloudTrail keeps in us-east-1 (--region us-east-1)",
    ],
  ]);
});
