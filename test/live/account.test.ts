import type { OpenAccount } from "../../src/aws/account";
import { openAccount } from "../../src/aws/account";
import { Limiter, mapLimited } from "../../src/aws/concurrency";
import { AccessDenied, CallFailed, Interrupted, ListingFailed } from "../../src/aws/failures";
import { look } from "../../src/aws/outcome";
import { listAll } from "../../src/aws/paging";
import { createSandbox, type Sandbox, sandboxEnvironment } from "../../src/sandbox/index";

let sandbox: Sandbox;
let env: NodeJS.ProcessEnv;
const opened: OpenAccount[] = [];

beforeEach(async () => {
  sandbox = createSandbox();
  env = sandboxEnvironment(await sandbox.listen());
});

afterEach(async () => {
  for (const account of opened.splice(0)) await account.close();
  await sandbox.close();
});

function open(more: Partial<Parameters<typeof openAccount>[0]> = {}): OpenAccount {
  const account = openAccount({ env, patience: { attempts: 10, delayMs: 10 }, ...more });
  opened.push(account);
  return account;
}

async function people(account: OpenAccount, count: number): Promise<void> {
  await mapLimited([...Array(count).keys()], 50, (n) => account.call("iam:CreateUser", { UserName: `person-${n}` }));
}

test("a list is read to its last page, and the calls are counted by action", async () => {
  const account = open();
  await people(account, 250);
  const users = await listAll(account, "iam:ListUsers", { MaxItems: 100 }, "Users");
  expect(users).toHaveLength(250);
  expect(account.counts()).toEqual({ "iam:CreateUser": 250, "iam:ListUsers": 3 });
});

test("a throttled account is asked again, and everything comes in the end", async () => {
  const account = open();
  await people(account, 100);
  sandbox.setFaults({ throttle: 0.3 });
  const asked = await Promise.all(
    [...Array(100).keys()].map((n) => account.call("iam:GetUser", { UserName: `person-${n}` })),
  );
  expect(asked.map(({ User }) => User?.UserName)).toEqual([...Array(100).keys()].map((n) => `person-${n}`));
  expect(account.retries()).toBeGreaterThan(20);
});

test("fails when the account stays busy: the list is an error, not a short list", async () => {
  const account = open({ patience: { attempts: 10, delayMs: 1 } });
  await people(account, 3);
  sandbox.setFaults({ throttle: 1 });
  const failure = await listAll(account, "iam:ListUsers", {}, "Users").catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(ListingFailed);
  expect((failure as Error).message).toBe(
    "iam:ListUsers failed: Throttling: Rate exceeded (after 0 whole pages; a partial list is not used) (tried 10 times)\n" +
      "   The account is busy: run the command again later, or with a lower --concurrency.",
  );
});

test("fails when a later page cannot be read: the pages before it are not used", async () => {
  const account = open();
  await people(account, 3);
  let pages = 0;
  const breaking: OpenAccount = {
    ...account,
    call: async (action, input, options) => {
      if (++pages === 2) throw new CallFailed(action, "ServiceFailure", "The request processing has failed", 8);
      return account.call(action, input, options);
    },
  };
  await expect(listAll(breaking, "iam:ListUsers", { MaxItems: 2 }, "Users")).rejects.toThrow(
    new ListingFailed(new CallFailed("iam:ListUsers", "ServiceFailure", "The request processing has failed", 8), 1),
  );
});

test("a denied look is neither found nor absent", async () => {
  const account = open();
  await people(account, 1);
  sandbox.setFaults({ deny: ["iam:ListAccessKeys"] });
  const keys = (UserName: string) =>
    look(`access keys of ${UserName}`, () => listAll(account, "iam:ListAccessKeys", { UserName }, "AccessKeyMetadata"));
  expect(await keys("person-0")).toEqual({
    kind: "could not check",
    what: "access keys of person-0",
    permission: "iam:ListAccessKeys",
    words: expect.stringContaining("is not authorized to perform: iam:ListAccessKeys"),
  });
  sandbox.setFaults({});
  expect(await keys("person-0")).toEqual({ kind: "found", value: [] });
  expect(await keys("nobody")).toEqual({ kind: "absent" });
  await expect(account.call("iam:GetUser", { UserName: "nobody" })).rejects.toThrow(
    new CallFailed("iam:GetUser", "NoSuchEntity", "The user with name nobody cannot be found."),
  );
});

test("an answer that is lost on the way is asked for again", async () => {
  const account = open();
  await people(account, 1);
  sandbox.setFaults({ lostResponse: { GetUser: 1 } });
  expect((await account.call("iam:GetUser", { UserName: "person-0" })).User?.UserName).toBe("person-0");
  expect(account.retries()).toBe(1);
});

test("at most so many calls run at a time", async () => {
  let running = 0;
  let most = 0;
  const account = open({ concurrency: 3, onCall: () => running-- });
  const limiter = new Limiter(3);
  const call = () =>
    limiter.run(async () => {
      most = Math.max(most, ++running);
      await account.call("iam:ListUsers", {});
    });
  await Promise.all([...Array(40)].map(call));
  expect(most).toBeLessThanOrEqual(3);
  expect(most).toBeGreaterThan(1);
});

test("stopped by its signal, it asks nothing more", async () => {
  const stop = new AbortController();
  const account = open({ signal: stop.signal, onCall: (_action, calls) => calls === 5 && stop.abort() });
  await expect(people(account, 100)).rejects.toThrow(new Interrupted());
  expect(account.counts()["iam:CreateUser"]).toBeLessThan(20);
});

test("all five services answer, each action by its name", async () => {
  const account = open();
  expect((await account.call("sts:GetCallerIdentity", {})).Account).toBe("123456789012");
  expect(await listAll(account, "kms:ListKeys", {}, "Keys")).toEqual([]);
  expect((await listAll(account, "cloudtrail:LookupEvents", {}, "Events")).length).toBeGreaterThanOrEqual(0);
  expect(await listAll(account, "s3:ListBuckets", {}, "Buckets")).toEqual([]);
  expect(Object.keys(account.counts())).toEqual([
    "cloudtrail:LookupEvents",
    "kms:ListKeys",
    "s3:ListBuckets",
    "sts:GetCallerIdentity",
  ]);
});

test("fails when nothing answers, and says where to look", async () => {
  const account = open({ env: { ...env, AWS_ENDPOINT_URL_IAM: "http://127.0.0.1:1" } });
  const failure = await account.call("iam:ListUsers", {}).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(CallFailed);
  expect(failure).not.toBeInstanceOf(AccessDenied);
  expect((failure as Error).message).toContain("Nothing answers there: is AWS_ENDPOINT_URL right");
});

test("the role of the roster is assumed, with its external id", async () => {
  const admin = open();
  const trust = {
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { AWS: "arn:aws:iam::123456789012:root" },
        Action: "sts:AssumeRole",
        Condition: { StringEquals: { "sts:ExternalId": "acme-prod" } },
      },
    ],
  };
  await admin.call("iam:CreateRole", { RoleName: "iam-roster", AssumeRolePolicyDocument: JSON.stringify(trust) });
  const roleArn = "arn:aws:iam::123456789012:role/iam-roster";
  const role = open({ assumeRole: { roleArn, externalId: "acme-prod", sessionName: "roster" } });
  expect((await role.call("sts:GetCallerIdentity", {})).Arn).toBe(
    "arn:aws:sts::123456789012:assumed-role/iam-roster/roster",
  );
  const stranger = open({ assumeRole: { roleArn, externalId: "acme" } });
  await expect(stranger.call("sts:GetCallerIdentity", {})).rejects.toBeInstanceOf(AccessDenied);
});
