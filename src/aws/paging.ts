import type { LiveAccount } from "./account";
import type { Action, Input, Output } from "./actions";
import { AccessDenied, CallFailed, isAbsent, ListingFailed } from "./failures";

type Items<A extends Action, Name extends keyof Output<A>> =
  NonNullable<Output<A>[Name]> extends readonly (infer T)[] ? T[] : never;

/** The answer of a listing, as far as paging goes: IAM and KMS say `Marker`, CloudTrail `NextToken`, Access Analyzer `nextToken`, ListBuckets a token. */
interface Page {
  readonly IsTruncated?: boolean;
  readonly Truncated?: boolean;
  readonly Marker?: string;
  readonly NextMarker?: string;
  readonly NextToken?: string;
  readonly nextToken?: string;
  readonly ContinuationToken?: string;
}

export interface ListOptions {
  /** Ends the list early: for histories, where the newest entries are enough. @default - to the last page */
  readonly atMost?: number;
  readonly region?: string | undefined;
}

/**
 * Reads a list to its last page: `listAll(account, "iam:ListUsers", {}, "Users")`.
 * @throws ListingFailed when a page cannot be had, or says that there is more and not where
 * @throws AccessDenied; CallFailed NoSuchEntity for a list of something that is not there
 */
export async function listAll<A extends Action, Name extends keyof Output<A>>(
  account: LiveAccount,
  action: A,
  input: Input<A>,
  member: Name,
  { atMost = Number.POSITIVE_INFINITY, region }: ListOptions = {},
): Promise<Items<A, Name>> {
  const items: unknown[] = [];
  const pageSize = action.startsWith("iam:") ? { MaxItems: 1000 } : {};
  const seen = new Set<string>();
  let where: object = {};
  for (let pages = 0; ; pages++) {
    const asked = { ...pageSize, ...(input as object), ...where } as Input<A>;
    const output = await account.call(action, asked, { region }).catch((error: unknown) => {
      const partial = error instanceof CallFailed && !(error instanceof AccessDenied) && !isAbsent(error);
      throw partial ? new ListingFailed(error, pages) : error;
    });
    items.push(...((output[member] as unknown[] | undefined) ?? []));
    const next = nextPage(action, output as Page);
    if (next === undefined || items.length >= atMost) return items.slice(0, atMost) as Items<A, Name>;
    const text = JSON.stringify(next);
    if (seen.has(text)) throw broken(action, "the same page came twice", pages + 1);
    seen.add(text);
    where = next;
  }
}

function nextPage(action: string, page: Page): object | undefined {
  if (page.NextToken) return { NextToken: page.NextToken };
  if (page.nextToken) return { nextToken: page.nextToken };
  // Other listings of S3 repeat here the token that they were given; they are not read.
  if (page.ContinuationToken && action === "s3:ListBuckets") return { ContinuationToken: page.ContinuationToken };
  const marker = page.NextMarker ?? page.Marker;
  if (page.IsTruncated !== true && page.Truncated !== true) return undefined;
  if (!marker) throw broken(action, "the list is truncated, but has no marker for the next page", 1);
  return { Marker: marker };
}

function broken(action: string, words: string, pages: number): ListingFailed {
  return new ListingFailed(new CallFailed(action, "BrokenListing", words), pages);
}
