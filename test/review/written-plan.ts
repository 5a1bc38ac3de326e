import type { PlanDocument } from "../../src/plan/accept";

/** A change of a plan: `user` is `aws_iam_user`. */
export interface Written {
  readonly type: string;
  readonly name: string;
  readonly actions: readonly string[];
  readonly before?: object | null;
  readonly after?: object | null;
  readonly more?: object;
  readonly change?: object;
}

/** What `terraform show -json` says of such changes, as far as it is read. */
export function plan(changes: readonly Written[], more: object = {}): PlanDocument {
  const resource_changes = changes.map(
    ({ type, name, actions, before = null, after = null, more: entry = {}, change = {} }) => ({
      address: `aws_iam_${type}.${name}`,
      mode: "managed",
      type: `aws_iam_${type}`,
      name,
      provider_name: "registry.terraform.io/hashicorp/aws",
      change: { actions, before, after, after_unknown: {}, before_sensitive: {}, after_sensitive: {}, ...change },
      ...entry,
    }),
  );
  return { format_version: "1.2", terraform_version: "1.12.0", resource_changes, ...more };
}
