// biome-ignore lint/suspicious/noExplicitAny: JSON of Terraform, in the hands of a test
export type Json = any;

export interface Block {
  readonly address: string;
  readonly module: string;
  readonly type: string;
  readonly name: string;
  readonly config: Readonly<Record<string, unknown>>;
  readonly ignored: readonly string[];
}

/** Tags that the provider gives to everything. */
export const tagsOf = (stack: Json) => stack.provider?.aws?.[0]?.default_tags?.[0]?.tags ?? {};

/** Blocks of the stack and of its modules: `module: { west: { resource: ... } }`, as if their source were written there. */
export function blocksOf(stack: Json): Map<string, Block> {
  const blocks = new Map<string, Block>();
  const add = (resource: Json, module: string) => {
    for (const [type, named] of Object.entries<Json>(resource ?? {})) {
      for (const [name, { "//": _, lifecycle, depends_on: __, provider: ___, ...config }] of Object.entries<Json>(
        named,
      )) {
        const address = `${module}${type}.${name}`;
        blocks.set(address, { address, module, type, name, config, ignored: lifecycle?.ignore_changes ?? [] });
      }
    }
  };
  add(stack.resource, "");
  for (const [name, { resource }] of Object.entries<Json>(stack.module ?? {})) add(resource, `module.${name}.`);
  return blocks;
}

export const reference = /(?<!\$)\$\{((?:aws|terraform)_[a-z0-9_]+\.[\w-]+)\.([a-z0-9_]+)\}/g;

export function referencesIn({ config, module }: Block): string[] {
  return [...JSON.stringify(config).matchAll(reference)].map(([, address]) => `${module}${address}`);
}
