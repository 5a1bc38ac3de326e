/**
 * The text of a plan as Terraform shows it: so many users of six resources each, 1 of 250 leaves, 1 of 25 joins, the
 * others stay. It has all the parts of a real one, with what `review` never reads among them.
 * @param access groups and policies that the users have, of which 1 of 10 is written anew
 */
export function planText(users: number, access: Access = { groups: 0, policies: 0 }): string {
  const all = [
    ...Array.from({ length: users }, (_, index) => resourcesOf(index, access)).flat(),
    ...Array.from({ length: access.policies }, (_, index) => policyOf(index)),
    ...Array.from({ length: access.groups }, (_, index) => groupOf(index, access)).flat(),
  ];
  const plan = {
    format_version: "1.2",
    terraform_version: "1.11.4",
    planned_values: { root_module: { resources: all.flatMap(({ planned }) => planned) } },
    resource_changes: all.map(({ change }) => change),
    prior_state: {
      format_version: "1.0",
      terraform_version: "1.11.4",
      values: { root_module: { resources: all.flatMap(({ prior }) => prior) } },
    },
    configuration: { root_module: { resources: all.map(({ configured }) => configured) } },
    timestamp: new Date().toISOString(),
    applyable: true,
    complete: true,
    errored: false,
  };
  return JSON.stringify(plan);
}

export interface Access {
  readonly groups: number;
  readonly policies: number;
}

type Values = Readonly<Record<string, unknown>>;

function resourcesOf(index: number, { groups }: Access) {
  const key = `person-${String(index + 1).padStart(4, "0")}`;
  const action = index % 250 === 7 ? "delete" : index % 25 === 13 ? "create" : "no-op";
  const tags = { CostCenter: "42", "roster:type": "human", "roster:owner": `${key}@example.com` };
  const suspended = action === "delete" ? { "roster:suspended": "HR-77 since 2026-10-01" } : {};
  const device = `arn:aws:iam::123456789012:mfa/${key}-phone`;
  const resource = (type: string, name: string, values: Values) => entry(type, name, action, values);
  return [
    resource("aws_iam_user", key, {
      arn: `arn:aws:iam::123456789012:user/people/${key}`,
      force_destroy: false,
      id: key,
      name: key,
      path: "/people/",
      permissions_boundary: "",
      tags: { ...tags, ...suspended },
      tags_all: { ...tags, ...suspended, ManagedBy: "iam-roster" },
      unique_id: `AIDA${String(index).padStart(17, "0")}`,
    }),
    resource("aws_iam_user_login_profile", key, {
      encrypted_password: "x".repeat(700),
      id: key,
      key_fingerprint: "0123456789abcdef0123456789abcdef01234567",
      password: null,
      password_length: 24,
      password_reset_required: true,
      pgp_key: "keybase:secops",
      user: key,
    }),
    resource("aws_iam_virtual_mfa_device", `${key}--phone`, {
      arn: device,
      base_32_string_seed: "S".repeat(64),
      enable_date: "2026-01-01T00:00:00Z",
      id: device,
      path: "/",
      qr_code_png: "Q".repeat(300),
      tags: {},
      tags_all: { ManagedBy: "iam-roster" },
      user_name: key,
      virtual_mfa_device_name: `${key}-phone`,
    }),
    resource("aws_iam_user_group_membership", key, {
      groups: membershipsOf(index, groups),
      id: `terraform-${index}`,
      user: key,
    }),
    resource("aws_iam_user_policies_exclusive", key, { policy_names: [], user_name: key }),
    resource("aws_iam_user_policy_attachments_exclusive", key, { policy_arns: [], user_name: key }),
  ];
}

function membershipsOf(index: number, groups: number): string[] {
  return groups === 0 ? ["developers"] : [0, 7, 19].map((step) => `group-${(index + step) % groups}`);
}

const account = "arn:aws:iam::123456789012";
const arnOf = (policy: number) => `${account}:policy/policy-${policy}`;

/** Each is a page long, as policies of companies are; every tenth allows more than before. */
function policyOf(index: number) {
  const name = `policy-${index}`;
  const documentOf = (more: readonly string[]) =>
    JSON.stringify({
      Version: "2012-10-17",
      Statement: [
        { Effect: "Allow", Action: ["s3:Get*", "s3:List*", ...more], Resource: `arn:aws:s3:::bucket-${index}/*` },
        { Effect: "Allow", Action: ["dynamodb:*"], Resource: `arn:aws:dynamodb:*:123456789012:table/${name}-*` },
        { Effect: "Allow", Action: "iam:CreateAccessKey", Resource: `${account}:user/people/\${aws:username}` },
        {
          Effect: "Deny",
          Action: "ec2:*",
          Resource: "*",
          Condition: { StringNotEquals: { "aws:RequestedRegion": "eu-west-1" } },
        },
      ],
    });
  const values = { arn: arnOf(index), id: arnOf(index), name, path: "/", policy: documentOf([]) };
  const after = index % 10 === 3 ? { ...values, policy: documentOf(["s3:Put*"]) } : values;
  return entry("aws_iam_policy", name, after === values ? "no-op" : "update", values, after);
}

function groupOf(index: number, { groups, policies }: Access) {
  const name = `group-${index}`;
  const attached = Array.from({ length: 5 }, (_, step) => (index + step * groups) % policies);
  return [
    entry("aws_iam_group", name, "no-op", { arn: `${account}:group/${name}`, id: name, name, path: "/" }),
    ...attached.map((policy) =>
      entry("aws_iam_group_policy_attachment", `${name}--policy-${policy}`, "no-op", {
        ...{ group: name, id: `${name}-${policy}`, policy_arn: arnOf(policy) },
      }),
    ),
  ];
}

function entry(type: string, name: string, action: string, values: Values, changed: Values = values) {
  const address = `${type}.${name}`;
  const provider_name = "registry.terraform.io/hashicorp/aws";
  const head = { address, mode: "managed", type, name, provider_name };
  const before = action === "create" ? null : values;
  const after = action === "delete" ? null : changed;
  const marks = (side: unknown) => (side === null ? false : { tags: {}, tags_all: {} });
  const state = { ...head, schema_version: 0, values, sensitive_values: { tags: {}, tags_all: {} }, depends_on: [] };
  return {
    change: {
      ...head,
      change: {
        actions: [action],
        before,
        after,
        after_unknown: {},
        before_sensitive: marks(before),
        after_sensitive: marks(after),
      },
      ...(action === "delete" ? { action_reason: "delete_because_no_resource_config" } : {}),
    },
    planned: action === "delete" ? [] : [state],
    prior: action === "create" ? [] : [state],
    configured: {
      ...head,
      provider_config_key: "aws",
      schema_version: 0,
      expressions: Object.fromEntries(Object.keys(values).map((attribute) => [attribute, { constant_value: "c" }])),
    },
  };
}
