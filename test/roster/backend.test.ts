import { whole } from "../whole";
import { load, shown } from "./problems";

const backends: readonly (readonly [written: string, kind: string, settings: Record<string, unknown>])[] = [
  ["", "local", { path: "terraform.users.tfstate" }],
  ["backend: { local: {} }\n", "local", { path: "terraform.users.tfstate" }],
  ["backend: { local: { path: state/iam.tfstate } }\n", "local", { path: "state/iam.tfstate" }],
  [
    "backend: { s3: { bucket: acme-tfstate, key: iam/users.tfstate, region: us-east-1, useLockfile: true, assumeRole: { roleArn: r } } }\n",
    "s3",
    {
      bucket: "acme-tfstate",
      key: "iam/users.tfstate",
      region: "us-east-1",
      useLockfile: true,
      assumeRole: { roleArn: "r" },
    },
  ],
  ["backend: { gcs: { bucket: acme, prefix: iam } }\n", "gcs", { bucket: "acme", prefix: "iam" }],
  [
    "backend: { azurerm: { storageAccountName: acme, containerName: state, key: users } }\n",
    "azurerm",
    { storageAccountName: "acme", containerName: "state", key: "users" },
  ],
  [
    "backend: { http: { address: 'https://state.example.com/iam' } }\n",
    "http",
    { address: "https://state.example.com/iam" },
  ],
  [
    "backend: { cloud: { organization: acme, workspaces: { name: iam } } }\n",
    "cloud",
    { organization: "acme", workspaces: { name: "iam" } },
  ],
];

describe("backend", () => {
  test.each(backends)("%j is %s", async (written, kind, settings) => {
    const roster = whole(await load(`version: 1\n${written}users: {}\n`));
    expect(roster.backend).toEqual({ kind, settings });
  });

  test("fails when it holds a secret, and does not show it", async () => {
    expect(
      await shown(`
version: 1
backend:
  s3:
    bucket: acme-tfstate
    key: users
    region: us-east-1
    secretKey: wJalrXUtnFEMI
users: {}
`),
    ).toMatchInlineSnapshot(`
      "users.yaml:7:5  error  secretKey is a secret and must not be in a roster  [schema]
          5 |     key: users
          6 |     region: us-east-1
        > 7 | (this is a secret: remove it, and replace it where it is used)
          Give it to Terraform in the environment."
    `);
  });
});
