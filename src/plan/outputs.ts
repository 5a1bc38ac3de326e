import { isObject, listIn } from "../text/values";

/** An output that changes: its name and Terraform's word for what happens; its values are not read. */
export interface OutputChange {
  readonly name: string;
  readonly action: string;
}

export function outputsIn(changes: unknown): OutputChange[] {
  return Object.entries(isObject(changes) ? changes : {}).flatMap(([name, change]) => {
    const action = listIn(isObject(change) ? change.actions : undefined)
      .filter((each): each is string => typeof each === "string" && /^[a-z-]{1,20}$/.test(each))
      .join(", ");
    return action === "no-op" || action === "" ? [] : [{ name, action }];
  });
}
