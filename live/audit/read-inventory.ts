import type { OpenAccount } from "../account";
import { mapLimited } from "../concurrency";
import { Blind, look } from "../outcome";
import { listAll } from "../paging";
import { readAuthorizationDetails, tagsOf, type UserDetail } from "./authorization-details";
import { type CredentialReport, parseCredentialReport } from "./credential-report";
import { type FetchOptions, fetchCredentialReport } from "./fetch-report";
import type { Inventory, Person } from "./inventory";

export interface InventoryOptions extends FetchOptions {
  /** Calls that the whole audit may make; what would go beyond is left out, and said to be. @default 5000 */
  readonly maxCalls?: number | undefined;
  /** What is being done. */
  readonly onStep?: ((text: string) => void) | undefined;
}

/** Questions that only a call for each user answers. */
const PER_USER = 2;

/**
 * Reads a whole account: the credential report, the authorization details and the listing of virtual MFA devices tell
 * nearly all; only SSH keys and service-specific credentials need calls for each user.
 */
export async function readInventory(account: OpenAccount, options: InventoryOptions = {}): Promise<Inventory> {
  const { onStep = () => {}, maxCalls = 5_000 } = options;
  const blind = new Blind();
  const notes: string[] = [];
  onStep("the credential report is being made");
  const fetched = blind.value(
    await look("passwords, keys and last use", () => fetchCredentialReport(account, options)),
    undefined,
  );
  onStep("groups, policies and tags are being read");
  const details = blind.value(await look("users, groups and tags", () => readAuthorizationDetails(account)), undefined);
  const devices = blind.value(
    await look("virtual MFA devices", () =>
      listAll(account, "iam:ListVirtualMFADevices", { AssignmentStatus: "Assigned" }, "VirtualMFADevices"),
    ),
    undefined,
  );
  const report = fetched === undefined ? undefined : parseCredentialReport(fetched.csv);
  const serials = new Map<string, string[]>();
  for (const { User, SerialNumber } of devices ?? []) {
    const name = User?.UserName ?? "";
    if (SerialNumber !== undefined) serials.set(name, [...(serials.get(name) ?? []), SerialNumber]);
  }
  const people = merge(report, details?.users, notes).map((person) => ({
    ...person,
    virtualDevices: devices === undefined ? undefined : (serials.get(person.name) ?? []),
  }));
  const spent = Object.values(account.counts()).reduce((sum, calls) => sum + calls, 0);
  if (spent + people.length * PER_USER > maxCalls) {
    const cost = `${people.length * PER_USER} calls more than the ${spent} so far, of ${maxCalls} allowed (--max-calls)`;
    notes.push(`SSH keys and service-specific credentials were not looked at: ${cost}.`);
    return done(people);
  }
  onStep(
    `SSH keys and service-specific credentials of ${people.length} ${people.length === 1 ? "user" : "users"} are being read`,
  );
  return done(await mapLimited(people, 16, (person) => withOwnKeys(account, person, blind)));

  function done(all: readonly Person[]): Inventory {
    return {
      accountId: report?.accountId ?? /^arn:[^:]+:iam::(\d{12}):/.exec(all[0]?.arn ?? "")?.[1],
      root: report?.root,
      people: all,
      reportTime: fetched?.generated,
      couldNotLook: oncePerPermission(blind),
      notes,
    };
  }
}

/** Users of the details are those that exist now; the report may be four hours old. */
function merge(
  report: CredentialReport | undefined,
  details: readonly UserDetail[] | undefined,
  notes: string[],
): Person[] {
  const unseen = { virtualDevices: undefined, sshKeyIds: undefined, serviceCredentials: undefined };
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
      details: { created, tags: tagsOf(detail.Tags), groups: detail.GroupList ?? [] },
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

async function withOwnKeys(account: OpenAccount, person: Person, blind: Blind): Promise<Person> {
  const UserName = person.name;
  const ssh = await look("SSH keys", () => listAll(account, "iam:ListSSHPublicKeys", { UserName }, "SSHPublicKeys"));
  const credentials = await look("service-specific credentials", () =>
    listAll(account, "iam:ListServiceSpecificCredentials", { UserName }, "ServiceSpecificCredentials"),
  );
  return {
    ...person,
    sshKeyIds: blind.value(ssh, undefined)?.flatMap(({ SSHPublicKeyId }) => SSHPublicKeyId ?? []),
    serviceCredentials: blind
      .value(credentials, undefined)
      ?.map(({ ServiceSpecificCredentialId: id = "", ServiceName: service = "" }) => ({ id, service })),
  };
}

/** Thousands of users with the same answer are one answer. */
function oncePerPermission(blind: Blind) {
  return [...new Map(blind.all().map((one) => [`${one.what} ${one.permission}`, one])).values()];
}
