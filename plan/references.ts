import { isObject, listIn } from "../text/values";
import type { Resource } from "./resource";

/** What an attribute that is not known yet refers to: `aws_iam_policy.self-manage-mfa`. */
export type References = (resource: Resource, attribute: string) => readonly string[];

/**
 * Reads references from the plan's `configuration`, and nothing else of it: constants stand there in clear.
 * The index is made at the first question; most plans never ask.
 */
export function referencesIn(configuration: unknown): References {
  let index: Map<string, Readonly<Record<string, unknown>>> | undefined;
  return (resource, attribute) => {
    index ??= indexModule(isObject(configuration) ? configuration.root_module : undefined, "", new Map());
    const module = resource.module.replace(/\[[^\]]*\]/g, "");
    const block = index.get(`${module === "" ? "" : `${module}.`}${resource.resourceType}.${resource.name}`);
    const expression = block?.[attribute];
    const references = isObject(expression) ? listIn(expression.references) : [];
    return references.filter((reference): reference is string => typeof reference === "string");
  };
}

type Index = Map<string, Readonly<Record<string, unknown>>>;

function indexModule(module: unknown, prefix: string, index: Index): Index {
  if (!isObject(module)) return index;
  for (const resource of listIn(module.resources)) {
    if (isObject(resource) && isObject(resource.expressions))
      index.set(`${prefix}${resource.address}`, resource.expressions);
  }
  for (const [name, call] of Object.entries(isObject(module.module_calls) ? module.module_calls : {})) {
    if (isObject(call)) indexModule(call.module, `${prefix}module.${name}.`, index);
  }
  return index;
}
