import type { State } from "../plan/state";
import { textOf } from "../plan/values";
import { factsOf, kindOfType } from "../terms/kinds";

/** What Terraform's state already manages: only what is not in here is adopted. */
export interface InState {
  readonly addresses: ReadonlySet<string>;
  /** AWS's ids of credentials, in lower case: serial numbers, key ids, certificate ids. */
  readonly ids: ReadonlySet<string>;
}

export function inState({ addresses, resources }: State): InState {
  const ids = resources.flatMap(({ type, values }) => {
    const kind = kindOfType(type);
    return kind === undefined ? [] : (textOf(values, factsOf(kind).id)?.toLowerCase() ?? []);
  });
  return { addresses, ids: new Set(ids) };
}
