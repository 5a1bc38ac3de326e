import { join } from "node:path";
import { otherLeavers } from "../../src/cli/pending/other-leavers";
import { AuditLog } from "../../src/leaving/audit-log/audit-log";
import { testdir } from "../testdir";

const ours = [{ stack: "users", account: { id: "123456789012", region: "us-east-1" } }];

/** What a deploy of `users` says of an apply of this stack and account that nobody has proved. */
function said(stack: string, accountId: string | undefined, proved = false): string[] {
  const file = join(testdir({}), "roster-audit.jsonl");
  const log = AuditLog.open(file);
  const about = { stack, planSha256: "ab12", runner: "ops", ...(accountId === undefined ? {} : { accountId }) };
  const devices = [{ serial: "arn:aws:iam::123456789012:mfa/bob-phone", user: "bob" }];
  log.append({ event: "apply begins", ...about, leaves: [{ user: "alice", userId: "AIDAALICE" }], devices });
  const proof = {
    runner: "ops",
    accountId: "123456789012",
    held: [],
    planSha256: "ab12",
    result: "gone",
    checks: [],
  } as const;
  if (proved) {
    log.append({ event: "removal", user: "alice", userId: "AIDAALICE", arn: "", ...proof });
    log.append({ event: "removal", user: "bob", arn: devices[0]?.serial ?? "", ...proof });
  }
  log.close();
  return otherLeavers(ours, file);
}

test("who left with another stack of the account is named", () => {
  expect(said("contractors", "123456789012")).toEqual([
    "alice, arn:aws:iam::123456789012:mfa/bob-phone: left with an apply of the stack contractors, and is not proved gone: roster verify",
  ]);
});

test.each([
  ["of this stack, which names them itself", "users", "123456789012", false],
  ["of another account", "contractors", "999988887777", false],
  ["of an account that nobody knows", "contractors", undefined, false],
  ["who is proved gone", "contractors", "123456789012", true],
])("nobody %s", (_name, stack, accountId, proved) => {
  expect(said(stack, accountId, proved)).toEqual([]);
});
