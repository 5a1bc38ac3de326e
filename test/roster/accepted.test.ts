import { whole } from "../whole";
import { load } from "./problems";

const everything = `
# yaml-language-server: $schema=./roster/users.schema.json
version: 1
stack: acme-people
account:
  id: "123456789012"
  region: eu-central-1
  assumeRole: { roleArn: "arn:aws:iam::123456789012:role/iam-roster", externalId: acme-prod, sessionName: iam-roster, duration: 1h30m }
defaults: { path: /people/, tags: { CostCenter: "42", Team: all }, permissionsBoundary: boundary, pgpKey: keybase:secops }
policies:
  boundary:
    name: acme-boundary
    path: /acme/
    description: No service user reaches IAM
    tags: { Team: security }
    document: { Version: "2012-10-17", Id: b, Statement: { Sid: Rest, Effect: Allow, NotAction: "iam:*", Resource: "*" } }
groups:
  developers: { name: Developers, path: /teams/, policies: [boundary, "arn:aws:iam::aws:policy/ReadOnlyAccess"] }
  billing: { existing: true }
users:
  alice:
    name: alice.jones
    type: human
    owner: alice@example.com
    path: /staff/
    tags: { Team: red }
    permissionsBoundary: null
    groups: [developers, billing]
    loginProfile: { pgpKey: "keybase:alice", passwordLength: 24, passwordResetRequired: false }
    mfaDevices: { phone: {}, safe: { name: safe-1, path: /safe/ } }
    accessKeys: { laptop: { status: Inactive, pgpKey: null, rotateBy: 2027-03-01 } }
    policies:
      managed: [boundary]
      inline: { push: { Statement: [{ Effect: Allow, Action: [codecommit:GitPush], Resource: ["*"] }] } }
    sshPublicKeys: { ci: { publicKey: "ssh-rsa AAAAB3NzaC1yc2E ci\\n", encoding: SSH, status: Inactive } }
    signingCertificates: { soap: { body: "-----BEGIN CERTIFICATE-----\\n", status: Inactive } }
    serviceSpecificCredentials: { git: { service: codecommit.amazonaws.com, status: Inactive } }
    suspended: { since: 2026-11-10, reason: Contract ended, ticket: HR-77 }
    expires: 2027-06-30
    forceDestroy: &no
`.replace(
  " &no",
  " { justification: Enrols hardware keys of her own, approvedBy: secops@example.com, ticket: SEC-1, expires: 2027-01-31 }",
);

const removals = `
removals:
  carol: { justification: Left on bad terms and must be gone, approvedBy: ciso@example.com, ticket: HR-78, expires: 2027-01-31 }
guards: { soakDays: 7, maxRemovals: 5, maxRemovalShare: 0.1, maxKeyAgeDays: 30 }
`;

test("every key of the format arrives in the roster", async () => {
  const roster = whole(await load(everything + removals.slice(1)));
  expect(roster).toMatchInlineSnapshot(`
    {
      "account": {
        "assumeRole": {
          "duration": "1h30m",
          "externalId": "acme-prod",
          "roleArn": "arn:aws:iam::123456789012:role/iam-roster",
          "sessionName": "iam-roster",
        },
        "id": "123456789012",
        "region": "eu-central-1",
      },
      "approvers": {},
      "backend": {
        "kind": "local",
        "settings": {
          "path": "terraform.acme-people.tfstate",
        },
      },
      "defaults": {
        "permissionsBoundary": {
          "key": "boundary",
          "kind": "named",
        },
      },
      "file": "users.yaml",
      "groups": [
        {
          "existing": false,
          "key": "developers",
          "name": "Developers",
          "origin": {
            "file": "users.yaml",
            "path": [
              "groups",
              "developers",
            ],
          },
          "path": "/teams/",
          "policies": [
            {
              "key": "boundary",
              "kind": "named",
            },
            {
              "arn": "arn:aws:iam::aws:policy/ReadOnlyAccess",
              "kind": "arn",
            },
          ],
        },
        {
          "existing": true,
          "key": "billing",
          "name": "billing",
          "origin": {
            "file": "users.yaml",
            "path": [
              "groups",
              "billing",
            ],
          },
          "path": "/",
          "policies": [],
        },
      ],
      "guards": {
        "managedPoliciesPerUser": 10,
        "maxKeyAgeDays": 30,
        "maxRemovalShare": 0.1,
        "maxRemovals": 5,
        "soakDays": 7,
      },
      "policies": [
        {
          "description": "No service user reaches IAM",
          "document": {
            "Id": "b",
            "Statement": {
              "Effect": "Allow",
              "NotAction": "iam:*",
              "Resource": "*",
              "Sid": "Rest",
            },
            "Version": "2012-10-17",
          },
          "key": "boundary",
          "name": "acme-boundary",
          "origin": {
            "file": "users.yaml",
            "path": [
              "policies",
              "boundary",
            ],
          },
          "path": "/acme/",
          "tags": {
            "Team": "security",
          },
        },
      ],
      "removals": [
        {
          "approvedBy": "ciso@example.com",
          "expires": "2027-01-31",
          "justification": "Left on bad terms and must be gone",
          "key": "carol",
          "origin": {
            "file": "users.yaml",
            "path": [
              "removals",
              "carol",
            ],
          },
          "ticket": "HR-78",
        },
      ],
      "stack": "acme-people",
      "users": [
        {
          "accessKeys": [
            {
              "key": "laptop",
              "rotateBy": "2027-03-01",
              "status": "Inactive",
            },
          ],
          "existingInlinePolicies": [],
          "expires": "2027-06-30",
          "flags": {
            "forceDestroy": {
              "approvedBy": "secops@example.com",
              "expires": "2027-01-31",
              "justification": "Enrols hardware keys of her own",
              "ticket": "SEC-1",
            },
          },
          "groups": [
            "developers",
            "billing",
          ],
          "inlinePolicies": [
            {
              "document": {
                "Statement": [
                  {
                    "Action": [
                      "codecommit:GitPush",
                    ],
                    "Effect": "Allow",
                    "Resource": [
                      "*",
                    ],
                  },
                ],
              },
              "name": "push",
            },
          ],
          "key": "alice",
          "loginProfile": {
            "passwordLength": 24,
            "passwordResetRequired": false,
            "pgpKey": "keybase:alice",
          },
          "managedPolicies": [
            {
              "key": "boundary",
              "kind": "named",
            },
          ],
          "mfaDevices": [
            {
              "key": "phone",
              "name": "alice.jones-phone",
              "path": "/",
            },
            {
              "key": "safe",
              "name": "safe-1",
              "path": "/safe/",
            },
          ],
          "name": "alice.jones",
          "origin": {
            "file": "users.yaml",
            "path": [
              "users",
              "alice",
            ],
          },
          "owner": "alice@example.com",
          "path": "/staff/",
          "serviceSpecificCredentials": [
            {
              "key": "git",
              "service": "codecommit.amazonaws.com",
              "status": "Inactive",
            },
          ],
          "signingCertificates": [
            {
              "body": "-----BEGIN CERTIFICATE-----",
              "key": "soap",
              "status": "Inactive",
            },
          ],
          "sshPublicKeys": [
            {
              "encoding": "SSH",
              "key": "ci",
              "publicKey": "ssh-rsa AAAAB3NzaC1yc2E ci",
              "status": "Inactive",
            },
          ],
          "suspended": {
            "reason": "Contract ended",
            "since": "2026-11-10",
            "ticket": "HR-77",
          },
          "tags": {
            "CostCenter": "42",
            "Team": "red",
            "roster:expires": "2027-06-30",
            "roster:force-destroy": "SEC-1 until 2027-01-31",
            "roster:owner": "alice@example.com",
            "roster:suspended": "HR-77 since 2026-11-10",
            "roster:type": "human",
          },
          "type": "human",
        },
      ],
      "whole": true,
    }
  `);
});

test("what is left out is filled in", async () => {
  const roster = whole(
    await load(`
version: 1
policies: { boundary: { document: { Statement: { Effect: Deny, Action: "iam:*", Resource: "*" } } } }
groups: { developers: {} }
users:
  alice:
    type: human
    owner: alice@example.com
    loginProfile: {}
    mfaDevices: { phone: {} }
    accessKeys: { laptop: {} }
    sshPublicKeys: { ci: { publicKey: ssh-rsa AAAAB3NzaC1yc2E } }
    signingCertificates: { soap: { body: x } }
    serviceSpecificCredentials: { git: { service: logs.amazonaws.com } }
`),
  );
  expect(roster).toMatchInlineSnapshot(`
    {
      "account": {
        "region": "us-east-1",
      },
      "approvers": {},
      "backend": {
        "kind": "local",
        "settings": {
          "path": "terraform.users.tfstate",
        },
      },
      "defaults": {},
      "file": "users.yaml",
      "groups": [
        {
          "existing": false,
          "key": "developers",
          "name": "developers",
          "origin": {
            "file": "users.yaml",
            "path": [
              "groups",
              "developers",
            ],
          },
          "path": "/",
          "policies": [],
        },
      ],
      "guards": {
        "managedPoliciesPerUser": 10,
        "maxKeyAgeDays": 90,
        "maxRemovalShare": 0.25,
        "maxRemovals": 20,
        "soakDays": 14,
      },
      "policies": [
        {
          "document": {
            "Statement": {
              "Action": "iam:*",
              "Effect": "Deny",
              "Resource": "*",
            },
          },
          "key": "boundary",
          "name": "boundary",
          "origin": {
            "file": "users.yaml",
            "path": [
              "policies",
              "boundary",
            ],
          },
          "path": "/",
          "tags": {},
        },
      ],
      "removals": [],
      "stack": "users",
      "users": [
        {
          "accessKeys": [
            {
              "key": "laptop",
              "status": "Active",
            },
          ],
          "existingInlinePolicies": [],
          "flags": {},
          "groups": [],
          "inlinePolicies": [],
          "key": "alice",
          "loginProfile": {
            "passwordLength": 20,
            "passwordResetRequired": true,
          },
          "managedPolicies": [],
          "mfaDevices": [
            {
              "key": "phone",
              "name": "alice-phone",
              "path": "/",
            },
          ],
          "name": "alice",
          "origin": {
            "file": "users.yaml",
            "path": [
              "users",
              "alice",
            ],
          },
          "owner": "alice@example.com",
          "path": "/",
          "serviceSpecificCredentials": [
            {
              "key": "git",
              "service": "logs.amazonaws.com",
              "status": "Active",
            },
          ],
          "signingCertificates": [
            {
              "body": "x",
              "key": "soap",
              "status": "Active",
            },
          ],
          "sshPublicKeys": [
            {
              "encoding": "SSH",
              "key": "ci",
              "publicKey": "ssh-rsa AAAAB3NzaC1yc2E",
              "status": "Active",
            },
          ],
          "tags": {
            "roster:owner": "alice@example.com",
            "roster:type": "human",
          },
          "type": "human",
        },
      ],
      "whole": true,
    }
  `);
});

test("a suspended user keeps what it holds: what suspension takes away is for the constructs to say", async () => {
  const roster = whole(
    await load(`
version: 1
users:
  bob:
    type: human
    owner: bob@example.com
    loginProfile: {}
    accessKeys: { laptop: { status: Active } }
    suspended: { since: 2026-11-10, reason: Contract ended, ticket: HR-77 }
`),
  );
  expect(
    roster.users.map(({ suspended, loginProfile, accessKeys }) => ({
      suspended,
      loginProfile,
      accessKeys,
    })),
  ).toEqual([
    {
      suspended: {
        since: "2026-11-10",
        reason: "Contract ended",
        ticket: "HR-77",
      },
      loginProfile: { passwordLength: 20, passwordResetRequired: true },
      accessKeys: [{ key: "laptop", status: "Active" }],
    },
  ]);
});

test("a certificate has the line breaks that IAM has, however the YAML block ends", async () => {
  const bodies = [
    "",
    ", lineBreaks: LF",
    ", finalLineBreak: true",
    ", lineBreaks: CRLF",
    ", lineBreaks: CRLF, finalLineBreak: true",
  ];
  const slots = bodies.map((more, index) => `c${index}: { body: "a\\nb\\n\\n"${more} }`);
  const roster = whole(
    await load(`version: 1\nusers:\n  ci: { type: service, owner: ci, signingCertificates: { ${slots.join(", ")} } }`),
  );
  expect(roster.users[0]?.signingCertificates.map(({ body }) => body)).toEqual([
    "a\nb",
    "a\nb",
    "a\nb\n",
    "a\r\nb",
    "a\r\nb\r\n",
  ]);
});
