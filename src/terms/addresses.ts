/**
 * The name of a resource in Terraform, from the keys in `users.yaml`: `alice`, `alice--laptop`. An address is a
 * promise: changing it destroys and re-creates what it names, so this function never changes.
 *
 * `--` stands between keys only; whatever Terraform does not allow in a name, or could make two keys meet, is written
 * `_uHH_` with the character's code in hexadecimal (`jane.doe` is `jane_u2e_doe`). Two keys meet only where one of them
 * has `_u`, the code of a sign, and a sign (`_u2e.` and `.u2e_`): synthesis refuses a stack that has both.
 */
export function addressOf(...keys: readonly [string, ...string[]]): string {
  const name = keys.map((key) => key.replace(ambiguous, escapeOf)).join("--");
  return startsBadly(name) ? `${escapeOf(name[0] ?? "")}${name.slice(1)}` : name;
}

/** All but letters, digits, single hyphens inside the key, and underscores that do not begin an escape. */
const ambiguous = /[^A-Za-z0-9_-]|^-|-$|(?<=-)-|_(?=u[0-9a-f]+_)/gu;

/** Terraform wants a letter or an underscore first; JavaScript objects already have a `constructor`. */
function startsBadly(name: string): boolean {
  return /^[0-9]/.test(name) || ofEveryObject.has(name);
}

const ofEveryObject: ReadonlySet<string> = new Set(Object.getOwnPropertyNames(Object.prototype));

function escapeOf(character: string): string {
  return `_u${character.codePointAt(0)?.toString(16).padStart(2, "0")}_`;
}

/** The keys in the name of a resource: `jane_u2e_doe--laptop` is `jane.doe`, `laptop`. */
export function keysOf(name: string): [string, ...string[]] {
  const [first = "", ...others] = name.split("--");
  return [decode(first, true), ...others.map((key) => decode(key, false))];
}

function decode(key: string, first: boolean): string {
  if (!key.includes("_u")) return key;
  let text = "";
  let at = 0;
  while (at < key.length) {
    const found = escapeAt(key, at, first);
    // Names in IAM are ASCII: `j_ufc_u40_x` is `j_ufc@x` and not `jüu40_x`.
    const next =
      found === undefined || found < "\x7f" ? undefined : escapeAt(key, at + escapeOf(found).length - 1, first);
    const taken = next === undefined || next > "\x7f" ? found : undefined;
    text += taken ?? key[at];
    at += taken === undefined ? 1 : escapeOf(taken).length;
  }
  return text;
}

/** The character whose escape stands there; text that only looks like an escape, as others write it, is not one. */
function escapeAt(key: string, at: number, first: boolean): string | undefined {
  escapes.lastIndex = at;
  const code = Number.parseInt(escapes.exec(key)?.[1] ?? "0", 16);
  if (code === 0 || code > 0x10ffff) return undefined;
  const character = String.fromCodePoint(code);
  if (!key.startsWith(escapeOf(character), at)) return undefined;
  const plain = /[A-Za-z0-9]/.test(character);
  return plain && !(first && at === 0) ? undefined : character;
}

const escapes = /_u([0-9a-f]{2,6})_/y;

/** An address of Terraform in its parts. */
export interface Address {
  /** `module.people["a.b"]`; empty in the root module. */
  readonly module: string;
  readonly type: string;
  readonly name: string;
  /** Of `count` or `for_each`, as text. @default - the resource has neither */
  readonly index?: string;
}

/** Reads an address as Terraform writes it. @returns undefined when it is not the address of a managed resource */
export function readAddress(address: string): Address | undefined {
  let at = 0;
  for (let step = moduleAt(address, at); step !== undefined; step = moduleAt(address, at)) at = step;
  resource.lastIndex = at;
  const [, type, name, number, quoted] = resource.exec(address) ?? [];
  if (type === undefined || name === undefined) return undefined;
  const index = number ?? (quoted === undefined ? undefined : unquoted(quoted));
  return { module: address.slice(0, Math.max(0, at - 1)), type, name, ...(index === undefined ? {} : { index }) };
}

const resource = /(?!module\.|data\.)([^.[\]"\s]+)\.([^.[\]"\s]+)(?:\[(?:(\d+)|"((?:[^"\\]|\\.)*)")\])?$/suy;
const moduleStep = /module\.[^.[\]"\s]+(?:\[(?:\d+|"(?:[^"\\]|\\.)*")\])?\./suy;

function moduleAt(address: string, at: number): number | undefined {
  moduleStep.lastIndex = at;
  return moduleStep.test(address) ? moduleStep.lastIndex : undefined;
}

/** What an address names, whatever its `count` or `for_each`: `module.people["a.b"]` is `module.people`, as the configuration calls it. */
export function withoutIndexes(address: string): string {
  return address.replace(/\[(?:"(?:[^"\\]|\\.)*"|[^[\]"]*)\]/gs, "");
}

/** The text of a quoted index: Terraform writes `"`, `\`, line breaks and what cannot be printed with a backslash, and doubles `$` and `%` before `{`. */
function unquoted(text: string): string {
  return text.replace(
    /\\(?:u([0-9a-f]{4})|U([0-9a-f]{8})|(.))|([$%])\4(?=\{)/gs,
    (written, short, long, plain, sign) => {
      if (sign !== undefined) return sign;
      if (plain !== undefined) return { n: "\n", r: "\r", t: "\t" }[plain as string] ?? plain;
      const code = Number.parseInt(short ?? long, 16);
      return code <= 0x10ffff ? String.fromCodePoint(code) : written;
    },
  );
}

/**
 * The address of the user that a resource belongs to, as far as addresses tell: `aws_iam_user.alice` for
 * `aws_iam_virtual_mfa_device.alice--phone`, `module.team.aws_iam_user.people["bob.doe"]` for the same with another type.
 * @returns undefined when it is not the address of a managed resource
 */
export function ownerOf(address: string): string | undefined {
  const parts = readAddress(address);
  if (parts === undefined) return undefined;
  const { module, type, name } = parts;
  const start = module === "" ? 0 : module.length + 1;
  const index = address.slice(start + type.length + 1 + name.length);
  return `${address.slice(0, start)}aws_iam_user.${name.split("--")[0]}${index}`;
}

/** How people call a resource: its keys below its owner, or the index that another stack's `for_each` gives it. */
export function keyBelowOwner({ name, index }: Pick<Address, "name" | "index">): string {
  const [, ...below] = keysOf(name);
  return below.length > 0 ? below.join("/") : (index ?? keysOf(name)[0]);
}

/** The key of a user, group or policy itself. */
export function ownKey({ name, index }: Pick<Address, "name" | "index">): string {
  return index ?? keysOf(name).join("--");
}

/** The keys of a managed policy in addresses: ARNs lose what all have in common, AWS's own are told apart by `aws`. */
export function policyKeys(reference: { kind: "named"; key: string } | { kind: "arn"; arn: string }): string[] {
  if (reference.kind === "named") return [reference.key];
  const parts = /^arn:aws:iam::([^:]*):policy\/(.+)$/.exec(reference.arn);
  return parts === null ? ["arn", reference.arn] : [parts[1] ?? "", parts[2] ?? ""];
}
