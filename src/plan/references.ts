import { withoutIndexes } from "../terms/addresses";
import { isObject, listIn, textIn } from "../text/values";
import type { Resource } from "./resource";

/** A resource block: `aws_iam_policy.deploy` of `module.people`. Without index: it may be several resources. */
export interface Reference {
  readonly module: string;
  readonly block: string;
}

export interface Referred {
  readonly to: readonly Reference[];
  /** False: it refers to more than is found here, such as a local value or a data source. */
  readonly isWhole: boolean;
  /** Whether the configuration has the attribute at all. */
  readonly isWritten: boolean;
}

/** What an attribute that is not known yet refers to, through variables and outputs of modules too. */
export type References = (resource: Resource, attribute: string) => Referred;

/**
 * Reads references from the plan's `configuration`, and nothing else of it: constants stand there in clear.
 * The index is made at the first question; most plans never ask.
 */
export function referencesIn(configuration: unknown): References {
  let root: Module | undefined;
  return (resource, attribute) => {
    root ??= moduleOf(isObject(configuration) ? configuration.root_module : undefined);
    const scope = scopeOf(root, resource.module);
    const block = scope?.modules.at(-1)?.blocks.get(`${resource.resourceType}.${resource.name}`);
    if (scope === undefined || block?.expressions[attribute] === undefined) return notWritten;
    const found = new Found();
    found.add(scope, textsIn(block.expressions[attribute]), block.forEach);
    return { to: [...found.to.values()], isWhole: found.isWhole, isWritten: true };
  };
}

const notWritten: Referred = { to: [], isWhole: false, isWritten: false };

interface Module {
  readonly blocks: ReadonlyMap<string, Block>;
  readonly calls: ReadonlyMap<string, Call>;
  readonly outputs: Expressions;
}

interface Block {
  readonly expressions: Expressions;
  /** What `each.value` comes from. */
  readonly forEach: readonly string[];
}

interface Call {
  readonly module: Module;
  readonly expressions: Expressions;
  readonly forEach: readonly string[];
}

type Expressions = Readonly<Record<string, unknown>>;

/** A module with those that call it, the root first. */
interface Scope {
  readonly modules: readonly Module[];
  /** `module.people["a"]`, one for each call. */
  readonly steps: readonly string[];
}

function moduleOf(value: unknown): Module {
  const module = isObject(value) ? value : {};
  const blocks = listIn(module.resources).flatMap((resource): [string, Block][] => {
    if (!isObject(resource) || !isObject(resource.expressions) || resource.mode === "data") return [];
    const forEach = textsIn(resource.for_each_expression);
    return [[textIn(resource.address) ?? "", { expressions: resource.expressions, forEach }]];
  });
  const calls = Object.entries(isObject(module.module_calls) ? module.module_calls : {});
  const outputs = Object.entries(isObject(module.outputs) ? module.outputs : {});
  return {
    blocks: new Map(blocks),
    calls: new Map(
      calls.flatMap(([name, call]): [string, Call][] => {
        if (!isObject(call)) return [];
        const expressions = isObject(call.expressions) ? call.expressions : {};
        return [[name, { module: moduleOf(call.module), expressions, forEach: textsIn(call.for_each_expression) }]];
      }),
    ),
    outputs: Object.fromEntries(outputs.map(([name, output]) => [name, isObject(output) ? output.expression : {}])),
  };
}

function textsIn(expression: unknown): string[] {
  const references = isObject(expression) ? listIn(expression.references) : [];
  return references.filter((reference): reference is string => typeof reference === "string");
}

const step = /module\.[^.[\]]+(?:\[(?:"(?:[^"\\]|\\.)*"|\d+)\])?/g;

function scopeOf(root: Module, address: string): Scope | undefined {
  const steps = address === "" ? [] : (address.match(step) ?? []);
  const modules = [root];
  for (const each of steps) {
    const called = modules.at(-1)?.calls.get(nameOf(each));
    if (called === undefined) return undefined;
    modules.push(called.module);
  }
  return { modules, steps };
}

function nameOf(step: string): string {
  return /^module\.([^.[]+)/.exec(step)?.[1] ?? "";
}

/** Follows references until they are resources. */
class Found {
  public readonly to = new Map<string, Reference>();
  public isWhole = true;
  private readonly seen = new Set<string>();

  public add(scope: Scope, references: readonly string[], forEach: readonly string[] = []): void {
    const module = scope.steps.join(".");
    for (const reference of references) {
      const [head = "", second = "", third] = withoutIndexes(reference).split(".");
      const key = `${module} ${head}.${second}.${third ?? ""}`;
      if (this.seen.has(key)) continue;
      this.seen.add(key);
      if (quiet.has(head) || (head === "each" && second === "key")) continue;
      if (head === "each") this.add(scope, forEach);
      else if (head === "var") this.variable(scope, second);
      else if (head === "module") this.output(scope, second, third);
      else if (head === "local" || head === "data") this.isWhole = false;
      else this.to.set(`${module} ${head}.${second}`, { module, block: `${head}.${second}` });
    }
  }

  /** What the caller gives; of the root module it is known before the plan. */
  private variable({ modules, steps }: Scope, name: string): void {
    const called = steps.at(-1);
    if (called === undefined) return;
    const outer = { modules: modules.slice(0, -1), steps: steps.slice(0, -1) };
    const call = outer.modules.at(-1)?.calls.get(nameOf(called));
    this.add(outer, textsIn(call?.expressions[name]), call?.forEach);
  }

  private output({ modules, steps }: Scope, name: string, output: string | undefined): void {
    const call = modules.at(-1)?.calls.get(name);
    if (call === undefined) this.isWhole = false;
    // The module as a whole stands beside its output.
    else if (output !== undefined)
      this.add(
        { modules: [...modules, call.module], steps: [...steps, `module.${name}`] },
        textsIn(call.module.outputs[output]),
      );
  }
}

/** They are known before the plan. */
const quiet: ReadonlySet<string> = new Set(["count", "path", "terraform", "self"]);
