/** Without the keys whose value is undefined: under `exactOptionalPropertyTypes` a key that is absent is another thing. */
export type Defined<Given> = {
  [Key in keyof Given as undefined extends Given[Key] ? never : Key]: Given[Key];
} & {
  [Key in keyof Given as undefined extends Given[Key] ? Key : never]?: Exclude<Given[Key], undefined>;
};

/** `defined({ name, ticket: undefined })` is `{ name }`. Nothing inside of a value is touched. */
export function defined<const Given extends object>(given: Given): Defined<Given> {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as Defined<Given>;
}
