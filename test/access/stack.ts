import type { World, WorldGroup } from "./world";

/** A world as the configuration of Terraform, each user with an access key. */
export function stackOf({ users, groups, policies }: World): object {
  const resource: Record<string, Record<string, object>> = {};
  const add = (type: string, name: string, config: object) => {
    resource[type] = { ...resource[type], [name]: config };
  };
  const arn = (policy: string) =>
    policy.startsWith("aws:") ? `arn:aws:iam::aws:policy/${policy.slice(4)}` : `\${aws_iam_policy.${policy}.arn}`;
  // Variables of IAM are no templates of Terraform.
  const text = (document: object) => JSON.stringify(document).replaceAll("${", () => "$${");
  const holder = (kind: "user" | "group", name: string, { managed = [], inline = {} }: WorldGroup) => {
    const own = { [kind]: `\${aws_iam_${kind}.${name}.name}` };
    for (const policy of managed)
      add(`aws_iam_${kind}_policy_attachment`, `${name}--${policy.replace(":", "--")}`, {
        ...own,
        policy_arn: arn(policy),
      });
    for (const [policy, document] of Object.entries(inline))
      add(`aws_iam_${kind}_policy`, `${name}--${policy}`, { ...own, name: policy, policy: text(document) });
  };
  for (const [name, document] of Object.entries(policies))
    add("aws_iam_policy", name, { name, policy: text(document) });
  for (const [name, group] of Object.entries(groups)) {
    add("aws_iam_group", name, { name });
    holder("group", name, group);
  }
  for (const [name, user] of Object.entries(users)) {
    const { boundary, groups: theirs = [] } = user;
    add("aws_iam_user", name, { name, ...(boundary === undefined ? {} : { permissions_boundary: arn(boundary) }) });
    add("aws_iam_access_key", name, { user: `\${aws_iam_user.${name}.name}` });
    holder("user", name, user);
    const members = theirs.map((group) => `\${aws_iam_group.${group}.name}`);
    add("aws_iam_user_group_membership", name, { user: `\${aws_iam_user.${name}.name}`, groups: members });
  }
  return {
    terraform: { required_providers: { aws: { source: "hashicorp/aws" } } },
    provider: { aws: [{ region: "us-east-1" }] },
    resource,
  };
}
