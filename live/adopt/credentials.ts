import type { User } from "../../roster/roster";
import type { Addressing, Import, RosterDefaults, UserPatch } from "./adoption";
import type { HeldUser } from "./held-user";
import type { InState } from "./in-state";
import { deviceSlot, Slots, serviceSlot } from "./slots";

export interface CredentialContext {
  readonly key: string;
  /** The user's entry. @default - there is none */
  readonly entry: User | undefined;
  readonly state: InState;
  readonly addressing: Addressing;
  readonly defaults: RosterDefaults;
}

type Found = { readonly patch: UserPatch; readonly imports: readonly Import[]; readonly left: readonly string[] };

/** The six kinds of credentials that a user holds and the state does not manage: matched to the entry, or added to it. */
export function adoptCredentials(held: HeldUser, context: CredentialContext): Found {
  const parts = [
    loginProfile(held, context),
    mfaDevices(held, context),
    accessKeys(held, context),
    sshPublicKeys(held, context),
    signingCertificates(held, context),
    serviceSpecificCredentials(held, context),
  ];
  return {
    patch: Object.assign({}, ...parts.map(({ patch }) => patch)),
    imports: parts.flatMap(({ imports }) => imports),
    left: parts.flatMap(({ left }) => left),
  };
}

function loginProfile(held: HeldUser, { key, entry, state, addressing }: CredentialContext): Found {
  const to = `aws_iam_user_login_profile.${addressing.address(key)}`;
  if (!held.loginProfile || state.addresses.has(to)) return { patch: {}, imports: [], left: [] };
  const patch = entry?.loginProfile === undefined ? { loginProfile: {} } : {};
  return { patch, imports: [{ to, id: held.name }], left: [] };
}

interface Kind<Item, Slot> {
  readonly type: string;
  readonly items: readonly Item[];
  readonly idOf: (item: Item) => string;
  readonly importId: (item: Item) => string;
  /** Slots of the entry that the item may fill. */
  readonly slots: readonly { readonly key: string }[];
  readonly fits: (item: Item, slotKey: string) => boolean;
  readonly name: (item: Item, slots: Slots) => string;
  readonly write: (item: Item) => Slot;
}

/** Fills the entry's open slots with what fits, and makes slots for the rest. */
function fill<Item, Slot>(kind: Kind<Item, Slot>, { key, state, addressing }: CredentialContext) {
  const added: Record<string, Slot> = {};
  const imports: Import[] = [];
  const address = (slot: string) => `${kind.type}.${addressing.address(key, slot)}`;
  const open = new Set(kind.slots.map((slot) => slot.key).filter((slot) => !state.addresses.has(address(slot))));
  const slots = new Slots(kind.slots.map((slot) => slot.key));
  for (const item of kind.items) {
    if (state.ids.has(kind.idOf(item).toLowerCase())) continue;
    let slot = [...open].find((candidate) => kind.fits(item, candidate));
    if (slot === undefined) {
      slot = kind.name(item, slots);
      added[slot] = kind.write(item);
    }
    open.delete(slot);
    imports.push({ to: address(slot), id: kind.importId(item) });
  }
  return { added: Object.keys(added).length === 0 ? undefined : added, imports };
}

type Written<Name extends keyof UserPatch> = NonNullable<NonNullable<UserPatch[Name]>>;
type SlotOf<Name extends keyof UserPatch> = Written<Name>[keyof Written<Name>];

function mfaDevices(held: HeldUser, context: CredentialContext): Found {
  const virtual = held.mfaDevices.flatMap((serial) => {
    const [, path, name] = /^arn:[^:]+:iam::\d{12}:mfa(\/(?:.*\/)?)([^/]+)$/.exec(serial) ?? [];
    return path === undefined || name === undefined ? [] : [{ serial, path, name }];
  });
  const writable = virtual.filter(({ path }) => /^\/([A-Za-z0-9]+\/)*$/.test(path));
  const devices = context.entry?.mfaDevices ?? [];
  const { added, imports } = fill<(typeof writable)[number], SlotOf<"mfaDevices">>(
    {
      type: "aws_iam_virtual_mfa_device",
      items: writable,
      idOf: ({ serial }) => serial,
      importId: ({ serial }) => serial,
      slots: devices,
      fits: ({ path, name }, slot) => {
        const device = devices.find(({ key }) => key === slot);
        return `${device?.path}${device?.name}`.toLowerCase() === `${path}${name}`.toLowerCase();
      },
      name: ({ name }, slots) => slots.take(deviceSlot(name, held.name)),
      write: ({ name, path }) => ({ name, ...(path === "/" ? {} : { path }) }),
    },
    context,
  );
  const others = held.mfaDevices.filter((serial) => !writable.some((device) => device.serial === serial));
  const left = others.map(
    (serial) => `MFA device ${serial} of ${held.name}: only virtual devices can be managed; it stays enabled`,
  );
  return { patch: added === undefined ? {} : { mfaDevices: added }, imports, left };
}

function accessKeys(held: HeldUser, context: CredentialContext): Found {
  const { items, left } = withStatus(held, held.accessKeys, "access key");
  const slots = context.entry?.accessKeys ?? [];
  const { added, imports } = fill<(typeof items)[number], SlotOf<"accessKeys">>(
    {
      type: "aws_iam_access_key",
      items,
      idOf: ({ id }) => id,
      importId: ({ id }) => id,
      slots,
      // A slot with a PGP key would replace the key: its secret cannot be encrypted afterwards.
      fits: ({ status }, slot) => slots.some((one) => one.key === slot && one.status === status && !one.pgpKey),
      name: (_item, names) => names.letter(),
      write: ({ status }) => ({ status, ...(context.defaults.pgpKey ? { pgpKey: null } : {}) }),
    },
    context,
  );
  return { patch: added === undefined ? {} : { accessKeys: added }, imports, left };
}

function sshPublicKeys(held: HeldUser, context: CredentialContext): Found {
  const { items, left } = withStatus(held, held.sshPublicKeys, "SSH key");
  const slots = context.entry?.sshPublicKeys ?? [];
  const bare = (body: string) => body.trim().split(/\s+/).slice(0, 2).join(" ");
  const { added, imports } = fill<(typeof items)[number], SlotOf<"sshPublicKeys">>(
    {
      type: "aws_iam_user_ssh_key",
      items,
      idOf: ({ id }) => id,
      importId: ({ id }) => `${held.name}:${id}:SSH`,
      slots,
      fits: ({ body }, slot) => slots.some((one) => one.key === slot && bare(one.publicKey) === bare(body)),
      name: (_item, names) => names.take("ssh"),
      write: ({ body, status }) => ({ publicKey: body.trim(), ...inactive(status) }),
    },
    context,
  );
  return { patch: added === undefined ? {} : { sshPublicKeys: added }, imports, left };
}

function signingCertificates(held: HeldUser, context: CredentialContext): Found {
  const { items, left } = withStatus(held, held.signingCertificates, "signing certificate");
  const slots = context.entry?.signingCertificates ?? [];
  const { added, imports } = fill<(typeof items)[number], SlotOf<"signingCertificates">>(
    {
      type: "aws_iam_signing_certificate",
      items,
      idOf: ({ id }) => id,
      importId: ({ id }) => `${id}:${held.name}`,
      slots,
      fits: ({ body }, slot) => slots.some((one) => one.key === slot && one.body === body.trim()),
      name: (_item, names) => names.take("certificate"),
      write: ({ body, status }) => ({ body, ...inactive(status) }),
    },
    context,
  );
  return { patch: added === undefined ? {} : { signingCertificates: added }, imports, left };
}

function serviceSpecificCredentials(held: HeldUser, context: CredentialContext): Found {
  const { items, left } = withStatus(held, held.serviceSpecificCredentials, "service-specific credential");
  const slots = context.entry?.serviceSpecificCredentials ?? [];
  const { added, imports } = fill<(typeof items)[number], SlotOf<"serviceSpecificCredentials">>(
    {
      type: "aws_iam_service_specific_credential",
      items,
      idOf: ({ id }) => id,
      importId: ({ id, service }) => `${service}:${held.name}:${id}`,
      slots,
      fits: ({ service, status }, slot) =>
        slots.some((one) => one.key === slot && one.service === service && one.status === status),
      name: ({ service }, names) => names.take(serviceSlot(service)),
      write: ({ service, status }) => ({ service, ...inactive(status) }),
    },
    context,
  );
  return { patch: added === undefined ? {} : { serviceSpecificCredentials: added }, imports, left };
}

const inactive = (status: "Active" | "Inactive") => (status === "Inactive" ? { status } : {});

/** Terraform knows Active and Inactive; what has expired can do nothing any more. */
function withStatus<T extends { id: string; status: string }>(held: HeldUser, all: readonly T[], noun: string) {
  const known = (item: T): item is T & { status: "Active" | "Inactive" } => /^(Active|Inactive)$/.test(item.status);
  const left = all
    .filter((item) => !known(item))
    .map(({ id, status }) => `${noun} ${id} of ${held.name}: its status is ${status}, which no entry can say`);
  return { items: all.filter(known), left };
}
