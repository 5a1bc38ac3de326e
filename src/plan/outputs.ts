import { IDENTITY_OUTPUT, identityIn } from "../terms/roster-identity";
import { isObject, listIn } from "../text/values";

/** An output that changes: its name and Terraform's word for what happens; its values are not read. */
export interface OutputChange {
  readonly name: string;
  readonly action: string;
}

/** That a state is told for the first time whose it is, is no change for whoever reads a plan. */
export function outputsIn(changes: unknown): OutputChange[] {
  return Object.entries(isObject(changes) ? changes : {}).flatMap(([name, change]) => {
    if (name === IDENTITY_OUTPUT && isObject(change) && isFirst(change)) return [];
    const action = listIn(isObject(change) ? change.actions : undefined)
      .filter((each): each is string => typeof each === "string" && /^[a-z-]{1,20}$/.test(each))
      .join(", ");
    return action === "no-op" || action === "" ? [] : [{ name, action }];
  });
}

function isFirst({ before, after }: Readonly<Record<string, unknown>>): boolean {
  return (before === undefined || before === null) && identityIn(after) !== undefined;
}
