import { type Change, type KnownChange, ofType } from "./change";

export type Side = "before" | "after";

/** What Terraform forgets stays in the account as it is. */
export function valuesOn<Some extends Change>({ action, before, after }: Some, side: Side): Some["before"] {
  return side === "before" || action === "forget" ? before : after;
}

/** The resources of these types that are there on a side. */
export function thereOn<Type extends KnownChange["type"]>(
  side: Side,
  changes: readonly Change[],
  ...types: Type[]
): KnownChange<Type>[] {
  return ofType(changes, ...types).filter((change) => !change.deposed && valuesOn(change, side) !== undefined);
}
