/** What a request carries for a condition key. */
export type Carried =
  | { readonly kind: "values"; readonly values: readonly string[] }
  /** Certainly nothing. */
  | { readonly kind: "nothing" }
  | { readonly kind: "not known"; readonly why: string };

/** What a request carries, by key. Names of keys are not distinguished by case. */
export type Context = (key: string) => Carried;

const nothing: Carried = { kind: "nothing" };

/** A context of which everything is known. @param values by key in lower case; an empty list is nothing */
export function contextOf(values: ReadonlyMap<string, readonly string[]>): Context {
  return (key) => {
    const found = values.get(key.toLowerCase());
    return found === undefined || found.length === 0 ? nothing : { kind: "values", values: found };
  };
}
