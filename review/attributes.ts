import { isObject } from "./read-plan";

/** How an attribute is copied. Whatever is not named here never enters the review. */
type Kind = "text" | "flag" | "presence" | "texts" | "tags" | "document";

const shown = {
  aws_iam_user: {
    name: "text",
    arn: "text",
    path: "text",
    permissions_boundary: "text",
    force_destroy: "flag",
    tags: "tags",
  },
  aws_iam_access_key: { user: "text", id: "text", status: "text", pgp_key: "presence", create_date: "text" },
  aws_iam_user_login_profile: { user: "text", pgp_key: "presence" },
  aws_iam_virtual_mfa_device: {
    virtual_mfa_device_name: "text",
    path: "text",
    arn: "text",
    user_name: "text",
    enable_date: "text",
  },
  aws_iam_user_ssh_key: { username: "text", ssh_public_key_id: "text", status: "text" },
  aws_iam_signing_certificate: { user_name: "text", certificate_id: "text", status: "text" },
  aws_iam_service_specific_credential: {
    user_name: "text",
    service_name: "text",
    service_specific_credential_id: "text",
    status: "text",
  },
  aws_iam_user_group_membership: { user: "text", groups: "texts" },
  aws_iam_user_policy: { user: "text", name: "text", policy: "document" },
  aws_iam_user_policy_attachment: { user: "text", policy_arn: "text" },
  aws_iam_user_policies_exclusive: { user_name: "text", policy_names: "texts" },
  aws_iam_user_policy_attachments_exclusive: { user_name: "text", policy_arns: "texts" },
  aws_iam_group: { name: "text", path: "text" },
  aws_iam_group_policy: { group: "text", name: "text", policy: "document" },
  aws_iam_group_policy_attachment: { group: "text", policy_arn: "text" },
  aws_iam_policy: { name: "text", path: "text", arn: "text", policy: "document" },
} as const satisfies Record<string, Record<string, Kind>>;

export type KnownType = keyof typeof shown;

/** Resource types whose meaning for people is known; everything else is counted and named. */
export const knownTypes = Object.keys(shown) as KnownType[];

export function isKnownType(type: string): type is KnownType {
  return Object.hasOwn(shown, type);
}

/** One side of a change: allowed attributes only, each of the kind it must have. */
export interface Values {
  readonly text: Readonly<Record<string, string>>;
  readonly flags: Readonly<Record<string, boolean>>;
  readonly texts: Readonly<Record<string, readonly string[]>>;
  /** Tags whose key is `roster:...`. */
  readonly tags: Readonly<Record<string, string>>;
  /** Any tag: values are compared, and only keys go on into the review. */
  readonly tagKeys: ReadonlyMap<string, string>;
  /** A policy document as written: for `policy-document.ts`, never for a renderer. */
  readonly document: string | undefined;
}

const listed = new Map<string, readonly (readonly [string, Kind])[]>(
  Object.entries(shown).map(([type, attributes]) => [type, Object.entries(attributes) as [string, Kind][]]),
);

/**
 * Copies what may be shown of one side of a change.
 * @param marks `before_sensitive` or `after_sensitive`: whatever it marks is left out
 */
export function copyValues(type: string, side: unknown, marks: unknown): Values | undefined {
  const attributes = listed.get(type);
  if (attributes === undefined || !isObject(side)) return undefined;
  const text: Record<string, string> = {};
  const flags: Record<string, boolean> = {};
  const texts: Record<string, string[]> = {};
  let tags: Record<string, string> = {};
  let tagKeys: ReadonlyMap<string, string> = none;
  let document: string | undefined;
  if (marks !== true) {
    for (const [attribute, kind] of attributes) {
      const value = Object.hasOwn(side, attribute) ? side[attribute] : undefined;
      if (value === undefined || value === null) continue;
      const mark = isObject(marks) ? marks[attribute] : undefined;
      if (mark === true) continue;
      if (kind === "text") {
        if (typeof value === "string" && value !== "") text[attribute] = value;
      } else if (kind === "flag") {
        if (typeof value === "boolean") flags[attribute] = value;
      } else if (kind === "presence") {
        flags[attribute] = value !== "";
      } else if (kind === "document") {
        if (typeof value === "string") document = value;
      } else if (kind === "texts") {
        texts[attribute] = unmarkedTexts(value, mark);
      } else {
        const copied = copyTags(value, mark);
        tags = copied.tags;
        tagKeys = copied.tagKeys;
      }
    }
  }
  return { text, flags, texts, tags, tagKeys, document };
}

const none: ReadonlyMap<string, string> = new Map();

function unmarkedTexts(value: unknown, marks: unknown): string[] {
  if (!Array.isArray(value)) return [];
  return value.filter(
    (item, index): item is string => typeof item === "string" && !(Array.isArray(marks) && marks[index] === true),
  );
}

function copyTags(value: unknown, marks: unknown): { tags: Record<string, string>; tagKeys: Map<string, string> } {
  const tags: Record<string, string> = {};
  const tagKeys = new Map<string, string>();
  for (const [key, tag] of isObject(value) ? Object.entries(value) : []) {
    if (typeof tag !== "string" || (isObject(marks) && marks[key] === true)) continue;
    tagKeys.set(key, tag);
    if (key.startsWith("roster:")) tags[key] = tag;
  }
  return { tags, tagKeys };
}
