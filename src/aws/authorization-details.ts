import type { LiveAccount, Output } from "./account";
import { AccessDenied, CallFailed, ListingFailed } from "./failures";

type Page = Output<"iam:GetAccountAuthorizationDetails">;
export type UserDetail = NonNullable<Page["UserDetailList"]>[number];
export type GroupDetail = NonNullable<Page["GroupDetailList"]>[number];

export interface AuthorizationDetails {
  readonly users: readonly UserDetail[];
  readonly groups: readonly GroupDetail[];
}

/**
 * Users with their groups, policies and tags, and groups with their policies, a thousand entities a call.
 * @throws ListingFailed when a page cannot be had: a partial list is not used
 * @throws AccessDenied
 */
export async function readAuthorizationDetails(account: LiveAccount): Promise<AuthorizationDetails> {
  const users: UserDetail[] = [];
  const groups: GroupDetail[] = [];
  const seen = new Set<string>();
  let marker: string | undefined;
  for (let pages = 0; ; pages++) {
    const page = await readPage(account, marker, pages);
    users.push(...(page.UserDetailList ?? []));
    groups.push(...(page.GroupDetailList ?? []));
    if (page.IsTruncated !== true) return { users, groups };
    marker = page.Marker;
    if (!marker || seen.has(marker)) throw broken(pages + 1);
    seen.add(marker);
  }
}

async function readPage(account: LiveAccount, marker: string | undefined, pages: number): Promise<Page> {
  const where = marker === undefined ? {} : { Marker: marker };
  try {
    return await account.call("iam:GetAccountAuthorizationDetails", {
      Filter: ["User", "Group"],
      MaxItems: 1000,
      ...where,
    });
  } catch (error) {
    if (error instanceof CallFailed && !(error instanceof AccessDenied)) throw new ListingFailed(error, pages);
    throw error;
  }
}

function broken(pages: number): ListingFailed {
  const words = "the list is truncated, but has no marker for the next page";
  return new ListingFailed(new CallFailed("iam:GetAccountAuthorizationDetails", "BrokenListing", words), pages);
}

export function tagsOf(tags: UserDetail["Tags"]): Record<string, string> {
  return Object.fromEntries((tags ?? []).map(({ Key = "", Value = "" }) => [Key, Value]));
}
