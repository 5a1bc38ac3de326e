import { Testing } from "cdktf";
import { identityOf } from "../../constructs/identity-output";
import { UsersStack, type UsersStackProps } from "../../constructs/index";
import { loadRoster } from "../../src/roster/index";
import { testdir } from "../testdir";
import { whole } from "../whole";

const today = new Date("2026-11-21T00:00:00Z");

async function stackOf(yaml: string, props: Partial<UsersStackProps> = {}) {
  const roster = whole(await loadRoster(`${testdir({ "users.yaml": yaml })}/users.yaml`, { today }));
  const stack = new UsersStack(Testing.app(), { roster, ...props });
  return JSON.parse(Testing.synth(stack, true));
}

const people = "users: { alice: { type: human, owner: alice@example.com } }";

test("the provider is pinned to the account, tags what it makes, and assumes the role", async () => {
  const json = await stackOf(`
version: 1
account:
  id: "123456789012"
  region: eu-central-1
  assumeRole: { roleArn: arn:aws:iam::123456789012:role/iam-roster, externalId: acme-prod, sessionName: iam-roster }
${people}`);
  expect(json.provider).toEqual({
    aws: [
      {
        allowed_account_ids: ["123456789012"],
        region: "eu-central-1",
        default_tags: [{ tags: { ManagedBy: "iam-roster" } }],
        assume_role: [
          {
            role_arn: "arn:aws:iam::123456789012:role/iam-roster",
            external_id: "acme-prod",
            session_name: "iam-roster",
          },
        ],
      },
    ],
  });
});

test("the versions are a range, and the default state is a file of the project", async () => {
  expect((await stackOf(`version: 1\n${people}`)).terraform).toEqual({
    required_version: ">= 1.5",
    required_providers: { aws: { source: "hashicorp/aws", version: ">= 5.80.0, < 7.0.0" } },
    backend: { local: { path: "../../../terraform.users.tfstate" } },
  });
});

test.each([
  [
    "s3: { bucket: acme-tfstate, key: iam/users.tfstate, region: us-east-1, useLockfile: true, encrypt: true }",
    {
      s3: {
        bucket: "acme-tfstate",
        key: "iam/users.tfstate",
        region: "us-east-1",
        use_lockfile: true,
        encrypt: true,
      },
    },
  ],
  ["gcs: { bucket: acme-tfstate, prefix: iam }", { gcs: { bucket: "acme-tfstate", prefix: "iam" } }],
  [
    "azurerm: { storageAccountName: acme, containerName: tfstate, key: iam, useAzureadAuth: true }",
    { azurerm: { storage_account_name: "acme", container_name: "tfstate", key: "iam", use_azuread_auth: true } },
  ],
  [
    "http: { address: https://state.example.com/iam, lockAddress: https://state.example.com/lock }",
    { http: { address: "https://state.example.com/iam", lock_address: "https://state.example.com/lock" } },
  ],
  ["local: { path: state/users.tfstate }", { local: { path: "../../../state/users.tfstate" } }],
])("backend: { %s }", async (backend, expected) => {
  expect((await stackOf(`version: 1\nbackend: { ${backend} }\n${people}`)).terraform.backend).toEqual(expected);
});

test("cloud is a block of its own", async () => {
  const { terraform } = await stackOf(
    `version: 1\nbackend: { cloud: { organization: acme, workspaces: { name: iam } } }\n${people}`,
  );
  expect(terraform.backend).toBeUndefined();
  expect(terraform.cloud).toEqual({ organization: "acme", workspaces: { name: "iam" } });
});

test("the state is told whose it is, in text that Terraform does not evaluate", async () => {
  const identity = { file: "users.yaml", stack: "users" };
  expect((await stackOf(`version: 1\n${people}`)).output).toEqual({ roster: { value: identity } });
  const pinned = `version: 1\nstack: iam\naccount: { id: "123456789012" }\n${people}`;
  expect((await stackOf(pinned, { projectId: "acme-${iam}" })).output).toEqual({
    roster: { value: { account: "123456789012", file: "users.yaml", project: "acme-$${iam}", stack: "iam" } },
  });
});

test.each([
  ["accounts/prod.yaml", "accounts/prod.yaml"],
  ["/home/alice/iam/users.yaml", "users.yaml"],
  ["../iam/users.yaml", "users.yaml"],
  ["C:/iam/users.yaml", "users.yaml"],
])("of the file %s the state says %s: the same on every machine", (file, said) => {
  expect(identityOf({ file, stack: "users", account: { region: "us-east-1" } }, undefined).file).toBe(said);
});

test("an existing group is referred to by name, never created", async () => {
  const { resource } = await stackOf(`
version: 1
groups: { billing: { existing: true, name: finance-billing }, developers: {} }
users: { alice: { type: human, owner: alice@example.com, groups: [billing, developers] } }`);
  expect(Object.keys(resource.aws_iam_group)).toEqual(["developers"]);
  expect(resource.aws_iam_user_group_membership.alice.groups).toEqual([
    "finance-billing",
    "${aws_iam_group.developers.name}",
  ]);
});

test("what was accepted travels as tags of the user", async () => {
  const { resource } = await stackOf(`
version: 1
defaults: { tags: { CostCenter: "42" } }
users:
  carol:
    type: human
    owner: carol@example.com
    expires: 2027-06-30
    suspended: { since: 2026-11-10, reason: Parental leave, ticket: HR-78 }
    forceDestroy: { justification: Enrols hardware keys of her own, approvedBy: secops, ticket: SEC-1, expires: 2027-01-31 }`);
  expect(resource.aws_iam_user.carol.tags).toEqual({
    CostCenter: "42",
    "roster:type": "human",
    "roster:owner": "carol@example.com",
    "roster:expires": "2027-06-30",
    "roster:suspended": "HR-78 since 2026-11-10",
    "roster:force-destroy": "SEC-1 until 2027-01-31",
  });
});

test.each([
  ["us-east-1", "aws"],
  ["cn-north-1", "aws-cn"],
  ["us-gov-west-1", "aws-us-gov"],
  ["eusc-de-east-1", "aws-eusc"],
  ["us-iso-east-1", "aws-iso"],
  ["us-isob-east-1", "aws-iso-b"],
  ["eu-isoe-west-1", "aws-iso-e"],
  ["us-isof-south-1", "aws-iso-f"],
])(
  "in %s the policy that holds a suspended user back is that of %s, at the same address",
  async (region, partition) => {
    const suspended = "{ since: 2026-11-10, reason: Contract ended, ticket: HR-77 }";
    const json = await stackOf(`
version: 1
account: { id: "123456789012", region: ${region} }
users: { bob: { type: human, owner: bob@example.com, suspended: ${suspended} } }`);
    expect(json.provider.aws[0].region).toBe(region);
    expect(Object.entries(json.resource.aws_iam_user_policy_attachment)).toEqual([
      ["bob--aws--AWSDenyAll", expect.objectContaining({ policy_arn: `arn:${partition}:iam::aws:policy/AWSDenyAll` })],
    ]);
  },
);
