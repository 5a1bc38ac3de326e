import { deviceName, type Holding, isVirtualDevice } from "../aws/kinds";
import type { Roster } from "../roster/roster";
import { deviceSlot } from "../roster/write/slots";
import { addressOf, ownKey, policyKeys, readAddress } from "../terms/addresses";
import { type HoldingKind, holdings } from "../terms/holdings";
import { factsOf, kinds, type SlotKind, slotKinds } from "../terms/kinds";
import type { Import } from "./adoption";
import type { InState } from "./in-state";
import type { Left } from "./thing";

/**
 * A user who was to leave, is still in the account, and whom the state does not know (any more). What they hold is imported
 * under addresses that no entry has, so that the plan after that removes it like that of any leaver.
 */
export interface ForgottenLeaver {
  /** Names the user in addresses. */
  readonly key: string;
  /** IAM name. */
  readonly name: string;
  /** Another user who has the name by then is not this one. */
  readonly userId: string;
  readonly imports: readonly Import[];
}

/** One who was to leave, as the account has them now. */
export interface HeldLeaver {
  readonly name: string;
  readonly userId: string;
  /** Where the state had them; empty where that is not known. */
  readonly address: string;
  readonly held: readonly Holding[];
}

export interface ReturnContext {
  readonly roster: Pick<Roster, "users">;
  readonly state: InState;
}

/** Those of whom the state lacks something. */
export function forgottenLeavers(leavers: readonly HeldLeaver[], context: ReturnContext): ForgottenLeaver[] {
  const taken = new Set(context.roster.users.map(({ key }) => addressOf(key)));
  return leavers.flatMap((leaver) => {
    const key = keyOf(leaver, context.state, taken);
    if (key === undefined) return [];
    taken.add(addressOf(key));
    const { name, userId } = leaver;
    const imports = importsOf(leaver, key, context.state);
    return imports.length === 0 ? [] : [{ key, name, userId, imports }];
  });
}

/** What nobody can import; the plan does not remove it. */
export function notImported({ name, held }: Pick<HeldLeaver, "name" | "held">): Left[] {
  const reason = "only virtual devices can be managed; roster sweep deactivates it";
  return held
    .filter(({ kind, id }) => kind === "mfaDevice" && !isVirtualDevice(id))
    .map(({ id }) => ({ kind: "MFA device", name: id, of: name, reason }));
}

/** The key that the user had, or another where somebody has it by now. @returns undefined where another stack's code has the user */
function keyOf({ name, userId, address }: HeldLeaver, state: InState, taken: ReadonlySet<string>): string | undefined {
  const managed = state.users.get(userId);
  const parts = readAddress(managed ?? address);
  const had = parts?.module === "" && parts.index === undefined ? ownKey(parts) : undefined;
  if (managed !== undefined) return had;
  const wish = had ?? name;
  const isFree = (key: string) => !taken.has(addressOf(key)) && !state.addresses.has(`aws_iam_user.${addressOf(key)}`);
  for (let number = 1; ; number++) {
    const key = number === 1 ? wish : `${wish}-${number}`;
    if (isFree(key)) return key;
  }
}

function importsOf({ name, userId, held }: HeldLeaver, key: string, state: InState): Import[] {
  const of = (kind: HoldingKind) => held.filter((thing) => thing.kind === kind);
  const single = (kind: "loginProfile" | "group", id: string): Import => ({
    to: `${holdings[kind].type}.${addressOf(key)}`,
    id: holdings[kind].importId({ user: name, id }),
  });
  const groups = of("group").map(({ id }) => id);
  const rights = [
    ...(groups.length === 0 ? [] : [single("group", groups.join("/"))]),
    ...of("inlinePolicy").map(({ id }) => ({
      to: `${holdings.inlinePolicy.type}.${addressOf(key, id)}`,
      id: holdings.inlinePolicy.importId({ user: name, id }),
    })),
    ...of("managedPolicy").map(({ id }) => ({
      to: `${holdings.managedPolicy.type}.${addressOf(key, ...policyKeys({ kind: "arn", arn: id }))}`,
      id: holdings.managedPolicy.importId({ user: name, id }),
    })),
  ];
  const imports = [
    { to: `aws_iam_user.${addressOf(key)}`, id: name },
    ...of("loginProfile").map(({ id }) => single("loginProfile", id)),
    ...slotKinds.flatMap((kind) => slotsOf(kind, of(kind), { name, key, state })),
    // Where the state has the user it may have these at addresses that only the entry knew.
    ...(state.users.has(userId) ? [] : rights),
  ];
  return imports.filter(({ to }) => !state.addresses.has(to));
}

/** Credentials that the state does not know under any address, each under one that it does not have. */
function slotsOf(
  kind: SlotKind,
  things: readonly Holding[],
  { name, key, state }: { readonly name: string; readonly key: string; readonly state: InState },
): Import[] {
  const { type, importId } = factsOf(kind);
  const taken = new Set(state.addresses);
  return things
    .filter(({ id }) => !state.ids.has(id.toLowerCase()) && (kind !== "mfaDevice" || isVirtualDevice(id)))
    .map((thing) => {
      const wish = wishFor(kind, thing, name);
      const address = (slot: string) => `${type}.${addressOf(key, slot)}`;
      let slot = wish;
      for (let number = 2; taken.has(address(slot)); number++) slot = `${wish}-${number}`;
      taken.add(address(slot));
      return { to: address(slot), id: importId({ user: name, ...thing }) };
    });
}

/** As a reader of the plan knows it: an id that AWS issued by its last characters, a device by its name. */
function wishFor(kind: SlotKind, { id }: Holding, user: string): string {
  return kinds[kind].issued ? id.slice(-4).toLowerCase() : deviceSlot(deviceName(id), user);
}
