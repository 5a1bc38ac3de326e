export const resourceActions = [
  "create",
  "update",
  "replace",
  "delete",
  "forget",
  "import",
  "move",
  "invoke",
  "unknown",
] as const;

export type ResourceAction = (typeof resourceActions)[number];

export interface OtherChange {
  readonly address: string;
  readonly type: string;
  readonly action: ResourceAction;
  /** Why, in Terraform's own word: `replace_because_tainted`. */
  readonly reason?: string;
}
