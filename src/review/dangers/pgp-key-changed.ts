import type { LoginProfile, Slot, User } from "../../roster/roster";
import { type CredentialKind, credentialKinds, kinds } from "../../terms/kinds";
import { credentialName } from "../credential";
import type { Concern, Context, DangerRule } from "../danger";
import type { Credential } from "../model/credential";
import type { Person } from "../model/person";

export const pgpKeyChanged: DangerRule = {
  id: "pgp-key-changed",
  severity: "warning",
  summary: "A new secret is encrypted for a PGP key that the user did not have before.",
  why: "Whoever holds that key reads the secret: a change that exchanges it and adds a slot hands the user over.",
  fix: "Check with the owner that the key is theirs, or exchange the key first and add the slot in a later change.",
  opener: "roster",
  check: (context) =>
    context.people.flatMap((person) => {
      const before = context.rosters.user("before", person.key);
      const after = context.rosters.user("after", person.key);
      if (before === undefined || after === undefined) return [];
      const known = new Set(encrypting.flatMap((kind) => held(before, kind).flatMap(({ pgpKey }) => pgpKey ?? [])));
      if (known.size === 0) return [];
      return person.credentials.flatMap((credential) => concernOf(credential, person, { context, after, known }));
    }),
};

const encrypting = credentialKinds.filter((kind) => kinds[kind].secret === "pgp");

interface Compared {
  readonly context: Context;
  readonly after: User;
  readonly known: ReadonlySet<string>;
}

function concernOf(credential: Credential, person: Person, { context, after, known }: Compared): Concern[] {
  const { kind, key, change, address } = credential;
  if (change !== "created" && change !== "replaced") return [];
  const pgpKey = held(after, kind).find((slot) => !("key" in slot) || slot.key === key)?.pgpKey;
  if (pgpKey === undefined || known.has(pgpKey) || !encrypting.includes(kind)) return [];
  const { section } = kinds[kind];
  const place = context.rosters.placeBelowUser(person.key, section, ...(key === undefined ? [] : [key]), "pgpKey");
  const message = `${credentialName(credential)} of ${person.name} is made for a PGP key that ${person.name} did not have before`;
  const { before: was = [], after: is = [] } = person.access?.power ?? {};
  const powerful = person.type === "break-glass" || was.length + is.length > 0;
  return [{ message, person, place, address, severity: powerful ? "error" : undefined }];
}

function held(user: User, kind: CredentialKind): readonly (Slot | LoginProfile)[] {
  const entries: readonly Slot[] | LoginProfile | undefined = user[kinds[kind].section];
  if (entries === undefined) return [];
  return isSlots(entries) ? entries : [entries];
}

function isSlots(entries: readonly Slot[] | LoginProfile): entries is readonly Slot[] {
  return Array.isArray(entries);
}
