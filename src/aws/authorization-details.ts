import type { LiveAccount, Output } from "./account";
import { AccessDenied, CallFailed, ListingFailed } from "./failures";

type Page = Output<"iam:GetAccountAuthorizationDetails">;
export type UserDetail = NonNullable<Page["UserDetailList"]>[number];
export type GroupDetail = NonNullable<Page["GroupDetailList"]>[number];

export type RoleDetail = NonNullable<Page["RoleDetailList"]>[number];
export type PolicyDetail = NonNullable<Page["Policies"]>[number];

export interface AuthorizationDetails {
  readonly users: readonly UserDetail[];
  readonly groups: readonly GroupDetail[];
  /** Empty where only users and groups were asked for. */
  readonly roles: readonly RoleDetail[];
  /** Managed policies with their documents: those of the account, and those of AWS that are in use. */
  readonly policies: readonly PolicyDetail[];
}

const withoutDocuments = ["User", "Group"] as const;
const withDocuments = ["User", "Group", "Role", "LocalManagedPolicy", "AWSManagedPolicy"] as const;

/**
 * Users with their groups, policies and tags, and groups with their policies, a thousand entities a call; roles and the documents
 * of managed policies where they are asked for.
 * @throws ListingFailed when a page cannot be had: a partial list is not used
 * @throws AccessDenied
 */
export async function readAuthorizationDetails(
  account: LiveAccount,
  { documents = false }: { readonly documents?: boolean } = {},
): Promise<AuthorizationDetails> {
  const filter = documents ? withDocuments : withoutDocuments;
  const [users, groups, roles, policies]: [UserDetail[], GroupDetail[], RoleDetail[], PolicyDetail[]] = [
    [],
    [],
    [],
    [],
  ];
  const seen = new Set<string>();
  let marker: string | undefined;
  for (let pages = 0; ; pages++) {
    const page = await readPage(account, filter, marker, pages);
    users.push(...(page.UserDetailList ?? []));
    groups.push(...(page.GroupDetailList ?? []));
    roles.push(...(page.RoleDetailList ?? []));
    policies.push(...(page.Policies ?? []));
    if (page.IsTruncated !== true) return { users, groups, roles, policies };
    marker = page.Marker;
    if (!marker || seen.has(marker)) throw broken(pages + 1);
    seen.add(marker);
  }
}

async function readPage(
  account: LiveAccount,
  filter: typeof withDocuments | typeof withoutDocuments,
  marker: string | undefined,
  pages: number,
): Promise<Page> {
  const where = marker === undefined ? {} : { Marker: marker };
  try {
    return await account.call("iam:GetAccountAuthorizationDetails", {
      Filter: [...filter],
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
