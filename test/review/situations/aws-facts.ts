import type { Block } from "./blocks";

const account = "123456789012";
export const timestamp = "2026-11-21T10:00:00Z";

/** Types that have tags. */
export const tagged = new Set(["aws_iam_user", "aws_iam_policy", "aws_iam_role", "aws_iam_virtual_mfa_device"]);

/** What the provider fills in. */
export const defaults: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  aws_iam_user: { force_destroy: false, path: "/", permissions_boundary: "", tags: {} },
  aws_iam_policy: { path: "/", description: "", tags: {} },
  aws_iam_group: { path: "/" },
  aws_iam_role: { path: "/", permissions_boundary: "", tags: {}, force_detach_policies: false },
  aws_iam_access_key: { status: "Active" },
  aws_iam_virtual_mfa_device: { path: "/", tags: {} },
  aws_iam_policy_attachment: { users: [], groups: [], roles: [] },
  aws_iam_user_login_profile: { password: null },
};

/** What AWS, or the provider, makes of it. */
export function madeBy(
  { type, name, module }: Block,
  values: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const arn = (kind: string, own: unknown = values.name) => `arn:aws:iam::${account}:${kind}${values.path}${own}`;
  const id = `${module}${name}`.toUpperCase().replace(/[^A-Z0-9]/g, "");
  switch (type) {
    case "aws_iam_user":
      return { arn: arn("user"), id: values.name, unique_id: `AIDA${id}` };
    case "aws_iam_group":
      return { arn: arn("group"), id: values.name, unique_id: `AGPA${id}` };
    case "aws_iam_role":
      return { arn: arn("role"), id: values.name, unique_id: `AROA${id}` };
    case "aws_iam_policy":
      return { arn: arn("policy"), id: arn("policy"), policy_id: `ANPA${id}`, attachment_count: 0 };
    case "aws_iam_virtual_mfa_device": {
      const device = arn("mfa", values.virtual_mfa_device_name);
      return { arn: device, id: device, base_32_string_seed: "", qr_code_png: "", enable_date: null, user_name: null };
    }
    case "aws_iam_access_key":
      return { id: `AKIA${id.padEnd(16, "0").slice(-16)}`, create_date: timestamp, key_fingerprint: "c516" };
    case "aws_iam_user_login_profile":
      return { id: values.user, key_fingerprint: "c516" };
    case "aws_iam_user_ssh_key":
      return { id: `APKA${id}`, ssh_public_key_id: `APKA${id.padEnd(16, "0").slice(-16)}` };
    case "aws_iam_signing_certificate":
      return { id: `${id}:${String(values.user_name)}`, certificate_id: id };
    case "aws_iam_service_specific_credential":
      return { id, service_specific_credential_id: `ACCA${id.padEnd(16, "0").slice(-16)}`, service_user_name: id };
    case "terraform_data":
      return { id, ...(values.input === undefined ? {} : { output: values.input }) };
    default:
      return { id };
  }
}

/** Attributes that AWS cannot change. */
export const forcing: Readonly<Record<string, readonly string[]>> = {
  aws_iam_access_key: ["user", "pgp_key"],
  aws_iam_user_login_profile: ["user", "pgp_key", "password_length", "password_reset_required"],
  aws_iam_virtual_mfa_device: ["virtual_mfa_device_name", "path"],
  aws_iam_user_ssh_key: ["username", "public_key", "encoding"],
  aws_iam_signing_certificate: ["user_name", "certificate_body"],
  aws_iam_service_specific_credential: ["user_name", "service_name"],
  aws_iam_user_policy: ["user", "name"],
  aws_iam_user_policy_attachment: ["user", "policy_arn"],
  aws_iam_user_group_membership: ["user"],
  aws_iam_user_policies_exclusive: ["user_name"],
  aws_iam_user_policy_attachments_exclusive: ["user_name"],
  aws_iam_group_policy: ["group", "name"],
  aws_iam_group_policy_attachment: ["group", "policy_arn"],
  aws_iam_group_membership: ["group", "name"],
  aws_iam_role: ["name", "path"],
  aws_iam_role_policy: ["role", "name"],
  aws_iam_role_policy_attachment: ["role", "policy_arn"],
  aws_iam_policy: ["name", "path", "description"],
  aws_iam_policy_attachment: ["name", "policy_arn"],
};
