/** Without the keys whose value is undefined: under `exactOptionalPropertyTypes` a key that is absent is another thing. */
export type Defined<Given> = {
  [Key in keyof Given as undefined extends Given[Key] ? never : Key]: Given[Key];
} & {
  [Key in keyof Given as undefined extends Given[Key] ? Key : never]?: Exclude<Given[Key], undefined>;
};

/** `defined({ name, ticket: undefined })` is `{ name }`. Nothing inside of a value is touched. */
export function defined<const Given extends object>(given: Given): Defined<Given> {
  // A loop: reviews call this for tens of thousands of credentials, and a list of pairs would cost them a tenth.
  const values = given as Readonly<Record<string, unknown>>;
  const kept: Record<string, unknown> = {};
  for (const key of Object.keys(values)) if (values[key] !== undefined) kept[key] = values[key];
  return kept as Defined<Given>;
}
