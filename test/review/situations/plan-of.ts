/*
 * The plan that Terraform would show between two stacks, worked out without it: the same addresses, actions, values and unknown
 * attributes as real plans have. test/review/situations/plan-of.test.ts compares it with every plan of real Terraform that is kept here.
 */

import type { Around } from "../../../scripts/docs/situations";

// biome-ignore lint/suspicious/noExplicitAny: JSON of Terraform, in the hands of a test
export type Json = any;

interface Block {
  readonly address: string;
  readonly module: string;
  readonly type: string;
  readonly name: string;
  readonly config: Readonly<Record<string, unknown>>;
  readonly ignored: readonly string[];
}

interface Valued {
  readonly block: Block;
  readonly values: Readonly<Record<string, unknown>>;
  readonly unknown: readonly string[];
}

const account = "123456789012";
const timestamp = "2026-11-21T10:00:00Z";

/** @param before the stack that was applied. @default - an empty state */
export function planBetween(before: Json | undefined, after: Json, around: Around = {}): object {
  const stored = before === undefined ? new Map<string, Valued>() : applied(before);
  const { drift, refreshed } = refresh(stored, around.byHand ?? {});
  const moves = new Map<string, string>((after.moved ?? []).map((move: Json) => [move.to, move.from]));
  const state = new Map([...refreshed].map(([address, each]) => [movedTo(address, moves) ?? address, each] as const));
  const blocks = blocksOf(after);
  const imports = new Map<string, string>((after.import ?? []).map(({ to, id }: Json) => [to, id]));
  for (const to of imports.keys()) {
    const block = blocks.get(to);
    if (block === undefined) throw new Error(`import into ${to}, which is not there`);
    const { values } = valued(block, new Map(), tagsOf(after), resolver(blocks, new Map()));
    state.set(to, { block, values: { ...values, ...around.found?.[to] }, unknown: [] });
  }
  const planned = new Map<string, Valued>();
  const resolve = resolver(blocks, planned, state);
  const inOrder = (address: string): void => {
    const block = blocks.get(address);
    if (block === undefined || planned.has(address)) return;
    for (const reference of referencesIn(block)) inOrder(reference);
    planned.set(address, valued(block, state, tagsOf(after), resolve));
  };
  for (const address of blocks.keys()) inOrder(address);
  const forgotten = new Set<string>(
    (after.removed ?? []).flatMap(({ from, lifecycle }: Json) => (lifecycle?.destroy === false ? [from] : [])),
  );
  const changes = [...new Set([...state.keys(), ...planned.keys()])].sort().map((address) => {
    const change = changeOf(state.get(address), planned.get(address), address, around, forgotten);
    const from = moves.get(address);
    if (from !== undefined && state.has(address)) change.previous_address = from;
    if (imports.has(address)) change.change.importing = { id: imports.get(address) };
    return change;
  });
  return {
    ...{ format_version: "1.2", terraform_version: "1.11.4", timestamp },
    ...{ applyable: changes.some(isChange) || drift.length > 0, complete: true, errored: false },
    resource_drift: drift,
    resource_changes: changes,
    prior_state: stateOf(refreshed),
    configuration: configurationOf(after, blocks),
  };
}

const isChange = ({ change, previous_address }: Json): boolean =>
  change.actions[0] !== "no-op" || change.importing !== undefined || previous_address !== undefined;

function movedTo(address: string, moves: ReadonlyMap<string, string>): string | undefined {
  return [...moves].find(([, from]) => from === address)?.[0];
}

/** Blocks of the stack and of its modules: `module: { west: { resource: ... } }`, as if their source were written there. */
function blocksOf(stack: Json): Map<string, Block> {
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

const reference = /(?<!\$)\$\{((?:aws|terraform)_[a-z0-9_]+\.[\w-]+)\.([a-z0-9_]+)\}/g;

function referencesIn({ config, module }: Block): string[] {
  return [...JSON.stringify(config).matchAll(reference)].map(([, address]) => `${module}${address}`);
}

type Resolve = (value: unknown, block: Block) => { readonly value: unknown; readonly unknown: boolean };

/** Fills in references; what a resource that is created only gets from AWS is not known. */
function resolver(
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

function applied(stack: Json): Map<string, Valued> {
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
function valued(
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

const tagged = new Set(["aws_iam_user", "aws_iam_policy", "aws_iam_role", "aws_iam_virtual_mfa_device"]);
const tagsOf = (stack: Json) => stack.provider?.aws?.[0]?.default_tags?.[0]?.tags ?? {};

const defaults: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  aws_iam_user: { force_destroy: false, path: "/", permissions_boundary: "", tags: {} },
  aws_iam_policy: { path: "/", description: "", tags: {} },
  aws_iam_group: { path: "/" },
  aws_iam_role: { path: "/", permissions_boundary: "", tags: {}, force_detach_policies: false },
  aws_iam_access_key: { status: "Active" },
  aws_iam_virtual_mfa_device: { path: "/", tags: {} },
  aws_iam_policy_attachment: { users: [], groups: [], roles: [] },
  aws_iam_user_login_profile: { password: null },
};

/** What AWS, or the provider, makes of it. */
function madeBy({ type, name, module }: Block, values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const arn = (kind: string, own: unknown = values.name) => `arn:aws:iam::${account}:${kind}${values.path}${own}`;
  const id = `${module}${name}`.toUpperCase().replace(/[^A-Z0-9]/g, "");
  switch (type) {
    case "aws_iam_user":
      return { arn: arn("user"), id: values.name, unique_id: `AIDA${id}` };
    case "aws_iam_group":
      return { arn: arn("group"), id: values.name, unique_id: `AGPA${id}` };
    case "aws_iam_role":
      return { arn: arn("role"), id: values.name, unique_id: `AROA${id}` };
    case "aws_iam_policy":
      return { arn: arn("policy"), id: arn("policy"), policy_id: `ANPA${id}`, attachment_count: 0 };
    case "aws_iam_virtual_mfa_device": {
      const device = arn("mfa", values.virtual_mfa_device_name);
      return { arn: device, id: device, base_32_string_seed: "", qr_code_png: "", enable_date: null, user_name: null };
    }
    case "aws_iam_access_key":
      return { id: `AKIA${id.padEnd(16, "0").slice(-16)}`, create_date: timestamp, key_fingerprint: "c516" };
    case "aws_iam_user_login_profile":
      return { id: values.user, key_fingerprint: "c516" };
    case "aws_iam_user_ssh_key":
      return { id: `APKA${id}`, ssh_public_key_id: `APKA${id.padEnd(16, "0").slice(-16)}` };
    case "aws_iam_signing_certificate":
      return { id: `${id}:${String(values.user_name)}`, certificate_id: id };
    case "aws_iam_service_specific_credential":
      return { id, service_specific_credential_id: `ACCA${id.padEnd(16, "0").slice(-16)}`, service_user_name: id };
    case "terraform_data":
      return { id, ...(values.input === undefined ? {} : { output: values.input }) };
    default:
      return { id };
  }
}

/** Attributes that AWS cannot change. */
const forcing: Readonly<Record<string, readonly string[]>> = {
  aws_iam_access_key: ["user", "pgp_key"],
  aws_iam_user_login_profile: ["user", "pgp_key", "password_length", "password_reset_required"],
  aws_iam_virtual_mfa_device: ["virtual_mfa_device_name", "path"],
  aws_iam_user_ssh_key: ["username", "public_key", "encoding"],
  aws_iam_signing_certificate: ["user_name", "certificate_body"],
  aws_iam_service_specific_credential: ["user_name", "service_name"],
  aws_iam_user_policy: ["user", "name"],
  aws_iam_user_policy_attachment: ["user", "policy_arn"],
  aws_iam_user_group_membership: ["user"],
  aws_iam_user_policies_exclusive: ["user_name"],
  aws_iam_user_policy_attachments_exclusive: ["user_name"],
  aws_iam_group_policy: ["group", "name"],
  aws_iam_group_policy_attachment: ["group", "policy_arn"],
  aws_iam_group_membership: ["group", "name"],
  aws_iam_role: ["name", "path"],
  aws_iam_role_policy: ["role", "name"],
  aws_iam_role_policy_attachment: ["role", "policy_arn"],
  aws_iam_policy: ["name", "path", "description"],
  aws_iam_policy_attachment: ["name", "policy_arn"],
};

function replacing(was: Valued, is: Valued): string[] {
  const list = forcing[is.block.type] ?? [];
  return list.filter(
    (name) => is.unknown.includes(name) || (name in is.values && differ(was.values[name], is.values[name])),
  );
}

const differ = (one: unknown, other: unknown) => JSON.stringify(sorted(one)) !== JSON.stringify(sorted(other));

function changeOf(
  was: Valued | undefined,
  is: Valued | undefined,
  address: string,
  { tainted = [], replace = [] }: Around,
  forgotten: ReadonlySet<string>,
): Json {
  const [{ type, name }] = [is ?? was].flatMap((each) => each?.block ?? []) as [Block];
  const common = { address, mode: "managed", type, name, provider_name: "registry.terraform.io/hashicorp/aws" };
  const forced = was === undefined || is === undefined ? [] : replacing(was, is);
  const reason = tainted.includes(address)
    ? "replace_because_tainted"
    : replace.includes(address)
      ? "replace_by_request"
      : forced.length > 0
        ? "replace_because_cannot_update"
        : undefined;
  const actions = actionsOf(was, is, reason, forgotten.has(address));
  const fresh = actions.includes("create");
  const computed = is === undefined || !fresh ? [] : Object.keys(madeBy(is.block, is.values));
  const unknown = is === undefined ? [] : [...new Set([...is.unknown, ...computed.filter((key) => isMade(is, key))])];
  const values = Object.entries(is?.values ?? {}).filter(([key]) => !unknown.includes(key));
  const change = {
    actions,
    before: was?.values ?? null,
    after: is === undefined ? null : Object.fromEntries(values),
    after_unknown: Object.fromEntries(unknown.map((key) => [key, true])),
    ...{ before_sensitive: {}, after_sensitive: {} },
    ...(forced.length === 0 ? {} : { replace_paths: forced.map((key) => [key]) }),
  };
  const why = is === undefined ? "delete_because_no_resource_config" : reason;
  return { ...common, change, ...(why === undefined ? {} : { action_reason: why }) };
}

const isMade = ({ block }: Valued, key: string) => !(key in block.config);

function actionsOf(was: Valued | undefined, is: Valued | undefined, reason: string | undefined, forgotten: boolean) {
  if (was === undefined) return ["create"];
  if (is === undefined) return [forgotten ? "forget" : "delete"];
  if (reason !== undefined) return ["delete", "create"];
  const names = Object.keys(is.values).filter((name) => differ(was.values[name], is.values[name]));
  return names.length + is.unknown.length > 0 ? ["update"] : ["no-op"];
}

function refresh(stored: ReadonlyMap<string, Valued>, byHand: NonNullable<Around["byHand"]>) {
  const refreshed = new Map(stored);
  const drift = Object.entries(byHand).map(([address, edits]) => {
    const was = stored.get(address);
    if (was === undefined) throw new Error(`${address} is changed by hand, and is not in the state`);
    const is = edits === null ? undefined : { ...was, values: { ...was.values, ...edits } };
    if (is === undefined) refreshed.delete(address);
    else refreshed.set(address, is);
    const { block, values } = was;
    return {
      ...{ address, mode: "managed", type: block.type, name: block.name },
      provider_name: "registry.terraform.io/hashicorp/aws",
      change: { actions: [is === undefined ? "delete" : "update"], before: values, after: is?.values ?? null },
    };
  });
  return { drift, refreshed };
}

function stateOf(resources: ReadonlyMap<string, Valued>): object {
  const list = [...resources].map(([address, { block, values }]) => ({
    ...{ address, mode: "managed", type: block.type, name: block.name, values },
  }));
  return { format_version: "1.0", terraform_version: "1.11.4", values: { root_module: { resources: list } } };
}

function configurationOf(stack: Json, blocks: ReadonlyMap<string, Block>): object {
  const { region, allowed_account_ids: accounts } = stack.provider?.aws?.[0] ?? {};
  const constant = (value: unknown) => (value === undefined ? {} : { constant_value: value });
  const resources = (module: string) =>
    [...blocks.values()]
      .filter((block) => block.module === module)
      .map(({ type, name, config }) => ({
        ...{ address: `${type}.${name}`, mode: "managed", type, name },
        expressions: Object.fromEntries(
          Object.entries(config).map(([attribute, value]) => {
            const found = [...JSON.stringify(value).matchAll(reference)];
            const references = found.flatMap(([, address, name]) => [`${address}.${name}`, `${address}`]);
            return [attribute, references.length === 0 ? constant(value) : { references }];
          }),
        ),
      }));
  const modules = Object.keys(stack.module ?? {}).map((name) => [
    name,
    { module: { resources: resources(`module.${name}.`) } },
  ]);
  return {
    provider_config: {
      aws: { name: "aws", expressions: { region: constant(region), allowed_account_ids: constant(accounts) } },
    },
    root_module: { resources: resources(""), module_calls: Object.fromEntries(modules) },
  };
}
