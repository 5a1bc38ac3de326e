/** Before and after; the one that does not exist is absent. */
export interface Sides<Value> {
  readonly before?: Value;
  readonly after?: Value;
}

export interface Moves {
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly kept: readonly string[];
}
