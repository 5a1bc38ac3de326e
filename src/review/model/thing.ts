/** What happens to a group or a policy. */
export type ThingChange = "created" | "deleted" | "replaced" | "changed" | "imported" | "forgotten" | "unchanged";
