import type { OpenAccount } from "../aws/account";
import { readAuthorizationDetails, tagsOf, type UserDetail } from "../aws/authorization-details";
import { type CredentialReport, parseCredentialReport } from "../aws/credential-report";
import { type FetchOptions, fetchCredentialReport } from "../aws/fetch-report";
import { Blind, look } from "../aws/outcome";
import { listAll } from "../aws/paging";
import { groupBy } from "../text/group-by";
import { describeUnread, powersOf } from "./account-powers";
import type { Inventory, NotSeen, Person } from "./inventory";
import { type CloserOptions, lookCloser } from "./look-closer";
import type { Question } from "./questions";
import { readServiceCredentials } from "./service-credentials";

export interface InventoryOptions extends FetchOptions, CloserOptions {
  /** What to ask about single users, now that the whole account is known. @default - nothing */
  readonly questions?: ((inventory: Inventory) => readonly Question[]) | undefined;
}

/**
 * Reads a whole account: the credential report, the authorization details and the listings of virtual MFA devices and
 * of service-specific credentials answer for everybody. Only SSH keys, and the ids of access keys, need calls for single
 * users.
 */
export async function readInventory(account: OpenAccount, options: InventoryOptions = {}): Promise<Inventory> {
  const { onStep = () => {}, questions = () => [] } = options;
  const blind = new Blind();
  const notes: string[] = [];
  onStep("the credential report is being made");
  const fetched = blind.value(
    await look("passwords, keys and last use", () => fetchCredentialReport(account, options)),
    undefined,
  );
  onStep("groups, policies and tags are being read");
  const details = blind.value(
    await look("users, groups and tags", () => readAuthorizationDetails(account, { documents: true })),
    undefined,
  );
  const devices = blind.value(
    await look("virtual MFA devices", () =>
      listAll(account, "iam:ListVirtualMFADevices", { AssignmentStatus: "Assigned" }, "VirtualMFADevices"),
    ),
    undefined,
  );
  const credentials = await readServiceCredentials(account);
  const powers = details === undefined ? undefined : powersOf(details);
  const report = fetched === undefined ? undefined : parseCredentialReport(fetched.csv);
  const byUser = groupBy(devices ?? [], ({ User }) => User?.UserName ?? "");
  const people = merge(report, details?.users, notes).map((person) => ({
    ...person,
    ways: powers?.ways.get(person.arn),
    virtualDevices:
      devices === undefined
        ? undefined
        : (byUser.get(person.name) ?? []).flatMap(({ SerialNumber }) => SerialNumber ?? []),
    serviceCredentials: "words" in credentials ? undefined : (credentials.get(person.name) ?? []),
  }));
  const inventory: Inventory = {
    accountId: report?.accountId ?? /^arn:[^:]+:iam::(\d{12}):/.exec(people[0]?.arn ?? "")?.[1],
    root: report?.root,
    people,
    reportTime: fetched?.generated,
    couldNotLook: [...blind.all(), ...("words" in credentials ? [credentials] : []), ...unreadOf(powers?.unread ?? [])],
    notes,
  };
  return lookCloser(account, inventory, questions(inventory), options);
}

/** A policy that is not read may make an administrator: that is not "nobody". */
function unreadOf(unread: readonly string[]): NotSeen[] {
  if (unread.length === 0) return [];
  return [{ what: "who can become administrator", words: describeUnread(unread) }];
}

/** Users of the details are those that exist now; the report may be four hours old. */
function merge(
  report: CredentialReport | undefined,
  details: readonly UserDetail[] | undefined,
  notes: string[],
): Person[] {
  const unseen = {
    virtualDevices: undefined,
    serviceCredentials: undefined,
    sshKeyIds: undefined,
    accessKeys: undefined,
  };
  const rows = new Map(report?.users.map((row) => [row.user, row]));
  if (details === undefined) {
    return [...rows.values()].map((row) => ({
      name: row.user,
      arn: row.arn,
      report: row,
      details: undefined,
      ...unseen,
    }));
  }
  const people = details.map((detail): Person => {
    const name = detail.UserName ?? "";
    const created = detail.CreateDate?.toISOString();
    const row = rows.get(name);
    // A name that was given to somebody new says nothing about the new user.
    const same =
      row?.created === undefined || created === undefined || row.created.slice(0, 19) === created.slice(0, 19);
    return {
      name,
      arn: detail.Arn ?? "",
      report: same ? row : undefined,
      details: { userId: detail.UserId, created, tags: tagsOf(detail.Tags), groups: detail.GroupList ?? [] },
      ...unseen,
    };
  });
  const fresh = report === undefined ? [] : people.filter((person) => person.report === undefined);
  if (fresh.length > 0) {
    const names = fresh.map(({ name }) => name).join(", ");
    notes.push(`Made after the credential report, so their passwords and keys were not looked at: ${names}.`);
  }
  return people;
}
