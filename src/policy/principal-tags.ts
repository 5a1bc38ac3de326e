import type { Statement } from "./document";

/** Whether what a statement allows depends on a tag of whoever asks: in a condition, or as a variable. Keys of tags ignore case here, as AWS does. */
export function dependsOnTag({ conditions, resources = [], notResources = [] }: Statement, tag: string): boolean {
  const key = `aws:principaltag/${tag}`.toLowerCase();
  const isUsed = (text: string) => text.toLowerCase().includes(`\${${key}`);
  return (
    conditions.some((condition) => condition.key.toLowerCase() === key || condition.values.some(isUsed)) ||
    [...resources, ...notResources].some(isUsed)
  );
}
