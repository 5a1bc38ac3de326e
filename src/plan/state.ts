import { isObject, listIn, textIn } from "../text/values";
import { isKnownType, type KnownType } from "./attributes";
import { type Resource, resourceIn } from "./resource";
import { type Values, valuesOf } from "./values";

interface Typed<Type extends KnownType> extends Resource {
  readonly type: Type;
  readonly values: Values<Type>;
}

/** A resource that a state manages, of a type whose meaning is known. */
export type StateResource<Type extends KnownType = KnownType> = Type extends KnownType ? Typed<Type> : never;

/** What Terraform manages, as last stored or as a plan has refreshed it. */
export interface State {
  /** Of everything in it, data sources among them. */
  readonly addresses: ReadonlySet<string>;
  readonly resources: readonly StateResource[];
}

/** @param document `terraform show -json` without a plan, or the `prior_state` of a plan; `values` is absent while it is empty */
export function stateOf(document: unknown): State {
  const addresses = new Set<string>();
  const resources: StateResource[] = [];
  const values = isObject(document) && isObject(document.values) ? document.values : {};
  for (const { entry, module } of entriesOf(values.root_module)) {
    const resource = resourceIn(entry, module);
    addresses.add(resource.address);
    const type = resource.resourceType;
    if (entry.mode === "data" || !isKnownType(type)) continue;
    const known = valuesOf(type, entry.values, entry.sensitive_values);
    if (known !== undefined) resources.push(typed(type, { ...resource, values: known }));
  }
  return { addresses, resources };
}

/** Who runs the plan, where the stack itself asks with `data.aws_caller_identity`: an ARN. */
export function callerIn(document: unknown): string | undefined {
  const values = isObject(document) && isObject(document.values) ? document.values : {};
  const root = isObject(values.root_module) ? values.root_module : {};
  for (const resource of listIn(root.resources)) {
    if (!isObject(resource) || resource.type !== "aws_caller_identity" || !isObject(resource.values)) continue;
    const arn = textIn(resource.values.arn) ?? "";
    return /^arn:[a-z-]+:(?:iam|sts)::\d{12}:[\x21-\x7e]{1,600}$/.test(arn) ? arn : undefined;
  }
  return undefined;
}

interface Entry {
  readonly entry: Readonly<Record<string, unknown>>;
  readonly module: string | undefined;
}

/** Of the root module and of all below it, however deep they lie. */
function* entriesOf(root: unknown): Generator<Entry> {
  const modules = [{ module: root, address: undefined as string | undefined }];
  for (const { module, address } of modules) {
    if (!isObject(module)) continue;
    for (const entry of listIn(module.resources)) if (isObject(entry)) yield { entry, module: address };
    for (const child of listIn(module.child_modules)) {
      modules.push({ module: child, address: isObject(child) ? textIn(child.address) : undefined });
    }
  }
}

/** Puts the type beside the values that were read by its table: the compiler cannot follow that pair by itself. */
function typed<Type extends KnownType>(type: Type, rest: Omit<Typed<Type>, "type">): StateResource {
  return { ...rest, type } as StateResource;
}
