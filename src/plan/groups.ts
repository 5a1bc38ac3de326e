import { type Change, type KnownChange, ofType } from "./change";
import type { Owners } from "./owners";

/** A group that a plan deletes, with what the plan takes out of it. What else is in it blocks IAM's DeleteGroup. */
export interface DeletedGroup {
  readonly name: string;
  /** IAM names of the members whose membership ends. */
  readonly members: readonly string[];
  /** ARNs of the managed policies that are detached. */
  readonly attached: readonly string[];
  readonly inline: readonly string[];
}

export function deletedGroupsIn(changes: readonly Change[], owners: Owners): DeletedGroup[] {
  const names = ofType(changes, "aws_iam_group").flatMap((group) => (ends(group) ? (group.before?.name ?? []) : []));
  if (names.length === 0) return [];
  const memberships = ofType(changes, "aws_iam_user_group_membership").flatMap((change) => {
    const kept = ends(change) ? [] : (change.after?.groups ?? []);
    const user = owners.nameOf(change);
    return user === undefined || change.forgets
      ? []
      : (change.before?.groups ?? []).filter((group) => !kept.includes(group)).map((group) => ({ group, id: user }));
  });
  const listed = ofType(changes, "aws_iam_group_membership").flatMap((change) => {
    const { group, users = [] } = change.before ?? {};
    const kept = ends(change) || change.after?.group !== group ? [] : (change.after?.users ?? []);
    if (change.forgets) return [];
    return users.filter((user) => !kept.includes(user)).map((user) => ({ group, id: owners.nameNow(user, change) }));
  });
  const attachments = [
    ...ofType(changes, "aws_iam_group_policy_attachment")
      .filter(ends)
      .map(({ before }) => ({ group: before?.group, id: before?.policy_arn })),
    ...ofType(changes, "aws_iam_policy_attachment")
      .filter(({ forgets }) => !forgets)
      .flatMap((change) => {
        const kept = ends(change) ? [] : (change.after?.groups ?? []);
        const gone = (change.before?.groups ?? []).filter((group) => !kept.includes(group));
        return gone.map((group) => ({ group, id: change.before?.policy_arn }));
      }),
  ];
  const policies = ofType(changes, "aws_iam_group_policy")
    .filter(ends)
    .map(({ before }) => ({ group: before?.group, id: before?.name }));
  return names.map((name) => {
    const of = (list: readonly { group: string | undefined; id: string | undefined }[]) =>
      list.flatMap(({ group, id }) => (group === name && id !== undefined ? [id] : []));
    return { name, members: of([...memberships, ...listed]), attached: of(attachments), inline: of(policies) };
  });
}

/** Whether the object that is there now is deleted: by a removal, or to make another in its place. */
function ends({ action, forgets }: KnownChange): boolean {
  return (action === "delete" || action === "replace") && !forgets;
}
