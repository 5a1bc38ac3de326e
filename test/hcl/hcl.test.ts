import { hclFiles } from "../../src/hcl/files";
import { comment, literalOf, objectKey, quoted, referenceOf } from "../../src/hcl/text";

const user = (key: string, config: object = {}) => ({
  "//": { metadata: { path: `users/roster/users/${key}/user`, uniqueId: key } },
  ...config,
});
const stackOf = (aws_iam_user: Record<string, object>, more: object = {}) => ({ resource: { aws_iam_user }, ...more });

test("a person's file: who, why, what, in that order", () => {
  const stack = {
    resource: {
      aws_iam_virtual_mfa_device: {
        "carol--phone": {
          "//": { metadata: { path: "users/roster/users/carol/mfa-device-phone" } },
          depends_on: ["aws_iam_user.carol"],
          path: "/",
          virtual_mfa_device_name: "carol-phone",
        },
      },
      aws_iam_user_login_profile: {
        carol: {
          "//": { metadata: { path: "users/roster/users/carol/login-profile" } },
          lifecycle: { ignore_changes: ["password_length", "pgp_key"] },
          password_length: 24,
          pgp_key: "first line\nsecond line\n",
          user: "${aws_iam_user.carol.name}",
        },
      },
      aws_iam_user: {
        carol: user("carol", { force_destroy: true, name: "carol", tags: { CostCenter: "42", "a:b": "" } }),
      },
    },
    import: [
      {
        to: "aws_iam_virtual_mfa_device.carol--phone",
        id: 'arn:aws:iam::123456789012:mfa/$${x} "%%{y}"/carol-phone',
      },
      { to: "aws_iam_user.carol", id: "carol" },
    ],
  };
  const files = hclFiles(
    stack,
    new Map([["carol", ["carol: human, carol@example.com", "forceDestroy until 2027-10-31"]]]),
  );
  expect([...files.keys()]).toEqual(["imports.tf", "main.tf", "user-carol.tf"]);
  expect(
    files.get("imports.tf"),
  ).toBe(`# Written by roster hcl. Not to be edited: change the roster, and run roster hcl again.

import {
  to = aws_iam_user.carol
  id = "carol"
}

import {
  to = aws_iam_virtual_mfa_device.carol--phone
  id = "arn:aws:iam::123456789012:mfa/$\${x} \\"%%{y}\\"/carol-phone"
}
`);
  expect(
    files.get("user-carol.tf"),
  ).toBe(`# Written by roster hcl. Not to be edited: change the roster, and run roster hcl again.
# carol: human, carol@example.com
# forceDestroy until 2027-10-31

resource "aws_iam_user" "carol" {
  name          = "carol"
  force_destroy = true
  tags = {
    CostCenter = "42"
    "a:b"      = ""
  }
}

resource "aws_iam_user_login_profile" "carol" {
  user            = aws_iam_user.carol.name
  password_length = 24
  pgp_key = join("\\n", [
    "first line",
    "second line",
    "",
  ])

  lifecycle {
    ignore_changes = [
      password_length,
      pgp_key,
    ]
  }
}

resource "aws_iam_virtual_mfa_device" "carol--phone" {
  virtual_mfa_device_name = "carol-phone"
  path                    = "/"

  depends_on = [aws_iam_user.carol]
}
`);
});

test("main.tf: versions, backend, provider", () => {
  const stack = {
    terraform: {
      backend: { s3: { bucket: "acme-tfstate", assume_role: { role_arn: "arn:aws:iam::123456789012:role/state" } } },
      required_providers: { aws: { source: "hashicorp/aws", version: ">= 5.80.0, < 7.0.0" } },
      required_version: ">= 1.5",
    },
    provider: {
      aws: [
        {
          region: "us-east-1",
          assume_role: [{ role_arn: "arn:aws:iam::1:role/x" }],
          default_tags: [{ tags: { A: "b" } }],
        },
      ],
    },
  };
  expect(
    hclFiles(stack).get("main.tf"),
  ).toBe(`# Written by roster hcl. Not to be edited: change the roster, and run roster hcl again.

terraform {
  required_version = ">= 1.5"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.80.0, < 7.0.0"
    }
  }

  backend "s3" {
    bucket = "acme-tfstate"
    assume_role = {
      role_arn = "arn:aws:iam::123456789012:role/state"
    }
  }
}

provider "aws" {
  region = "us-east-1"

  default_tags {
    tags = {
      A = "b"
    }
  }

  assume_role {
    role_arn = "arn:aws:iam::1:role/x"
  }
}
`);
});

test("HCP Terraform: its workspaces are a block", () => {
  const stack = { terraform: { cloud: { organization: "acme", workspaces: { tags: ["iam", "users"] } } } };
  expect(hclFiles(stack).get("main.tf")).toContain(`  cloud {
    organization = "acme"

    workspaces {
      tags = [
        "iam",
        "users",
      ]
    }
  }
`);
});

test("keys that differ only by case, long ones, and one that would make an override file do not meet", () => {
  const long = "_u40_".repeat(64);
  const keys = ["alice", "Alice", "Bob", "left_override", "x", long, `${long}a`];
  const files = hclFiles(stackOf(Object.fromEntries(keys.map((key) => [key, user(key, { name: key })]))));
  const names = [...files.keys()].filter((name) => name !== "main.tf");
  expect(names.filter((name) => name.length < 100)).toEqual([
    "user-Bob.tf",
    "user-_u41_lice.tf",
    "user-alice.tf",
    "user-left_overrid_u65_.tf",
    "user-x.tf",
  ]);
  expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(keys.length);
  expect(Math.max(...names.map((name) => name.length))).toBeLessThan(255);
});

test("a policy is jsonencode where that is the same document, and text where it is not", () => {
  const written = (policy: string) =>
    hclFiles(stackOf({ carol: user("carol", { policy }) }))
      .get("user-carol.tf")
      ?.split("\n")
      .slice(3, -2)
      .join("\n");
  expect(written('{"Version":"2012-10-17","Statement":[{"Resource":"user/$${aws:username}","N":1e21}]}')).toBe(`\
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Resource = "user/$\${aws:username}"
        N        = 1e+21
      },
    ]
  })`);
  expect(written("not JSON")).toBe('  policy = "not JSON"');
  expect(written('["a"]')).toBe('  policy = "[\\"a\\"]"');
  expect(written('{"e\u0301":1,"\u00e9":2}')).toBe('  policy = "{\\"e\u0301\\":1,\\"\u00e9\\":2}"');
  expect(written("${aws_iam_policy.push.policy}")).toBe("  policy = aws_iam_policy.push.policy");
});

test.each<[string, object]>([
  ["roster hcl cannot write data blocks", { data: {} }],
  ["roster hcl cannot write experiments in terraform", { terraform: { experiments: [] } }],
  ["roster hcl cannot write for_each in import", { import: [{ to: "a.b", id: "c", for_each: "${var.x}" }] }],
  ['roster hcl cannot write the template "${file(\\"x\\")}"', stackOf({ a: user("a", { name: '${file("x")}' }) })],
  ['roster hcl cannot write the template "$%{ if x }"', stackOf({ a: user("a", { tags: { "$%{ if x }": "" } }) })],
  [
    'roster hcl does not know whether timeouts in resource "aws_iam_user" "a" is a block',
    stackOf({ a: user("a", { timeouts: [{ create: "1m" }] }) }),
  ],
])("fails when the stack holds what ours do not: %s", (message, stack) => {
  expect(() => hclFiles(stack)).toThrow(new Error(message));
});

test("templates of Terraform JSON", () => {
  expect(referenceOf("${aws_iam_user_policy.deploy-bot--push.name}")).toBe("aws_iam_user_policy.deploy-bot--push.name");
  for (const text of ["$${aws_iam_user.a.name}", "${a.b} ", "${a.b}${a.b}", '${file("a.b")}', "a.b"]) {
    expect(referenceOf(text)).toBeUndefined();
  }
  expect(literalOf("$$${x} %%{y} $ % {z}")).toBe("$${x} %{y} $ % {z}");
});

test("text as a quoted string: nothing in it is evaluated, ends it, or cannot be seen", () => {
  expect(quoted("a$$${x} %%{y}")).toBe('"a$$$${x} %%%{y}"');
  expect(quoted('${x} %{y} $$ "quoted" \\ \n\t\r')).toBe('"$${x} %%{y} $$ \\"quoted\\" \\\\ \\n\\t\\r"');
  expect(quoted("\u202ecba\u00a0\u{e0001}\ud800 größe 日本 😀")).toBe(
    '"\\u202ecba\\u00a0\\U000e0001\\ufffd größe 日本 😀"',
  );
});

test("keys of objects are bare where HCL reads a bare word as itself", () => {
  expect(["CostCenter", "roster:type", "null", "for", "1a", "größe", "ก็"].map(objectKey)).toEqual([
    "CostCenter",
    '"roster:type"',
    '"null"',
    '"for"',
    '"1a"',
    '"größe"',
    '"\\u0e01\\u0e47"',
  ]);
});

test("a comment stays a comment, can be seen, and tells no scanner what to skip", () => {
  expect(
    comment(["a\nresource {}", "\u202etxt\u2028b\r", "checkov:skip=CKV_AWS_273:why tfsec:ignore:* #nosec", ""]),
  ).toBe(
    [
      "# a\\u000aresource {}",
      "# \\u202etxt\\u2028b\\u000d",
      "# checkov: skip=CKV_AWS_273:why tfsec: ignore:* #no sec",
      "#",
    ].join("\n"),
  );
});
