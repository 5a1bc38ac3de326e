import type { State } from "../plan/state";
import { textOf } from "../plan/values";
import { factsOf, kindOfType } from "../terms/kinds";

/** What Terraform's state already manages: only what is not in here is adopted. */
export interface InState {
  readonly addresses: ReadonlySet<string>;
  /** AWS's ids of credentials, in lower case: serial numbers, key ids, certificate ids. */
  readonly ids: ReadonlySet<string>;
  /** Addresses of users by their `UserId`, which is never another user's. */
  readonly users: ReadonlyMap<string, string>;
}

export function inState({ addresses, resources }: State): InState {
  const ids = resources.flatMap(({ type, values }) => {
    const kind = kindOfType(type);
    return kind === undefined ? [] : (textOf(values, factsOf(kind).id)?.toLowerCase() ?? []);
  });
  const users = resources.flatMap((resource) =>
    resource.type === "aws_iam_user" && resource.values.unique_id !== undefined
      ? [[resource.values.unique_id, resource.address] as const]
      : [],
  );
  return { addresses, ids: new Set(ids), users: new Map(users) };
}
