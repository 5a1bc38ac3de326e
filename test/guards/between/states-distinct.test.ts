import { between } from "./between";

const states = (one: string, two: string) =>
  between("states-distinct", `users: {}\nbackend: ${one}`, `users: {}\nbackend: ${two}`);

describe("reports the same place", () => {
  test.each([
    [
      "local, by another path",
      "{ local: { path: state/a.tfstate } }",
      "{ local: { path: ./state/../state/A.tfstate } }",
    ],
    [
      "s3, by another region",
      "{ s3: { bucket: b, key: k, region: us-east-1 } }",
      "{ s3: { bucket: b, key: k, region: eu-west-1 } }",
    ],
    ["gcs, with a slash", "{ gcs: { bucket: b, prefix: iam } }", "{ gcs: { bucket: b, prefix: iam/ } }"],
    ["gcs, without prefix", "{ gcs: { bucket: b } }", '{ gcs: { bucket: b, prefix: "" } }'],
    [
      "azurerm",
      "{ azurerm: { storageAccountName: acme, containerName: c, key: k } }",
      "{ azurerm: { storageAccountName: acme, containerName: c, key: k, useOidc: true } }",
    ],
    [
      "http, by another user",
      '{ http: { address: "https://state.acme.io/iam" } }',
      '{ http: { address: "https://STATE.acme.io:443/iam", username: bob } }',
    ],
    [
      "cloud, by name",
      "{ cloud: { organization: acme, workspaces: { name: iam } } }",
      "{ cloud: { organization: acme, hostname: app.terraform.io, workspaces: { name: iam } } }",
    ],
    [
      "cloud, by the same tags",
      "{ cloud: { organization: acme, workspaces: { tags: [iam, prod] } } }",
      "{ cloud: { organization: acme, workspaces: { tags: [prod, iam] } } }",
    ],
  ])("%s", async (_where, one, two) => {
    expect(await states(one, two)).toMatch(/^3:12 error the state is kept in \S.*, and so is that of two\.yaml:3:12$/);
  });

  test("with the address in words, and without a password", async () => {
    const bucket = "{ s3: { bucket: acme-tfstate, key: iam/users.tfstate, region: us-east-1 } }";
    expect(await states(bucket, bucket)).toBe(
      "3:12 error the state is kept in s3://acme-tfstate/iam/users.tfstate, and so is that of two.yaml:3:12",
    );
    const http = '{ http: { address: "https://alice:hunter2@state.acme.io/iam" } }';
    expect(await states(http, http)).toBe(
      "3:12 error the state is kept in https://state.acme.io/iam, and so is that of two.yaml:3:12",
    );
  });

  test("of a default and of a path that says the same", async () => {
    const written = "users: {}\nbackend: { local: { path: terraform.one.tfstate } }";
    expect(await between("states-distinct", "users: {}", written)).toBe(
      "1:1 error the state is kept in terraform.one.tfstate, and so is that of two.yaml:3:12",
    );
  });
});

describe("does not report", () => {
  test.each([
    [
      "the same key in two buckets",
      "{ s3: { bucket: a, key: k, region: us-east-1 } }",
      "{ s3: { bucket: b, key: k, region: us-east-1 } }",
    ],
    [
      "two keys in one bucket",
      "{ s3: { bucket: b, key: k, region: us-east-1 } }",
      "{ s3: { bucket: b, key: K, region: us-east-1 } }",
    ],
    [
      "the same bucket of two stores",
      '{ s3: { bucket: b, key: k, region: us-east-1, endpoints: { s3: "https://one.acme.io" } } }',
      '{ s3: { bucket: b, key: k, region: us-east-1, endpoints: { s3: "https://two.acme.io" } } }',
    ],
    ["two prefixes", "{ gcs: { bucket: b, prefix: iam } }", "{ gcs: { bucket: b, prefix: iam/prod } }"],
    [
      "two workspaces",
      "{ cloud: { organization: acme, workspaces: { name: a } } }",
      "{ cloud: { organization: acme, workspaces: { name: b } } }",
    ],
    ["two kinds", "{ local: { path: k } }", "{ s3: { bucket: b, key: k, region: us-east-1 } }"],
  ])("%s", async (_where, one, two) => {
    expect(await states(one, two)).toBe("");
  });

  test("two defaults; of one stack that is what is wrong", async () => {
    expect(await between("states-distinct", "users: {}", "users: {}")).toBe("");
    expect(await between("states-distinct", "stack: users\nusers: {}", "stack: users\nusers: {}")).toBe("");
  });
});
