interface Address {
  readonly bits: 32 | 128;
  readonly value: bigint;
}

/** Whether an address lies in a network, `203.0.113.0/24` or `2001:db8::/32`; an address alone is a network of one. */
export function inNetwork(network: string, address: string): boolean {
  const [base = "", length, ...rest] = network.split("/");
  const [first, second] = [parseAddress(base), parseAddress(address)];
  if (rest.length > 0 || first === undefined || second === undefined || first.bits !== second.bits) return false;
  if (length !== undefined && !/^\d{1,3}$/.test(length)) return false;
  const prefix = length === undefined ? first.bits : Number(length);
  if (prefix > first.bits) return false;
  const shift = BigInt(first.bits - prefix);
  return first.value >> shift === second.value >> shift;
}

/** Whether all addresses of one network lie in another one. */
export function networkCovers(wide: string, narrow: string): boolean {
  const [base = "", length] = narrow.split("/");
  if (!inNetwork(wide, base)) return false;
  const bits = base.includes(":") ? 128 : 32;
  const prefix = (text: string | undefined) => (text === undefined ? bits : Number(text));
  return prefix(wide.split("/")[1]) <= prefix(length);
}

function parseAddress(text: string): Address | undefined {
  const value = text.includes(":") ? parseV6(text) : parseV4(text);
  return value === undefined ? undefined : { bits: text.includes(":") ? 128 : 32, value };
}

function parseV4(text: string): bigint | undefined {
  const parts = text.split(".");
  if (parts.length !== 4 || !parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part) && Number(part) < 256))
    return undefined;
  return parts.reduce((value, part) => (value << 8n) | BigInt(part), 0n);
}

/** Eight groups; `::` stands once for the zeros that are left out, and the last two may be written as an IPv4 address. */
function parseV6(text: string): bigint | undefined {
  const halves = text.split("::");
  if (halves.length > 2) return undefined;
  const [head, tail] = [groupsOf(halves[0] ?? "", halves.length === 1), groupsOf(halves[1] ?? "", true)];
  if (head === undefined || tail === undefined) return undefined;
  const missing = 8 - head.length - tail.length;
  if (halves.length === 1 ? missing !== 0 : missing < 1) return undefined;
  return [...head, ...Array<bigint>(missing).fill(0n), ...tail].reduce((value, group) => (value << 16n) | group, 0n);
}

function groupsOf(text: string, isEnd: boolean): bigint[] | undefined {
  if (text === "") return [];
  const groups: bigint[] = [];
  const parts = text.split(":");
  for (const [index, part] of parts.entries()) {
    const v4 = isEnd && index === parts.length - 1 && part.includes(".") ? parseV4(part) : undefined;
    if (v4 !== undefined) groups.push(v4 >> 16n, v4 & 0xffffn);
    else if (/^[\da-f]{1,4}$/i.test(part)) groups.push(BigInt(`0x${part}`));
    else return undefined;
  }
  return groups;
}
