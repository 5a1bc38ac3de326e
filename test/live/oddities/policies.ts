import type { Oddity, Spot } from "./oddity";

const allow = { Effect: "Allow", Action: "s3:GetObject", Resource: "*" };
const variable = { ...allow, Resource: "arn:aws:s3:::home/${aws:username}/*" };

/** @param outside the policy is left outside alone */
const inline = (what: string, document: object | string, outside = false, name = "odd"): Oddity => ({
  ...{ what: `an inline policy ${what}`, room: "inline" },
  put: ({ user }) => {
    user.inlinePolicies[name] = typeof document === "string" ? document : JSON.stringify(document);
  },
  outside: ({ user }) => (outside ? [`inline policy ${name} of ${user.userName}`] : []),
});

const v2012 = (Statement: unknown, more: object = {}) => ({ Version: "2012-10-17", ...more, Statement });

const inlinePolicies: readonly Oddity[] = [
  inline("without Version", { Statement: [allow] }),
  inline("without Version and with a variable", { Statement: [variable] }, true),
  inline("of 2008", { Version: "2008-10-17", Statement: [allow] }),
  inline("of 2008 with a variable", { Version: "2008-10-17", Statement: [variable] }, true),
  inline(
    "with a variable in a condition, without Version",
    {
      Statement: { ...allow, Condition: { StringLike: { "s3:prefix": ["${aws:username}/*"] } } },
    },
    true,
  ),
  inline(
    "with a variable and a default",
    v2012([{ ...allow, Resource: "arn:aws:s3:::${aws:PrincipalTag/team, 'none'}/*" }]),
  ),
  inline("with the signs of templates", v2012([{ ...allow, Resource: "arn:aws:s3:::${$}{*}/%{if}/$${x}/${*}${?}" }])),
  inline("of one statement", v2012(allow)),
  inline("with lists of one", v2012([{ Effect: "Deny", Action: ["s3:*"], Resource: ["*"] }])),
  inline(
    "with NotAction and NotResource",
    v2012({ Effect: "Deny", NotAction: ["iam:*"], NotResource: "arn:aws:s3:::a" }),
  ),
  inline("with both Action and NotAction", v2012({ ...allow, NotAction: "s3:*" }), true),
  inline("with no Resource", v2012({ Effect: "Allow", Action: "s3:*" }), true),
  inline("with no statement", v2012([]), true),
  inline("with a Principal", v2012({ ...allow, Principal: "*" }), true),
  inline("with a Sid of blanks", v2012({ ...allow, Sid: "made by hand" }), true),
  inline("with an empty Sid", v2012({ ...allow, Sid: "" })),
  inline("with a comment", v2012(allow, { Comment: "do not touch" }), true),
  inline("with an Id", v2012(allow, { Id: "cd3ad3d9-2776-4ef1-a904-4c229d1642ee" })),
  inline(
    "with elements in small letters",
    { version: "2012-10-17", statement: [{ effect: "allow", action: "*", resource: "*" }] },
    true,
  ),
  inline(
    "with conditions of every type",
    v2012({
      ...allow,
      Condition: {
        ...{ Bool: { "aws:SecureTransport": true }, NumericLessThan: { "aws:MultiFactorAuthAge": 3600 } },
        ...{
          "ForAllValues:StringLikeIfExists": { "aws:TagKeys": ["a", "b*"] },
          Null: { "aws:TokenIssueTime": "true" },
        },
        ...{
          IpAddress: { "aws:SourceIp": ["203.0.113.0/24", "2001:db8::/32"] },
          DateGreaterThan: { "aws:CurrentTime": "2020-01-01T00:00:00Z" },
        },
      },
    }),
  ),
  inline("with an empty list in a condition", v2012({ ...allow, Condition: { StringEquals: { "aws:username": [] } } })),
  inline(
    "with a number that JavaScript cannot hold",
    `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*","Condition":{"NumericEquals":{"aws:x":12345678901234567890}}}]}`,
    true,
  ),
  inline(
    "with numbers written in other ways",
    `{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:*","Resource":"*","Condition":{"NumericEquals":{"aws:x":[1.0,1e3,-0,0.5]}}}}`,
  ),
  inline(
    "with a key twice",
    `{"Version":"2012-10-17","Statement":{"Effect":"Allow","Effect":"Deny","Action":"s3:*","Resource":"*"}}`,
    true,
  ),
  inline("in pretty print of Windows", JSON.stringify(v2012([allow]), undefined, 4).replaceAll("\n", "\r\n")),
  inline(
    "with escapes in its JSON",
    `{"Version":"2012-10-17","Statement":{"\\u0045ffect":"Allow","Action":"s3:\\u002a","Resource":"arn:aws:s3:::a\\/b"}}`,
  ),
  inline("with blanks around it", `\n  ${JSON.stringify(v2012(allow))}  \n`),
  inline("with letters of Latin-1", v2012({ ...allow, Resource: "arn:aws:s3:::zürich-ÿ/*" })),
  inline("with tabs and line breaks in a text", v2012({ ...allow, Resource: "arn:aws:s3:::a\tb\nc" })),
  inline(
    "with texts that look like YAML",
    v2012({
      ...allow,
      Condition: {
        StringLike: { "aws:x": ["- a: b", "# c", "&d", "*e", "!!f", "|", "'", '"', "{g}", "a: #b", "\tc ", ""] },
      },
    }),
  ),
  inline("with a token of CDKTF", v2012({ ...allow, Resource: "arn:aws:s3:::${TfToken[TOKEN.1]}" }), true),
  inline("with an action of every case", v2012({ ...allow, Action: ["S3:getobject", "s3:Get*", "S3:?etObject"] })),
  inline("that allows everything", v2012({ Effect: "Allow", Action: "*", Resource: "*" })),
  inline("of 15 statements", v2012(Array.from({ length: 15 }, (_, at) => ({ ...allow, Sid: `S${at}` })))),
  inline("with a name of 128 characters", v2012(allow), false, "n".repeat(128)),
  inline("with a name of every sign", v2012(allow), false, "+=,.@-_"),
  inline("with the name constructor", v2012(allow), false, "constructor"),
  inline("with the name of a number", v2012(allow), false, "1"),
  inline("with the name of the word true", v2012(allow), false, "true"),
  {
    ...{ what: "an inline policy called __proto__", room: "inline" },
    put: ({ user }) => {
      Object.defineProperty(user.inlinePolicies, "__proto__", {
        value: JSON.stringify(v2012(allow)),
        enumerable: true,
      });
    },
    outside: ({ user }) => [`user ${user.userName}`],
  },
  {
    ...{ what: "three inline policies, of which one cannot be said", room: "inline" },
    put: ({ user }) => {
      user.inlinePolicies.first = JSON.stringify(v2012(allow));
      user.inlinePolicies.second = JSON.stringify({ Statement: variable });
      user.inlinePolicies.third = JSON.stringify(v2012(variable));
    },
    outside: ({ user }) => [`inline policy second of ${user.userName}`],
  },
  {
    ...{ what: "two inline policies that share an address in Terraform", room: "inline" },
    put: ({ user }) => {
      user.inlinePolicies["x.u2e_"] = JSON.stringify(v2012(allow));
      user.inlinePolicies["x_u2e."] = JSON.stringify(v2012(allow));
    },
    outside: ({ user }) => [`inline policy x_u2e. of ${user.userName}`],
  },
];

const arnIn = ({ build }: Spot, rest: string) => `arn:aws:iam::${build.account.accountId}:policy/${rest}`;

const managed = (what: string, put: (spot: Spot) => void, outside?: Oddity["outside"]): Oddity => ({
  ...{ what, room: "managed", put },
  ...(outside === undefined ? {} : { outside }),
});

const attached = (what: string, ...arns: string[]) =>
  managed(what, ({ user }) => void user.attachedPolicies.push(...arns.map((arn) => `arn:aws:iam::aws:policy/${arn}`)));

/** Names of policies of AWS: a user may have 20 where the quota was raised. */
const AWS = [
  "ReadOnlyAccess",
  "SecurityAudit",
  "PowerUserAccess",
  "IAMReadOnlyAccess",
  "AmazonS3ReadOnlyAccess",
  "AmazonEC2ReadOnlyAccess",
];

const managedPolicies: readonly Oddity[] = [
  attached("a policy of AWS", "ReadOnlyAccess"),
  attached(
    "a policy of AWS below a path",
    "job-function/Billing",
    "service-role/AWSLambdaBasicExecutionRole",
    "aws-service-role/AWSSupportServiceRolePolicy",
  ),
  attached("a policy of AWS that there is no more", "AmazonEC2RoleforSSM2014"),
  attached("AdministratorAccess", "AdministratorAccess"),
  attached("six policies of AWS", ...AWS),
  attached("twenty policies, where the quota was raised", ...Array.from({ length: 20 }, (_, at) => `Raised${at}`)),
  managed("a policy below an odd path, with five versions", (spot) => {
    const { build, user, n } = spot;
    build.policy(`versions-${n}`, `/a.,+@=_-b/${n}/`, v2012(allow));
    const policy = build.account.policies[`versions-${n}`];
    for (const at of [2, 3, 4, 5])
      policy?.versions.push({
        versionId: `v${at}`,
        document: JSON.stringify(v2012(variable)),
        createDate: build.ago(at),
      });
    if (policy !== undefined) Object.assign(policy, { defaultVersionId: "v3", nextVersion: 6 });
    user.attachedPolicies.push(arnIn(spot, `a.,+@=_-b/${n}/versions-${n}`));
  }),
  managed("a policy with a name of 128 characters and every sign", (spot) => {
    const name = `+=,.@-_${spot.n}`.padEnd(128, "p");
    spot.build.policy(name, "/", v2012(allow));
    spot.user.attachedPolicies.push(arnIn(spot, name));
  }),
  managed(
    "a policy whose document no roster says",
    (spot) => {
      spot.build.policy(`old-${spot.n}`, "/", { Statement: variable });
      spot.user.attachedPolicies.push(arnIn(spot, `old-${spot.n}`));
    },
    (spot) => (spot.takePolicies ? [`policy ${arnIn(spot, `old-${spot.n}`)}`] : []),
  ),
  managed(
    "a policy with odd tags and a description",
    (spot) => {
      spot.build.policy(`tagged-${spot.n}`, "/", v2012(allow));
      Object.assign(spot.build.account.policies[`tagged-${spot.n}`] ?? {}, {
        description: 'Who\'s "there"? ${aws:username} %{x}\nzürich',
        tags: [
          { Key: "ManagedBy", Value: "terraform" },
          { Key: "Empty", Value: "" },
          { Key: "Straße", Value: "ß" },
        ],
      });
      spot.user.attachedPolicies.push(arnIn(spot, `tagged-${spot.n}`));
    },
    (spot) => (spot.takePolicies ? [`tag ManagedBy of policy tagged-${spot.n}`] : []),
  ),
  managed(
    "a policy with 50 tags",
    (spot) => {
      spot.build.policy(`full-${spot.n}`, "/", v2012(allow));
      const tags = Array.from({ length: 50 }, (_, at) => ({ Key: `tag ${at}`, Value: "" }));
      Object.assign(spot.build.account.policies[`full-${spot.n}`] ?? {}, { tags });
      spot.user.attachedPolicies.push(arnIn(spot, `full-${spot.n}`));
    },
    (spot) => (spot.takePolicies ? [`policy ${arnIn(spot, `full-${spot.n}`)}`] : []),
  ),
];

const boundaries: readonly Oddity[] = [
  {
    ...{ what: "a boundary of AWS", room: "boundary" },
    put: ({ user }) => void Object.assign(user, { permissionsBoundary: "arn:aws:iam::aws:policy/PowerUserAccess" }),
  },
  {
    ...{ what: "a boundary of the account", room: "boundary" },
    put: (spot) => {
      spot.build.policy(`boundary-${spot.n}`, "/b/", v2012(allow));
      Object.assign(spot.user, { permissionsBoundary: arnIn(spot, `b/boundary-${spot.n}`) });
    },
  },
  {
    ...{ what: "a boundary that was deleted", room: "boundary" },
    put: (spot) => void Object.assign(spot.user, { permissionsBoundary: arnIn(spot, `gone-${spot.n}`) }),
  },
];

export const policies: readonly Oddity[] = [...inlinePolicies, ...managedPolicies, ...boundaries];
