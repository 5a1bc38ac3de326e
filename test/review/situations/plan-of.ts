/*
 * The plan that Terraform would show between two stacks, worked out without it: the same addresses, actions, values and unknown
 * attributes as real plans have. test/review/situations/plan-of.test.ts compares it with every plan of real Terraform that is kept here.
 */

import type { Around } from "../../../scripts/docs/situations";
import { madeBy, timestamp } from "./aws-facts";
import { type Block, blocksOf, type Json, reference, referencesIn, tagsOf } from "./blocks";
import { applied, differ, replacing, resolver, type Valued, valued } from "./valued";

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
