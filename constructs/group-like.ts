import type { DataAwsIamGroup } from "@cdktf/provider-aws/lib/data-aws-iam-group";
import type { IamGroup } from "@cdktf/provider-aws/lib/iam-group";
import type { Construct } from "constructs";
import type { ManagedGroup } from "./managed-group";
import { refuse } from "./refuse";

/** A group as users take it: the group itself, made by `ManagedGroup` or by the provider's own classes, or its name. */
export type GroupLike = ManagedGroup | IamGroup | DataAwsIamGroup | string;

/**
 * The name of a group, or a reference to it.
 * @param prop the prop of `scope` in which the group stands, for messages
 * @throws Error where a text is an ARN
 */
export function groupName(scope: Construct, prop: string, group: GroupLike): string {
  if (typeof group !== "string") return "groupName" in group ? group.groupName : group.name;
  if (!group.startsWith("arn:")) return group;
  return refuse(scope, prop, `has ${JSON.stringify(group)}: give the group itself, or its name, which is not an ARN`);
}
