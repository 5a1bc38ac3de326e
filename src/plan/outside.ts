import { groupBy } from "../text/group-by";
import { type Change, type KnownChange, ofType } from "./change";
import type { Owners } from "./owners";
import type { State } from "./state";
import { textOf } from "./values";

/** Something that a plan gives and that neither it nor the state manages: it has to be in the account already. */
export interface Outside {
  /** Name of a group, or ARN of a policy. */
  readonly id: string;
  /** Who gets it, in words: `alice`, `the group developers`. */
  readonly to: readonly string[];
}

export interface OutsideThings {
  readonly groups: readonly Outside[];
  /** To be attached, or to be a permissions boundary. */
  readonly policies: readonly Outside[];
}

type Given = readonly [id: string, to: string];

/** What a plan adds somebody to, or attaches: what was there before the plan is in the account. */
export function outsideIn(changes: readonly Change[], state: State, owners: Owners): OutsideThings {
  const own = ownIn(changes, state);
  const nameOf = (change: KnownChange) => owners.ownerOf(change).name;
  const joined = ofType(changes, "aws_iam_user_group_membership").flatMap((change) =>
    added(change.before?.groups, change.after?.groups).map((group): Given => [group, nameOf(change)]),
  );
  const listed = ofType(changes, "aws_iam_group_membership").flatMap(({ before, after }) => {
    const was = before?.group === after?.group ? before?.users : undefined;
    return added(was, after?.users).map((user): Given => [after?.group ?? "", user]);
  });
  const attached = ofType(changes, "aws_iam_user_policy_attachment").flatMap((change) =>
    added(change.before?.policy_arn, change.after?.policy_arn).map((arn): Given => [arn, nameOf(change)]),
  );
  const boundaries = ofType(changes, "aws_iam_user").flatMap((change) =>
    added(change.before?.permissions_boundary, change.after?.permissions_boundary).map(
      (arn): Given => [arn, nameOf(change)],
    ),
  );
  const ofGroups = ofType(changes, "aws_iam_group_policy_attachment").flatMap(({ before, after }) =>
    added(before?.policy_arn, after?.policy_arn).map((arn): Given => [arn, `the group ${after?.group ?? "?"}`]),
  );
  return {
    groups: byId([...joined, ...listed].filter(([group]) => group !== "" && !own.has(group))),
    policies: byId([...attached, ...boundaries, ...ofGroups].filter(([arn]) => !own.has(arn))),
  };
}

type Texts = string | readonly string[] | undefined;

function added(before: Texts, after: Texts): string[] {
  const was = new Set(before === undefined ? [] : [before].flat());
  return (after === undefined ? [] : [after].flat()).filter((each) => !was.has(each));
}

/** Names of the groups and ARNs of the policies that the plan makes, or that the state has. */
function ownIn(changes: readonly Change[], { resources }: State): ReadonlySet<string> {
  const sides = [
    ...changes.flatMap((change) => (change.type === "other" ? [] : { type: change.type, values: change.after })),
    ...resources.map(({ resourceType, values }) => ({ type: resourceType, values })),
  ];
  return new Set(
    sides.flatMap(({ type, values }) => {
      if (type !== "aws_iam_group" && type !== "aws_iam_policy") return [];
      const id = textOf(values, type === "aws_iam_group" ? "name" : "arn");
      return id === undefined ? [] : [id];
    }),
  );
}

function byId(given: readonly Given[]): Outside[] {
  return [...groupBy(given, ([id]) => id)].map(([id, all]) => ({ id, to: [...new Set(all.map(([, to]) => to))] }));
}
