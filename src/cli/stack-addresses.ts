import { readFileSync } from "node:fs";

/** Addresses of all resources in a `cdk.tf.json`. */
export function addressesOf(file: string): Set<string> {
  const { resource = {} } = JSON.parse(readFileSync(file, "utf8")) as { resource?: Record<string, object> };
  return new Set(
    Object.entries(resource).flatMap(([type, named]) => Object.keys(named).map((name) => `${type}.${name}`)),
  );
}
