import { by } from "../text/by";
import { validationError } from "./errors";

export interface PageRequest {
  readonly Marker?: string;
  readonly MaxItems?: number;
}

export interface Page<T> {
  readonly IsTruncated: boolean;
  readonly Marker: string | undefined;
  readonly items: readonly T[];
}

const DEFAULT_PAGE_SIZE = 100;
/** A marker is at most 320 characters when it comes back; names are short, a serial number with a long path is not. */
const LONGEST_KEY = 180;

function writeMarker(list: string, key: string, index: number): string {
  const where = key.length > LONGEST_KEY ? `#${index}` : `=${key}`;
  return Buffer.from(`${list}${where}`, "utf8").toString("base64url");
}

function readMarker(list: string, marker: string): { after?: string; index?: number } {
  const text = Buffer.from(marker, "base64url").toString("utf8");
  const rest =
    text.startsWith(list) && Buffer.from(text, "utf8").toString("base64url") === marker ? text.slice(list.length) : "";
  if (rest.startsWith("=")) return { after: rest.slice(1) };
  if (/^#\d+$/.test(rest)) return { index: Number(rest.slice(1)) };
  throw validationError("Invalid Marker.");
}

const byKey = by<{ readonly key: string }>(({ key }) => key);

/**
 * One page of a list, in the order of its keys. A marker names the last key of its page, so that a list that shrinks
 * while it is read skips nothing; it is good for the list that gave it out alone.
 * @param list says which list it is, `ListUsers`
 */
export function paginate<T>(
  list: string,
  all: readonly T[],
  keyOf: (item: T) => string,
  request: PageRequest,
): Page<T> {
  const sorted = all.map((item) => ({ key: keyOf(item), item })).sort(byKey);
  let start = 0;
  if (request.Marker !== undefined) {
    const { after, index } = readMarker(list, request.Marker);
    if (after === undefined) start = index ?? 0;
    else {
      const next = sorted.findIndex(({ key }) => key > after);
      start = next < 0 ? sorted.length : next;
    }
  }
  const end = start + (request.MaxItems ?? DEFAULT_PAGE_SIZE);
  const page = sorted.slice(start, end);
  const last = page.at(-1);
  const IsTruncated = end < sorted.length;
  const Marker = IsTruncated && last ? writeMarker(list, last.key, end) : undefined;
  return { IsTruncated, Marker, items: page.map(({ item }) => item) };
}

/** A page as AWS writes it: `IsTruncated`, the list, then `Marker`. */
export function listing<T>(name: string, page: Page<T>, write: (item: T) => unknown): object {
  const { IsTruncated, Marker, items } = page;
  return { IsTruncated, [name]: items.map(write), Marker };
}
