type Key = string | number;

/**
 * Orders by one key after the other: `users.sort(by(({ name }) => name))`. What is equal keeps its order.
 */
export function by<Item>(...keysOf: readonly ((item: Item) => Key)[]): (left: Item, right: Item) => number {
  return (left, right) => {
    for (const keyOf of keysOf) {
      const order = byText(keyOf(left), keyOf(right));
      if (order !== 0) return order;
    }
    return 0;
  };
}

/** Numbers by size, texts by their UTF-16 units: the same on every machine. */
export function byText<Kind extends Key>(left: Kind, right: Kind): -1 | 0 | 1 {
  return left === right ? 0 : left < right ? -1 : 1;
}
