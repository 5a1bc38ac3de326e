import { defaults, forcing, madeBy, tagged } from "./aws-facts";
import { type Block, blocksOf, type Json, reference, referencesIn, tagsOf } from "./blocks";

/** A block with what it comes to, in the state or in a plan. */
export interface Valued {
  readonly block: Block;
  readonly values: Readonly<Record<string, unknown>>;
  readonly unknown: readonly string[];
}

export type Resolve = (value: unknown, block: Block) => { readonly value: unknown; readonly unknown: boolean };

/** Fills in references; what a resource that is created only gets from AWS is not known. */
export function resolver(
  blocks: ReadonlyMap<string, Block>,
  planned: ReadonlyMap<string, Valued>,
  state?: ReadonlyMap<string, Valued>,
): Resolve {
  return function resolve(value, block): ReturnType<Resolve> {
    if (Array.isArray(value)) {
      const all = value.map((each) => resolve(each, block));
      return { value: all.map((each) => each.value), unknown: all.some(({ unknown }) => unknown) };
    }
    if (typeof value === "object" && value !== null) {
      const all = Object.entries(value).map(([key, each]) => [key, resolve(each, block)] as const);
      return {
        value: Object.fromEntries(all.map(([key, each]) => [key, each.value])),
        unknown: all.some(([, { unknown }]) => unknown),
      };
    }
    if (typeof value !== "string") return { value, unknown: false };
    let unknown = false;
    const text = value.replace(reference, (_all, target: string, attribute: string) => {
      const address = `${block.module}${target}`;
      const known = planned.get(address)?.values[attribute] ?? blocks.get(address)?.config[attribute];
      if (known === undefined || (state !== undefined && planned.get(address)?.unknown.includes(attribute)))
        unknown = true;
      return String(known ?? "");
    });
    return { value: text.replaceAll("$${", "${").replaceAll("%%{", "%{"), unknown };
  };
}

/** The state of a stack that was applied. */
export function applied(stack: Json): Map<string, Valued> {
  const blocks = blocksOf(stack);
  const done = new Map<string, Valued>();
  const resolve = resolver(blocks, done);
  const add = (address: string): void => {
    const block = blocks.get(address);
    if (block === undefined || done.has(address)) return;
    for (const other of referencesIn(block)) add(other);
    const { values } = valued(block, undefined, tagsOf(stack), resolve);
    done.set(address, { block, values, unknown: [] });
  };
  for (const address of blocks.keys()) add(address);
  return done;
}

/** What a block comes to: with what AWS makes, where it is applied; else with what is in the state of it already. */
export function valued(
  block: Block,
  state: ReadonlyMap<string, Valued> | undefined,
  tags: Readonly<Record<string, string>>,
  resolve: Resolve,
): Valued {
  const values: Record<string, unknown> = { ...defaults[block.type] };
  const unknown: string[] = [];
  for (const [attribute, written] of Object.entries(block.config)) {
    const resolved = resolve(written, block);
    if (resolved.unknown && state !== undefined && state.size >= 0) unknown.push(attribute);
    else values[attribute] = normal(attribute, resolved.value);
  }
  if (tagged.has(block.type)) values.tags_all = { ...tags, ...(values.tags as object) };
  const was = state?.get(block.address);
  if (was !== undefined) for (const name of block.ignored) values[name] = was.values[name];
  const made = madeBy(block, values);
  if (state === undefined) return { block, values: { ...values, ...made }, unknown };
  if (was === undefined || replacing(was, { block, values, unknown }).length > 0)
    return { block, values, unknown: [...unknown, ...Object.keys(made).filter((name) => values[name] === undefined)] };
  const kept = Object.fromEntries(Object.keys(made).map((name) => [name, was.values[name]]));
  return { block, values: { ...kept, ...values }, unknown };
}

/** JSON that means the same is the same. */
function normal(attribute: string, value: unknown): unknown {
  if (!/polic(?:y|ies)$/.test(attribute) || typeof value !== "string") return value;
  try {
    return JSON.stringify(sorted(JSON.parse(value)));
  } catch {
    return value;
  }
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  );
}

/** Attributes by which one cannot become the other in place. */
export function replacing(was: Valued, is: Valued): string[] {
  const list = forcing[is.block.type] ?? [];
  return list.filter(
    (name) => is.unknown.includes(name) || (name in is.values && differ(was.values[name], is.values[name])),
  );
}

export const differ = (one: unknown, other: unknown) => JSON.stringify(sorted(one)) !== JSON.stringify(sorted(other));
