import { type Audit, audit } from "../../src/audit/audit";
import { contextOf } from "../../src/audit/context";
import { questionsFor } from "../../src/audit/questions";
import { type InventoryOptions, readInventory } from "../../src/audit/read-inventory";
import { auditFormats } from "../../src/audit/render/index";
import type { OpenAccount, Output } from "../../src/aws/account";
import { CallFailed, Interrupted, ListingFailed } from "../../src/aws/failures";
import type { Roster } from "../../src/roster/index";
import { REPORT_COLUMNS } from "../../src/sandbox/credential-report";
import { loaded } from "./audit-people";
import { denied, fakeAccount } from "./fake-account";

const today = "2026-11-21";
const DATE = "2025-01-01T00:00:00Z";
const nameOf = (at: number) => `user-${String(at).padStart(4, "0")}`;

type Answers = Parameters<typeof fakeAccount>[0];

/** Users with a password in use and one old access key each; the roster may know them or not. */
function crowd(size: number, answers: Answers = {}): OpenAccount {
  const names = Array.from({ length: size }, (_, at) => nameOf(at));
  const rows = names.map((name) => [
    ...[name, `arn:aws:iam::123456789012:user/${name}`, DATE, "true", "2026-11-20T00:00:00Z", DATE, "N/A", "true"],
    ...["true", DATE, "2026-11-20T00:00:00Z", "us-east-1", "s3"],
    ...["false", "N/A", "N/A", "N/A", "N/A", "false", "N/A", "false", "N/A"],
  ]);
  const report = [[...REPORT_COLUMNS], ...rows].map((row) => row.join(",")).join("\n");
  const UserDetailList = names.map((UserName) => ({
    ...{ UserName, Arn: `arn:aws:iam::123456789012:user/${UserName}`, CreateDate: new Date(DATE) },
    Tags: [{ Key: "Owner", Value: "ops" }],
  }));
  return fakeAccount({
    "iam:GenerateCredentialReport": () => ({ State: "COMPLETE" }),
    "iam:GetCredentialReport": () => ({
      Content: Buffer.from(report),
      GeneratedTime: new Date("2026-11-21T09:00:00Z"),
    }),
    "iam:GetAccountAuthorizationDetails": ({ Marker, MaxItems = 100 }) => {
      const from = Number(Marker ?? 0);
      const IsTruncated = from + MaxItems < size;
      return {
        UserDetailList: UserDetailList.slice(from, from + MaxItems),
        IsTruncated,
        ...(IsTruncated ? { Marker: String(from + MaxItems) } : {}),
      };
    },
    "iam:ListVirtualMFADevices": () => ({ VirtualMFADevices: [], IsTruncated: false }),
    "iam:ListServiceSpecificCredentials": () => ({ ServiceSpecificCredentials: [], IsTruncated: false }),
    "iam:ListSSHPublicKeys": () => ({ SSHPublicKeys: [], IsTruncated: false }),
    "iam:ListAccessKeys": ({ UserName = "" }) => ({
      AccessKeyMetadata: [{ AccessKeyId: keyOf(UserName), Status: "Active", CreateDate: new Date(DATE) }],
      IsTruncated: false,
    }),
    ...answers,
  });
}

const keyOf = (name: string) => `AKIA${name.replace(/\W/g, "").toUpperCase().padStart(16, "0")}`;

async function auditOf(account: OpenAccount, roster?: Roster, options: InventoryOptions = {}): Promise<Audit> {
  const questions: InventoryOptions["questions"] = (inventory) => questionsFor(contextOf({ inventory, roster, today }));
  const inventory = await readInventory(account, { pollMs: 1, questions, ...options });
  return audit({ inventory, roster, today });
}

const total = (account: OpenAccount) => Object.values(account.counts()).reduce((sum, calls) => sum + calls, 0);

async function rosterOf(names: readonly string[], more = ""): Promise<Roster> {
  const entries = names.map(
    (name) => `  ${name}: { type: service, owner: ops, loginProfile: {}, accessKeys: { a: {} } }`,
  );
  return loaded(`${entries.join("\n")}${more}`);
}

describe("calls", () => {
  const roster = loaded(
    Array.from(
      { length: 5_000 },
      (_, at) => `  ${nameOf(at)}: { type: service, owner: ops, accessKeys: { a: {} } }`,
    ).join("\n"),
  );

  test("5,000 users in the roster: 5,000 calls, and who came last is said in every format", async () => {
    const account = crowd(5_000);
    const found = await auditOf(account, await roster);
    expect(account.counts()).toEqual({
      "iam:GenerateCredentialReport": 1,
      "iam:GetCredentialReport": 1,
      "iam:GetAccountAuthorizationDetails": 5,
      "iam:ListVirtualMFADevices": 1,
      "iam:ListServiceSpecificCredentials": 1,
      "iam:ListSSHPublicKeys": 4_991,
    });
    expect(total(account)).toBe(5_000);
    const last = Array.from({ length: 9 }, (_, at) => nameOf(4_991 + at));
    const words = "the audit may make 5000 calls (--max-calls), and none was left";
    expect(found.couldNotLook.map((one) => ({ ...one, users: one.users?.slice(0, 9) }))).toEqual([
      { what: "SSH keys", users: last, words },
      { what: "access keys by id", users: Array.from({ length: 9 }, (_, at) => nameOf(at)), words },
    ]);
    const said = `SSH keys of 9 users (${last.join(", ")}); ${words}`;
    const keys =
      "access keys by id of 5,000 users (user-0000, user-0001, user-0002, user-0003, user-0004, user-0005, user-0006, user-0007, user-0008, user-0009 and 4,990 more, which --json names)";
    for (const text of [said, keys]) {
      expect(auditFormats.text?.(found)).toContain(`Could not check: ${text}`);
      expect(auditFormats.html?.(found)).toContain(`Could not check: ${text}`);
    }
    for (const name of last) {
      expect(auditFormats.csv?.(found)).toContain(
        `could-not-look,high,${name},could not check: SSH keys,"${words}",\r\n`,
      );
    }
    expect(JSON.parse(auditFormats.json?.(found) ?? "").couldNotLook[1].users).toHaveLength(5_000);
  }, 60_000);

  test("with calls enough nobody is left out", async () => {
    const account = crowd(5_000);
    const found = await auditOf(account, await roster, { maxCalls: 20_000 });
    expect(found.couldNotLook).toEqual([]);
    expect(total(account)).toBe(10_009);
  }, 60_000);

  test("without a roster only ids are asked for, since nothing would follow from SSH keys of users at work", async () => {
    const account = crowd(206);
    const found = await auditOf(account);
    expect(account.counts()).toMatchObject({ "iam:ListAccessKeys": 206 });
    expect([total(account), account.counts()["iam:ListSSHPublicKeys"]]).toEqual([211, undefined]);
    expect(found.couldNotLook).toEqual([]);
  });

  test("those are asked first whom it concerns most: made by hand, about to leave, then the rest", async () => {
    const asked: string[] = [];
    const note = (what: string) => (input: { UserName?: string | undefined }) => {
      asked.push(`${what} ${input.UserName}`);
      return { SSHPublicKeys: [], AccessKeyMetadata: [], IsTruncated: false };
    };
    const account = crowd(4, { "iam:ListSSHPublicKeys": note("ssh"), "iam:ListAccessKeys": note("key") });
    const leaving =
      "\n  user-0003: { type: human, owner: ops, accessKeys: { a: {} }, suspended: { since: 2026-11-01, reason: Contract ended, ticket: HR-1 } }";
    const byHand = "\n  user-0002: { type: service, owner: ops }";
    await auditOf(account, await rosterOf(["user-0001"], `${byHand}${leaving}`));
    expect(asked).toEqual([
      ...["key user-0002", "ssh user-0003", "ssh user-0001", "ssh user-0002"],
      ...["key user-0000", "key user-0001"],
    ]);
  });

  test("no call is made beyond the limit, however small", async () => {
    const account = crowd(3);
    const found = await auditOf(account, await rosterOf(["user-0000", "user-0001"]), { maxCalls: 6 });
    expect(total(account)).toBe(6);
    expect(found.couldNotLook.map(({ what, users }) => [what, users])).toEqual([
      ["SSH keys", ["user-0001"]],
      ["access keys by id", ["user-0000", "user-0001", "user-0002"]],
    ]);
    expect(found.findings.map(({ message }) => message)).toContain(
      "access key 1 is 689 days old (created on 2025-01-01)",
    );
  });
});

describe("service-specific credentials of all users at once", () => {
  const credential = (at: number) => ({
    ...{ UserName: nameOf(at % 3), ServiceName: "codecommit.amazonaws.com", Status: "Active" as const },
    ...{
      ServiceUserName: "x",
      ServiceSpecificCredentialId: `ACCA${String(at).padStart(17, "0")}`,
      CreateDate: new Date(DATE),
    },
  });

  test("are read to the last page", async () => {
    const asked: unknown[] = [];
    const account = crowd(3, {
      "iam:ListServiceSpecificCredentials": (input) => {
        asked.push(input);
        const first = input.Marker === undefined;
        return {
          ServiceSpecificCredentials: first ? [credential(0)] : [credential(1), credential(3)],
          ...(first ? { IsTruncated: true, Marker: "more" } : { IsTruncated: false }),
        };
      },
    });
    const { people } = await readInventory(account, { pollMs: 1 });
    expect(asked).toEqual([
      { MaxItems: 1000, AllUsers: true },
      { MaxItems: 1000, AllUsers: true, Marker: "more" },
    ]);
    expect(people.map(({ serviceCredentials }) => serviceCredentials?.map(({ id }) => id))).toEqual([
      ["ACCA00000000000000000", "ACCA00000000000000003"],
      ["ACCA00000000000000001"],
      [],
    ]);
  });

  const could = async (answer: Answers["iam:ListServiceSpecificCredentials"]) => {
    const account = crowd(3, answer === undefined ? {} : { "iam:ListServiceSpecificCredentials": answer });
    const { couldNotLook, people } = await readInventory(account, { pollMs: 1 });
    expect(people.map(({ serviceCredentials }) => serviceCredentials)).toEqual([undefined, undefined, undefined]);
    return couldNotLook;
  };

  test("that may not be read are not seen, and the permission is named", async () => {
    expect(await could(() => denied("iam:ListServiceSpecificCredentials"))).toMatchObject([
      { what: "service-specific credentials", permission: "iam:ListServiceSpecificCredentials" },
    ]);
  });

  const old = "the endpoint does not list them for all users at once (InvalidAction)";

  test("are not seen where an older endpoint answers with the caller's own", async () => {
    expect(await could(() => ({ ServiceSpecificCredentials: [credential(1)] }))).toEqual([
      { what: "service-specific credentials", words: old },
    ]);
  });

  test.each(["ValidationError", "InvalidInput", "InvalidAction"])(
    "are not seen where the endpoint says %s",
    async (code) => {
      const refuse = () => {
        throw new CallFailed("iam:ListServiceSpecificCredentials", code, "AllUsers?");
      };
      expect(await could(refuse)).toEqual([
        { what: "service-specific credentials", words: old.replace("InvalidAction", code) },
      ]);
    },
  );

  test("fails when the list breaks off: a part of it is never used", async () => {
    const answer: Answers["iam:ListServiceSpecificCredentials"] = ({ Marker }) => {
      if (Marker !== undefined) throw new CallFailed("iam:ListServiceSpecificCredentials", "ServiceFailure", "oops");
      return { ServiceSpecificCredentials: [credential(0)], IsTruncated: true, Marker: "more" };
    };
    await expect(could(answer)).rejects.toThrow(ListingFailed);
  });
});

test("SSH keys that may not be read of some users are said to be of these", async () => {
  const account = crowd(3, {
    "iam:ListSSHPublicKeys": ({ UserName }) =>
      UserName === "user-0001" ? denied("iam:ListSSHPublicKeys") : { SSHPublicKeys: [], IsTruncated: false },
  });
  const found = await auditOf(account, await rosterOf(["user-0000", "user-0001", "user-0002"]));
  expect(found.couldNotLook).toMatchObject([
    { what: "SSH keys", users: ["user-0001"], permission: "iam:ListSSHPublicKeys" },
  ]);
  expect(auditFormats.text?.(found)).toContain(
    "Could not check: SSH keys of 1 user (user-0001); it needs iam:ListSSHPublicKeys\n",
  );
});

test("a user that was deleted meanwhile says nothing", async () => {
  const gone = () => {
    throw new CallFailed("iam:ListAccessKeys", "NoSuchEntity", "The user with name user-0000 cannot be found.");
  };
  const found = await auditOf(crowd(1, { "iam:ListAccessKeys": gone }));
  expect([found.couldNotLook, found.findings.map(({ message }) => message)]).toEqual([
    [],
    ["access key 1 is 689 days old (created on 2025-01-01)"],
  ]);
});

describe("the credential report is asked for until there is one", () => {
  const failing = (code: string) => () => {
    throw new CallFailed("iam:GetCredentialReport", code, "");
  };
  const complete = (): Partial<Output<"iam:GenerateCredentialReport">> => ({ State: "COMPLETE" });

  /** The report as the crowd has it, after the states given. */
  async function reportAfter(generate: (() => object)[], get: (() => object)[]): Promise<Record<string, number>> {
    const real = crowd(1);
    const next = (queue: (() => object)[], action: "iam:GenerateCredentialReport" | "iam:GetCredentialReport") => () =>
      (queue.shift() ?? (() => real.call(action, {})))() as never;
    const account = crowd(1, {
      "iam:GenerateCredentialReport": next([...generate], "iam:GenerateCredentialReport"),
      "iam:GetCredentialReport": next([...get], "iam:GetCredentialReport"),
    });
    const { reportTime, people } = await readInventory(account, { pollMs: 1 });
    expect([reportTime, people[0]?.report?.user]).toEqual(["2026-11-21T09:00:00.000Z", "user-0000"]);
    return account.counts();
  }

  test.each([
    "ReportExpired",
    "ReportNotPresent",
    "ReportInProgress",
    "CredentialReportExpired",
    "CredentialReportNotReady",
  ])("%s when it is read: it is made again", async (code) => {
    expect(await reportAfter([complete], [failing(code)])).toMatchObject({
      "iam:GenerateCredentialReport": 2,
      "iam:GetCredentialReport": 2,
    });
  });

  test("STARTED and INPROGRESS: it is not read before it is COMPLETE", async () => {
    const states = ["STARTED", "INPROGRESS", "INPROGRESS"].map((State) => () => ({ State }));
    expect(await reportAfter(states, [])).toMatchObject({
      "iam:GenerateCredentialReport": 4,
      "iam:GetCredentialReport": 1,
    });
  });

  test("fails when it is never ready, and says after how long", async () => {
    const account = crowd(1, { "iam:GenerateCredentialReport": () => ({ State: "INPROGRESS" }) });
    await expect(readInventory(account, { pollMs: 5, timeoutMs: 30 })).rejects.toThrow(
      "iam:GetCredentialReport failed: ReportInProgress: the credential report was not ready after 0 s; run the command again",
    );
  });

  test("fails when it is interrupted while it waits", async () => {
    const account = crowd(1, { "iam:GenerateCredentialReport": () => ({ State: "INPROGRESS" }) });
    const stop = new AbortController();
    const reading = readInventory(account, { pollMs: 60_000, signal: stop.signal });
    setTimeout(() => stop.abort(), 10);
    await expect(reading).rejects.toThrow(Interrupted);
  });

  test("fails when AWS fails otherwise: no finding is drawn from nothing", async () => {
    const account = crowd(1, { "iam:GetCredentialReport": failing("ServiceFailure") });
    await expect(readInventory(account, { pollMs: 1 })).rejects.toThrow(
      "iam:GetCredentialReport failed: ServiceFailure",
    );
  });
});
