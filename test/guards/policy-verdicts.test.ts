import { join } from "node:path";
import { CreatePolicyCommand, CreateUserCommand, DeletePolicyCommand, PutUserPolicyCommand } from "@aws-sdk/client-iam";
import fc from "fast-check";
import { awsPolicies } from "../../src/catalogue/aws-policies";
import { checkRosters } from "../../src/cli/check";
import { ACCOUNT, type Running, start } from "../sandbox/helpers";
import { testdir } from "../testdir";

const today = new Date("2026-11-21");
const flags = {
  justification: "The build server is outside AWS and cannot use roles",
  approvedBy: "secops@example.com",
  ticket: "SEC-1",
  expires: "2027-06-30",
};

let running: Running;
beforeAll(async () => {
  running = await start();
  await running.iam.send(new CreateUserCommand({ UserName: "deploy-bot" }));
});
afterAll(() => running.close());

/** A roster with these policies and nothing else that could be wrong. */
function rosterWith({ managed = {}, inline = {} }: { managed?: object; inline?: object }): string {
  return JSON.stringify({
    version: 1,
    account: { id: ACCOUNT },
    policies: managed,
    users: {
      "deploy-bot": {
        type: "service",
        owner: "platform",
        directPolicies: flags,
        administratorAccess: flags,
        policies: { inline },
      },
    },
  });
}

/** What `validate` says of one document: its errors, or nothing. */
async function errorsOf(held: { managed?: object; inline?: object }): Promise<string[]> {
  const cwd = testdir({ "users.yaml": rosterWith(held) });
  const checked = await checkRosters([{ path: join(cwd, "users.yaml"), name: "users.yaml" }], { cwd, today });
  return checked
    .flatMap(({ diagnostics }) => diagnostics)
    .filter(({ severity }) => severity === "error")
    .map(({ id, message }) => `${id}: ${message}`);
}

type Ask = (document: unknown) => Promise<string[]>;

/** The real call with the text that Terraform would send, and AWS's words where it is refused. */
const asks: Readonly<Record<"managed" | "inline", { validate: Ask; sandbox: Ask }>> = {
  managed: {
    validate: (document) => errorsOf({ managed: { reading: { document } } }),
    sandbox: (document) =>
      refusal(async () => {
        const PolicyDocument = JSON.stringify(document);
        const { Policy } = await running.iam.send(new CreatePolicyCommand({ PolicyName: "reading", PolicyDocument }));
        await running.iam.send(new DeletePolicyCommand({ PolicyArn: Policy?.Arn }));
      }),
  },
  inline: {
    validate: (document) => errorsOf({ inline: { push: document } }),
    sandbox: (document) =>
      refusal(() =>
        running.iam.send(
          new PutUserPolicyCommand({
            UserName: "deploy-bot",
            PolicyName: "push",
            PolicyDocument: JSON.stringify(document),
          }),
        ),
      ),
  },
};

async function refusal(call: () => Promise<unknown>): Promise<string[]> {
  try {
    await call();
    return [];
  } catch (error) {
    return [`${(error as Error).name}: ${(error as Error).message}`];
  }
}

/** Where `validate` and the sandbox do not agree, with what each of them says. */
async function differences(document: unknown): Promise<object[]> {
  const found = [];
  for (const [heldAs, { validate, sandbox }] of Object.entries(asks)) {
    const [told, answered] = [await validate(document), await sandbox(document)];
    if ((told.length === 0) !== (answered.length === 0)) found.push({ heldAs, document, told, answered });
  }
  return found;
}

const Version = "2012-10-17";
const plain = { Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::reports/*" };
const one = (change: object) => ({ Version, Statement: [{ ...plain, ...change }] });

const table: readonly (readonly [story: string, document: unknown, managed: boolean, inline: boolean])[] = [
  ["a plain statement", one({}), true, true],
  ["a statement that is not in a list", { Version, Statement: plain }, true, true],
  ["an Id", { Id: "reports", ...one({}) }, true, true],
  ["no Version", { Statement: [plain] }, false, true],
  ["the older Version", { Version: "2008-10-17", Statement: [plain] }, false, true],
  ["a Version that never was", { Version: "2013-10-17", Statement: [plain] }, false, false],
  ["no statement", { Version }, false, false],
  ["an empty list of statements", { Version, Statement: [] }, false, false],
  ["a statement that is text", { Version, Statement: ["allow"] }, false, false],
  ["an element that no policy has", { ...one({}), Comment: "for reports" }, false, false],
  ["an element that no statement has", one({ Note: "for reports" }), false, false],
  ["no Effect", one({ Effect: undefined }), false, false],
  ["an Effect in small letters", one({ Effect: "allow" }), false, false],
  [
    "Sids that are different",
    {
      Version,
      Statement: [
        { ...plain, Sid: "A" },
        { ...plain, Sid: "B" },
      ],
    },
    true,
    true,
  ],
  [
    "a Sid that is there twice",
    {
      Version,
      Statement: [
        { ...plain, Sid: "A" },
        { ...plain, Sid: "A" },
      ],
    },
    false,
    false,
  ],
  ["statements without a Sid", { Version, Statement: [plain, { ...plain, Sid: "" }] }, true, true],
  ["a Sid with a blank", one({ Sid: "read reports" }), false, false],
  ["any principal", one({ Principal: "*" }), false, false],
  ["a principal", one({ Principal: { AWS: ACCOUNT } }), false, false],
  ["a NotPrincipal", one({ NotPrincipal: { AWS: ACCOUNT } }), false, false],
  ["no action", one({ Action: undefined }), false, false],
  ["an empty list of actions", one({ Action: [] }), false, false],
  ["actions and NotActions", one({ NotAction: "iam:*" }), false, false],
  ["all actions", one({ Action: "*" }), true, true],
  ["an action without a service", one({ Action: "GetObject" }), false, false],
  ["an action with two colons", one({ Action: ["s3:Get*", "s3:Get:Object"] }), false, false],
  ["a service with a blank", one({ Action: "s 3:GetObject" }), false, false],
  ["a number for an action", one({ Action: [5] }), false, false],
  ["no resource", one({ Resource: undefined }), false, false],
  ["an empty list of resources", one({ Resource: [] }), false, false],
  ["a resource that is no ARN", one({ Resource: "reports" }), false, false],
  ["an empty resource", one({ Resource: [""] }), false, false],
  ["a resource that is cut off", one({ Resource: "arn:aws:s3::reports" }), false, false],
  ["a partition that is none", one({ Resource: "arn:mars:s3:::reports" }), false, false],
  ["another partition", one({ Resource: "arn:aws-cn:s3:::reports" }), true, true],
  ["any partition", one({ Resource: "arn:*:s3:::reports" }), true, true],
  ["a kind of resource that IAM has not", one({ Resource: `arn:aws:iam::${ACCOUNT}:alice` }), false, false],
  ["a region of a bucket", one({ Resource: "arn:aws:s3:us-east-1::reports" }), false, false],
  ["a variable", one({ Resource: "arn:aws:s3:::${aws:username}/*" }), true, true],
  ["a condition", one({ Condition: { StringEquals: { "aws:PrincipalTag/team": ["a", "b"] } } }), true, true],
  [
    "a number and a truth",
    one({ Condition: { Bool: { "aws:SecureTransport": true }, NumericLessThan: { "aws:x": 3 } } }),
    true,
    true,
  ],
  ["an empty condition", one({ Condition: {} }), true, true],
  [
    "a condition operator with its additions",
    one({ Condition: { "ForAllValues:StringNotLikeIfExists": { "aws:TagKeys": "a" } } }),
    true,
    true,
  ],
  [
    "a condition operator that is none",
    one({ Condition: { StringSounds: { "aws:username": "alice" } } }),
    false,
    false,
  ],
  ["a condition that is text", one({ Condition: "mfa" }), false, false],
  ["a condition on nothing", one({ Condition: { StringEquals: { "aws:username": null } } }), false, false],
  [
    "a condition with nothing in its list",
    one({ Condition: { StringEquals: { "aws:username": [null] } } }),
    false,
    false,
  ],
  ["a date", one({ Condition: { DateLessThan: { "aws:CurrentTime": "2027-01-31T23:59:59Z" } } }), true, true],
  ["a date that is none", one({ Condition: { DateLessThan: { "aws:CurrentTime": "soon" } } }), false, false],
  ["letters of Latin-1", one({ Resource: "arn:aws:s3:::café/*" }), true, true],
  ["letters of another script", one({ Resource: "arn:aws:s3:::отчёты/*" }), false, false],
  ["a dash that a word processor made", one({ Condition: { StringLike: { "s3:prefix": "2026–2027" } } }), false, false],
  ["another script in a key", one({ Condition: { StringLike: { "aws:PrincipalTag/部門": "x" } } }), false, false],
  [
    "2,100 characters",
    one({ Resource: Array.from({ length: 70 }, (_, at) => `arn:aws:s3:::reports-${1000 + at}/*`) }),
    true,
    false,
  ],
  [
    "6,200 characters",
    one({ Resource: Array.from({ length: 210 }, (_, at) => `arn:aws:s3:::reports-${1000 + at}/*`) }),
    false,
    false,
  ],
];

test.each(table)("%s: validate says what the call answers", async (_story, document, managed, inline) => {
  expect(await differences(document)).toEqual([]);
  expect(
    [await asks.managed.sandbox(document), await asks.inline.sandbox(document)].map(({ length }) => length === 0),
  ).toEqual([managed, inline]);
});

test("without a Version, AWS takes the variables of an inline policy literally: validate alone refuses that", async () => {
  const document = { Statement: { ...plain, Resource: "arn:aws:s3:::${aws:username}/*" } };
  expect(await asks.inline.sandbox(document)).toEqual([]);
  expect(await asks.inline.validate(document)).toEqual([
    'policy-variables-versioned: inline policy push of deploy-bot uses ${aws:username} without Version: "2012-10-17"; AWS would take the text literally',
  ]);
});

test("AWS's own policies are accepted by both", async () => {
  // Every twentieth: all of them would take minutes.
  const longer = [...awsPolicies().values()].filter((_, index) => index % 20 === 0);
  const refused = [];
  for (const { name, document: text } of longer) {
    const document: unknown = JSON.parse(text);
    const told = await asks.managed.validate(document);
    const answered = await asks.managed.sandbox(document);
    // AWS's own may be longer than ours.
    const others = [...told, ...answered].filter((text) => !/characters; IAM allows|PolicySize/.test(text));
    if (others.length > 0) refused.push({ name, others });
  }
  expect(refused).toEqual([]);
  expect(longer.length).toBeGreaterThan(50);
});

const often = <T>(good: readonly T[], bad: readonly T[]): fc.Arbitrary<T> =>
  fc.oneof({ weight: 6, arbitrary: fc.constantFrom(...good) }, { weight: 1, arbitrary: fc.constantFrom(...bad) });
const texts = (item: fc.Arbitrary<unknown>) => fc.oneof(item, fc.array(item, { maxLength: 3 }));
const action = often<unknown>(
  ["s3:Get*", "iam:*", "*", "ec2:Describe*", "a-b.c:D"],
  ["GetObject", "s3:Get:Object", "s3 :*", "", ":", "é:Get", null, 3, "東:Get"],
);
const resource = often<unknown>(
  ["*", "arn:aws:s3:::a", "arn:aws:iam::123456789012:user/*", "arn:*:*:*:*:*", "arn:aws:iam::123456789012:root"],
  [
    "a",
    "",
    "arn",
    "arn:aws",
    "arn:aws:s3",
    "arn:aws:s3:::",
    "arn:aws:iam::1:x",
    "arn:s3:::a",
    "a:b:c:d:e:f",
    "arn:aws:s3::a",
    1,
  ],
);
const condition = fc.dictionary(
  often(
    ["StringLike", "Bool", "Null", "ForAnyValue:ArnLike", "DateGreaterThanIfExists"],
    ["Like", "stringlike", "For:Bool"],
  ),
  fc.dictionary(
    often(["aws:username", "aws:CurrentTime"], ["aws:PrincipalTag/Ω"]),
    texts(often<unknown>(["2027-01-31", "true", 5, false], ["x", "", null, "2027-13-01", {}])),
    { maxKeys: 2 },
  ),
  { maxKeys: 2 },
);
const mostly = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined, freq: 12 });
const rarely = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined, freq: 1 });
const statement = fc.record({
  Sid: rarely(often<unknown>(["A", "B", "C1", ""], [7])),
  Effect: mostly(often<unknown>(["Allow", "Deny"], ["allow", "No", 1])),
  Action: mostly(texts(action)),
  NotAction: fc.oneof({ weight: 14, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: texts(action) }),
  Resource: mostly(texts(resource)),
  NotResource: fc.oneof({ weight: 14, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: texts(resource) }),
  Condition: rarely(
    fc.oneof({ weight: 8, arbitrary: condition }, { weight: 1, arbitrary: fc.constantFrom<unknown>("x", [], 1) }),
  ),
  Principal: fc.oneof(
    { weight: 20, arbitrary: fc.constant(undefined) },
    { weight: 1, arbitrary: fc.constantFrom<unknown>("*", { AWS: "*" }) },
  ),
});
const document = fc.record({
  Version: mostly(often<unknown>(["2012-10-17"], ["2008-10-17", "2027-01-31", 1])),
  Statement: fc.oneof(
    { weight: 8, arbitrary: fc.array(statement, { minLength: 1, maxLength: 3 }) },
    { weight: 2, arbitrary: statement },
    { weight: 1, arbitrary: fc.constantFrom<unknown>([], "x", undefined) },
  ),
});

test("whatever the document, validate says what the call answers", async () => {
  const accepted = { managed: 0, inline: 0 };
  await fc.assert(
    fc.asyncProperty(document, async (made) => {
      expect(await differences(made)).toEqual([]);
      if ((await asks.managed.sandbox(made)).length === 0) accepted.managed++;
      if ((await asks.inline.sandbox(made)).length === 0) accepted.inline++;
    }),
    { numRuns: 120 },
  );
  // Neither side says the same to all of them.
  expect(Math.min(...Object.values(accepted))).toBeGreaterThan(5);
  expect(Math.max(...Object.values(accepted))).toBeLessThan(115);
});
