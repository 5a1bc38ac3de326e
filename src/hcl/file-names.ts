import { createHash } from "node:crypto";

/** No file system takes names of more than 255 bytes. */
const longest = 200;

/**
 * The files of users, by their addresses: `user-alice.tf`. Where two differ only by case, all but the one in small
 * letters have their capitals written as addresses write what they escape, since the two would meet on many machines.
 */
export function userFileNames(addresses: readonly string[]): ReadonlyMap<string, string> {
  const owners = new Map<string, number>();
  for (const address of addresses) owners.set(address.toLowerCase(), (owners.get(address.toLowerCase()) ?? 0) + 1);
  return new Map(
    addresses.map((address) => {
      const alone = owners.get(address.toLowerCase()) === 1;
      return [
        address,
        `user-${shorten(notAnOverride(alone ? address : address.replace(/[A-Z]/g, escapeCharacter)))}.tf`,
      ];
    }),
  );
}

/** Terraform merges files whose names end in `_override.tf` into others instead of adding them. */
function notAnOverride(name: string): string {
  return name.replace(/(?<=_overrid)e$/i, escapeCharacter);
}

function shorten(name: string): string {
  if (name.length <= longest) return name;
  const digest = createHash("sha256").update(name).digest("hex").slice(0, 16);
  return `${name.slice(0, longest - digest.length - 1)}-${digest}`;
}

function escapeCharacter(character: string): string {
  return `_u${character.charCodeAt(0).toString(16)}_`;
}
