import { isVirtualDevice, manageableDevice } from "../aws/kinds";
import type { User } from "../roster/roster";
import { deviceSlot, Slots, serviceSlot } from "../roster/write/slots";
import { addressOf } from "../terms/addresses";
import { type CredentialKind, credentialKinds, factsOf, kinds, type SlotKind } from "../terms/kinds";
import { defined } from "../text/defined";
import type { Amendment, Import, UserPatch } from "./adoption";
import { sameText, textOf } from "./certificate-text";
import type { HeldUser } from "./held-user";
import type { InState } from "./in-state";
import { type Excluded, type Left, leftBy, type Part } from "./thing";

export interface CredentialContext {
  readonly key: string;
  /** The user's entry. @default - there is none */
  readonly entry: User | undefined;
  readonly state: InState;
  readonly excluded: Excluded;
  /** Whether an apply was cut off: it may have created a credential and not yet made it inactive. */
  readonly cutOff: boolean;
}

interface Found {
  readonly patch: UserPatch;
  readonly amended?: readonly Amendment[];
  readonly imports: readonly Import[];
  /** Addresses for which the entry had a slot. */
  readonly matched: readonly string[];
  readonly parts: readonly Part[];
  readonly left: readonly Left[];
}

/** The credentials that a user holds and the state does not manage: matched to the entry, or added to it. */
export function adoptCredentials(held: HeldUser, context: CredentialContext): Required<Found> {
  const found = credentialKinds.map((kind) => adopters[kind](held, context));
  return {
    patch: Object.assign({}, ...found.map(({ patch }) => patch)),
    amended: found.flatMap(({ amended = [] }) => amended),
    imports: found.flatMap(({ imports }) => imports),
    matched: found.flatMap(({ matched }) => matched),
    parts: found.flatMap(({ parts }) => parts),
    left: found.flatMap(({ left }) => left),
  };
}

const adopters: Readonly<Record<CredentialKind, (held: HeldUser, context: CredentialContext) => Found>> = {
  loginProfile,
  mfaDevice: mfaDevices,
  accessKey: accessKeys,
  sshPublicKey: sshPublicKeys,
  signingCertificate: signingCertificates,
  serviceSpecificCredential: serviceSpecificCredentials,
};

function loginProfile(held: HeldUser, { key, entry, state, excluded }: CredentialContext): Found {
  const { type, section, noun } = kinds.loginProfile;
  const to = `${type}.${addressOf(key)}`;
  const nothing = { patch: {}, imports: [], matched: [], parts: [], left: [] };
  if (!held.loginProfile || state.addresses.has(to)) return nothing;
  const imports = [{ to, id: held.name }];
  if (entry?.loginProfile !== undefined) return { ...nothing, imports, matched: [to] };
  const thing = { kind: noun[0], of: held.name };
  const out = leftBy(excluded, thing);
  if (out !== undefined) return { ...nothing, left: [out] };
  const parts = [{ thing, path: ["users", key, section], addresses: [to] }];
  return { ...nothing, patch: { loginProfile: {} }, imports, parts };
}

interface Filling<Item, Slot> {
  readonly kind: SlotKind;
  readonly items: readonly Item[];
  /** Slots of the entry that the item may fill. */
  readonly slots: readonly { readonly key: string }[];
  readonly fits: (item: Item, slotKey: string) => boolean;
  /** The same but for its status. @default - the status is no part of it */
  readonly fitsButStatus?: (item: Item, slotKey: string) => boolean;
  readonly name: (item: Item, slots: Slots) => string;
  readonly write: (item: Item) => Slot;
}

interface Filled<Item, Slot> {
  readonly added: Readonly<Record<string, Slot>> | undefined;
  readonly imports: readonly Import[];
  /** Slots of the entry, with what fills them. */
  readonly matches: readonly { readonly slot: string; readonly item: Item }[];
  readonly matched: readonly string[];
  readonly parts: readonly Part[];
  readonly left: readonly Left[];
}

/** Fills the entry's open slots with what fits, and makes slots for the rest. */
function fill<Item extends { readonly id: string; readonly service?: string }, Slot>(
  filling: Filling<Item, Slot>,
  held: HeldUser,
  { key, state, excluded, cutOff }: CredentialContext,
): Filled<Item, Slot> {
  const { type, noun, section, importId } = factsOf(filling.kind);
  const added: Record<string, Slot> = {};
  const imports: Import[] = [];
  const matches: { slot: string; item: Item }[] = [];
  const parts: Part[] = [];
  const left: Left[] = [];
  const address = (slot: string) => `${type}.${addressOf(key, slot)}`;
  const open = new Set(filling.slots.map((slot) => slot.key).filter((slot) => !state.addresses.has(address(slot))));
  const slots = new Slots(filling.slots.map((slot) => slot.key));
  for (const item of filling.items) {
    if (state.ids.has(item.id.toLowerCase())) continue;
    const thing = { kind: noun[0], name: item.id, of: held.name };
    const out = leftBy(excluded, thing);
    if (out !== undefined) {
      left.push(out);
      continue;
    }
    let slot = [...open].find((candidate) => filling.fits(item, candidate));
    if (cutOff) slot ??= [...open].find((candidate) => filling.fitsButStatus?.(item, candidate));
    if (slot === undefined) {
      slot = filling.name(item, slots);
      added[slot] = filling.write(item);
      parts.push({ thing, path: ["users", key, section, slot], addresses: [address(slot)] });
    } else matches.push({ slot, item });
    open.delete(slot);
    imports.push({ to: address(slot), id: importId({ user: held.name, ...item }) });
  }
  const matched = matches.map(({ slot }) => address(slot));
  return { added: Object.keys(added).length === 0 ? undefined : added, imports, matches, matched, parts, left };
}

type Written<Name extends keyof UserPatch> = NonNullable<NonNullable<UserPatch[Name]>>;
type SlotOf<Name extends keyof UserPatch> = Written<Name>[keyof Written<Name>];

function mfaDevices(held: HeldUser, context: CredentialContext): Found {
  const writable = held.mfaDevices.flatMap((serial) => {
    const device = manageableDevice(serial);
    return device === undefined ? [] : [{ id: serial, ...device }];
  });
  const devices = context.entry?.mfaDevices ?? [];
  const { added, ...found } = fill<(typeof writable)[number], SlotOf<"mfaDevices">>(
    {
      kind: "mfaDevice",
      items: writable,
      slots: devices,
      fits: ({ path, name }, slot) => {
        const device = devices.find(({ key }) => key === slot);
        return `${device?.path}${device?.name}`.toLowerCase() === `${path}${name}`.toLowerCase();
      },
      name: ({ name }, slots) => slots.take(deviceSlot(name, held.name)),
      write: ({ name, path }) => ({ name, ...(path === "/" ? {} : { path }) }),
    },
    held,
    context,
  );
  const others = held.mfaDevices.filter((serial) => !writable.some((device) => device.id === serial));
  const left = others.map((name) => {
    const why = isVirtualDevice(name)
      ? "Terraform takes only paths of letters and digits"
      : "only virtual devices can be managed";
    return { kind: kinds.mfaDevice.noun[0], name, of: held.name, reason: `${why}; it stays enabled` };
  });
  return { ...found, patch: defined({ mfaDevices: added }), left: [...left, ...found.left] };
}

function accessKeys(held: HeldUser, context: CredentialContext): Found {
  const { items, left } = withStatus(held, held.accessKeys, "accessKey");
  const slots = context.entry?.accessKeys ?? [];
  const { added, ...found } = fill<(typeof items)[number], SlotOf<"accessKeys">>(
    {
      kind: "accessKey",
      items,
      slots,
      // A PGP key stands in no way: it is used when a key is made, and its changes are ignored.
      fits: ({ status }, slot) => slots.some((one) => one.key === slot && one.status === status),
      fitsButStatus: () => true,
      name: (_item, names) => names.letter(),
      write: ({ status }) => ({ status }),
    },
    held,
    context,
  );
  return { ...found, patch: defined({ accessKeys: added }), left: [...left, ...found.left] };
}

function sshPublicKeys(held: HeldUser, context: CredentialContext): Found {
  const { items: known, left } = withStatus(held, held.sshPublicKeys, "sshPublicKey");
  const items = known.flatMap(({ body, ...item }) => (body === undefined ? [] : [{ ...item, body }]));
  const unreadable = known.filter(({ body }) => body === undefined);
  const slots = context.entry?.sshPublicKeys ?? [];
  const bare = (body: string) => body.trim().split(/\s+/).slice(0, 2).join(" ");
  const { added, ...found } = fill<(typeof items)[number], SlotOf<"sshPublicKeys">>(
    {
      kind: "sshPublicKey",
      items,
      slots,
      fits: ({ body }, slot) => slots.some((one) => one.key === slot && bare(one.publicKey) === bare(body)),
      name: (_item, names) => names.take("ssh"),
      write: ({ body, status }) => ({ publicKey: body.trim(), ...inactive(status) }),
    },
    held,
    context,
  );
  const others = unreadable.map(({ id }) => ({
    ...{ kind: kinds.sshPublicKey.noun[0], name: id, of: held.name },
    reason: "AWS does not give out its text",
  }));
  return { ...found, patch: defined({ sshPublicKeys: added }), left: [...left, ...found.left, ...others] };
}

function signingCertificates(held: HeldUser, context: CredentialContext): Found {
  const { items, left } = withStatus(held, held.signingCertificates, "signingCertificate");
  const texts = new Map(items.map(({ id, body }) => [id, textOf(body)]));
  const readable = items.filter(({ id }) => texts.get(id) !== undefined);
  const slots = context.entry?.signingCertificates ?? [];
  const { added, matches, ...found } = fill<(typeof items)[number], SlotOf<"signingCertificates">>(
    {
      kind: "signingCertificate",
      items: readable,
      slots,
      fits: ({ body }, slot) => slots.some((one) => one.key === slot && sameText(one.body, body)),
      name: (_item, names) => names.take("certificate"),
      write: ({ id, body, status }) => ({ ...(texts.get(id) ?? { body }), ...inactive(status) }),
    },
    held,
    context,
  );
  // The same certificate, written with other line breaks than it was uploaded with: the entry learns of them.
  const amended = matches.flatMap(({ slot, item }): Amendment[] => {
    const { body: _, ...value } = texts.get(item.id) ?? { body: item.body };
    const exact = slots.some(({ key, body }) => key === slot && body === item.body);
    return exact || Object.keys(value).length === 0 ? [] : [{ path: ["signingCertificates", slot], value }];
  });
  const others = items.filter((item) => !readable.includes(item));
  return {
    ...found,
    patch: defined({ signingCertificates: added }),
    amended,
    left: [
      ...left,
      ...found.left,
      ...others.map(({ id }) => ({
        ...{ kind: kinds.signingCertificate.noun[0], name: id, of: held.name },
        reason: "no entry can express its exact text",
      })),
    ],
  };
}

function serviceSpecificCredentials(held: HeldUser, context: CredentialContext): Found {
  const { items, left } = withStatus(held, held.serviceSpecificCredentials, "serviceSpecificCredential");
  const slots = context.entry?.serviceSpecificCredentials ?? [];
  const { added, ...found } = fill<(typeof items)[number], SlotOf<"serviceSpecificCredentials">>(
    {
      kind: "serviceSpecificCredential",
      items,
      slots,
      fits: ({ service, status }, slot) =>
        slots.some((one) => one.key === slot && one.service === service && one.status === status),
      fitsButStatus: ({ service }, slot) => slots.some((one) => one.key === slot && one.service === service),
      name: ({ service }, names) => names.take(serviceSlot(service)),
      write: ({ service, status }) => ({ service, ...inactive(status) }),
    },
    held,
    context,
  );
  return {
    ...found,
    patch: defined({ serviceSpecificCredentials: added }),
    left: [...left, ...found.left],
  };
}

const inactive = (status: "Active" | "Inactive") => (status === "Inactive" ? { status } : {});

/** Terraform knows Active and Inactive; what has expired can do nothing any more. */
function withStatus<T extends { id: string; status: string }>(held: HeldUser, all: readonly T[], kind: SlotKind) {
  const known = (item: T): item is T & { status: "Active" | "Inactive" } => /^(Active|Inactive)$/.test(item.status);
  const left = all
    .filter((item) => !known(item))
    .map(({ id, status }) => ({
      ...{ kind: kinds[kind].noun[0], name: id, of: held.name },
      reason: `its status is ${status}, which no entry can express`,
    }));
  return { items: all.filter(known), left };
}
