import type { ImportBlock } from "../../../constructs/import-blocks";
import type { GroupAdoption, PolicyAdoption, UserAdoption } from "../../adopt/adoption";
import { type ForgottenLeaver, forgottenLeavers, notImported } from "../../adopt/forgotten-leaver";
import { adoptGroups } from "../../adopt/groups";
import { adoptPolicies, referenceBy } from "../../adopt/policies";
import { type Excluded, type Left, leftBy, type Part, type Remark, titleOf } from "../../adopt/thing";
import { adoptUser, userThing } from "../../adopt/user";
import type { LiveAccount } from "../../aws/account";
import { Slots } from "../../roster/write/slots";
import { by } from "../../text/by";
import { shellWord } from "../../text/shell-word";
import { Entries, lower } from "./entries";
import { withinEntry, withoutAdditions } from "./mend";
import { misnamedDevices } from "./misnamed";
import { type Found, readAccount } from "./read";
import type { AdoptionContext, AdoptionRequest } from "./request";

/** What is to be written, before it is proved. */
export interface AdoptionPlan {
  readonly users: readonly UserAdoption[];
  readonly groups: readonly GroupAdoption[];
  readonly policies: readonly PolicyAdoption[];
  readonly imports: readonly ImportBlock[];
  /** Who was to leave, and is taken back to be removed: no part of the roster. */
  readonly leavers: readonly ForgottenLeaver[];
  /** IAM names of all who were to leave with an earlier apply and are still there, taken back now or known to the state. */
  readonly leaving: readonly string[];
  /** ARNs of customer managed policies that stay where they are. */
  readonly referred: readonly string[];
  /** What of it can stay outside alone. */
  readonly parts: readonly Part[];
  /** What is not taken over. */
  readonly left: readonly Left[];
  readonly remarks: readonly Remark[];
  /** `guards.managedPoliciesPerUser`, where the account's quota is higher than the roster knows. */
  readonly managedPoliciesPerUser?: number;
}

/** Reads the account and decides, entry by entry, what takes it over. @throws UsageError, AccessDenied, CallFailed */
export async function planAdoption(
  account: LiveAccount,
  request: AdoptionRequest,
  context: AdoptionContext,
): Promise<AdoptionPlan> {
  return decide(await readAccount(account, request, context), request, context);
}

const TAKE_BACK =
  "it was leaving with an earlier apply: roster adopt --mend takes it back to be removed, roster adopt with its name keeps it";
const WHICH =
  "one of that name was leaving, and no record has its UserId: delete it by hand, or keep it with roster adopt and its name";

/** @param more what cannot be imported, as it turned out */
export function decide(
  found: Found,
  request: AdoptionRequest,
  context: AdoptionContext,
  more: Excluded = new Map(),
): AdoptionPlan {
  const excluded = new Map([...found.elsewhere, ...more]);
  const { roster, state } = context;
  const { mend } = request;
  const { policies, left: referenced } = adoptPolicies(found.policies, { ...context, excluded });
  const referenceOf = referenceBy(policies, context);
  const groups = adoptGroups(found.groups, { roster, state, referenceOf, excluded, take: request.takeGroups });
  const users = adoptUsers(found, groups, { request, context, referenceOf, excluded });
  const all = [...policies, ...groups, ...users];
  const fresh = new Set(users.flatMap(({ known, name }) => (known || mend !== undefined ? [] : [name])));
  const adopted = found.users.filter(({ name }) => fresh.has(name));
  const most = adopted.reduce((max, { managedPolicies }) => Math.max(max, managedPolicies.length), 0);
  const isAdopted = (one: PolicyAdoption | GroupAdoption) => one.entry !== undefined || one.imports.length > 0;
  return {
    users,
    groups: groups.filter(isAdopted),
    policies: policies.filter(isAdopted),
    imports: all.flatMap(({ imports }) => imports).sort(by(({ to }) => to)),
    leavers: forgottenLeavers(found.leavers, context),
    leaving: [...found.leaving, ...found.unidentified].sort(),
    referred: mend === undefined ? found.policiesInUse.filter((arn) => referenceOf(arn).kind === "arn") : [],
    parts: all.flatMap(({ parts }) => parts),
    left: [
      ...found.outside,
      ...(mend === undefined && request.names.length === 0
        ? found.leaving.map((name) => ({ ...userThing(name), reason: TAKE_BACK }))
        : []),
      ...found.unidentified.map((name) => ({ ...userThing(name), reason: WHICH })),
      ...found.leavers.flatMap(notImported),
      ...found.users.flatMap(({ name }) => {
        const out = leftBy(excluded, userThing(name));
        return out === undefined
          ? []
          : [{ ...out, reason: `${out.reason}; once that has changed: roster adopt ${shellWord(name)}` }];
      }),
      ...referenced,
      ...[...policies, ...users, ...groups].flatMap(({ left }) => left),
    ],
    remarks: misnamedDevices(adopted, found.everybody),
    ...(most > roster.guards.managedPoliciesPerUser ? { managedPoliciesPerUser: most } : {}),
  };
}

interface Decided {
  readonly request: AdoptionRequest;
  readonly context: AdoptionContext;
  readonly referenceOf: ReturnType<typeof referenceBy>;
  readonly excluded: Excluded;
}

function adoptUsers(found: Found, groups: readonly GroupAdoption[], decided: Decided): UserAdoption[] {
  const { request, context, referenceOf, excluded } = decided;
  const { roster, state, defaults } = context;
  const { mend } = request;
  const entries = new Entries(roster, state);
  const groupKeys = new Map([
    ...roster.groups.map(({ key, name }) => [lower(name), key] as const),
    ...found.groups.map(({ name }, at) => [lower(name), groups[at]?.key ?? name] as const),
  ]);
  const slots = new Slots(roster.users.map(({ key }) => key));
  const shared = { defaults, state, groupKeys, referenceOf, excluded };
  return found.users
    .filter(({ name }) => !excluded.has(titleOf(userThing(name))))
    .map((user) => {
      const entry = entries.of(user.name);
      const key = entry?.key ?? slots.take(user.name);
      if (mend === undefined) return adoptUser(user, { ...shared, entry, key });
      const found = withinEntry(user, entry, groupKeys);
      return withoutAdditions(adoptUser(found, { ...shared, entry, key, cutOff: true }), mend);
    })
    .filter(({ imports }) => imports.length > 0);
}
