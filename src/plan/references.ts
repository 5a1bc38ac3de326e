import { isObject, listIn } from "../text/values";
import type { Resource } from "./resource";

/** What an attribute that is not known yet refers to: `aws_iam_policy.self-manage-mfa`. */
export type References = (resource: Resource, attribute: string) => readonly string[];

/**
 * Reads references from the plan's `configuration`, and nothing else of it: constants stand there in clear.
 * The index is made at the first question; most plans never ask.
 */
export function referencesIn(configuration: unknown): References {
  let index: Index | undefined;
  return (resource, attribute) => {
    index ??= indexOf(isObject(configuration) ? configuration.root_module : undefined);
    const module = resource.module.replace(/\[[^\]]*\]/g, "");
    const block = index.get(`${module === "" ? "" : `${module}.`}${resource.resourceType}.${resource.name}`);
    const expression = block?.[attribute];
    const references = isObject(expression) ? listIn(expression.references) : [];
    return references.filter((reference): reference is string => typeof reference === "string");
  };
}

type Index = Map<string, Readonly<Record<string, unknown>>>;

/** By address without indexes, of the root module and of all that it calls, however deep they lie. */
function indexOf(root: unknown): Index {
  const index: Index = new Map();
  const modules = [{ module: root, prefix: "" }];
  for (const { module, prefix } of modules) {
    if (!isObject(module)) continue;
    for (const resource of listIn(module.resources)) {
      if (isObject(resource) && isObject(resource.expressions))
        index.set(`${prefix}${resource.address}`, resource.expressions);
    }
    for (const [name, call] of Object.entries(isObject(module.module_calls) ? module.module_calls : {})) {
      if (isObject(call)) modules.push({ module: call.module, prefix: `${prefix}module.${name}.` });
    }
  }
  return index;
}
