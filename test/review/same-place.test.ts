import { judgedBy } from "./edited";
import { alice, bob, bot, emergency, roster } from "./rosters";

const users = [alice, bob, bot, emergency];
const carol = bob.replaceAll("bob", "carol");
const at = (account: string) => roster(users, { account });
const account = (before: string, after: string) =>
  judgedBy("account-changed", "account-changed", { before: at(before), after: at(after) });
const here = '{ id: "123456789012", region: us-east-1 }';
const role = (arn: string) => `{ id: "123456789012", region: us-east-1, assumeRole: { roleArn: "${arn}" } }`;

test("fails when the account is another one, is no longer pinned, or lies in another partition", async () => {
  expect(await account('{ id: "210987654321", region: us-east-1 }', here)).toEqual([
    "users.yaml:2 error: account.id is changed from 210987654321 to 123456789012",
  ]);
  expect(await account(here, "{ region: us-east-1 }")).toEqual([
    "users.yaml:2 error: account.id 123456789012 is removed: the plan is applied in whatever account it is run for",
  ]);
  expect(await account(here, '{ id: "123456789012", region: cn-north-1 }')).toEqual([
    "users.yaml:2 error: account.region is changed from us-east-1 to cn-north-1, in the partition aws-cn instead of aws",
  ]);
});

test("a role of another account closes, another role of the same one is a warning", async () => {
  const [own, other, foreign] = ["123456789012:role/roster", "123456789012:role/admin", "210987654321:role/roster"].map(
    (name) => `arn:aws:iam::${name}`,
  );
  expect(await account(role(own ?? ""), role(foreign ?? ""))).toEqual([
    `users.yaml:2 error: account.assumeRole.roleArn is changed from ${own} to ${foreign}: a role of another account`,
  ]);
  expect(await account(role(own ?? ""), role(other ?? ""))).toEqual([
    `users.yaml:2 warning: account.assumeRole.roleArn is changed from ${own} to ${other}`,
  ]);
  expect(await account(here, role(own ?? ""))).toEqual([
    `users.yaml:2 warning: account.assumeRole.roleArn is changed from none to ${own}`,
  ]);
});

test("fails when the state has users of another account than the roster, with one side alone too", async () => {
  const after = at('{ id: "210987654321", region: us-east-1 }');
  expect(await judgedBy("account-changed", "account-changed", { before: null, after })).toEqual([
    "users.yaml:2 error: the state has users of account 123456789012, and account.id is 210987654321",
  ]);
});

test("does not report another region, an account that is pinned now, or nothing at all", async () => {
  expect(await account(here, '{ id: "123456789012", region: eu-central-1 }')).toEqual([]);
  expect(await account("{ region: us-east-1 }", here)).toEqual([]);
  expect(await account(here, here)).toEqual([]);
  expect(await judgedBy("account-changed", "account-changed", { before: null, after: null })).toEqual([]);
});

const s3 = (settings: string) =>
  `backend: { s3: { bucket: acme-state, key: iam.tfstate, region: us-east-1${settings} } }\n`;
const backend = (before: string, after: string, was: readonly string[] = users) =>
  judgedBy("backend-changed", "backend-changed", {
    before: roster(was, { more: before }),
    after: roster(users, { more: after }),
  });

test("another place of the state is a warning, and fails when somebody is removed whom the plan does not delete", async () => {
  expect(await backend("", s3(""))).toEqual(["users.yaml:11 warning: backend (local before, s3 after) is changed"]);
  expect(await backend(s3(""), s3(", useLockfile: false"))).toEqual([
    "users.yaml:11 warning: backend.s3.useLockfile is changed",
  ]);
  expect(await backend(s3(""), "", [...users, carol])).toEqual([
    "users.yaml:1 error: backend (s3 before, local after) is changed, and carol is removed from users.yaml and not deleted by the plan",
  ]);
});

test("does not report a backend that stays, nor who leaves with it", async () => {
  expect(await backend(s3(""), s3(""), [...users, carol])).toEqual([]);
  expect(await backend("", "")).toEqual([]);
});
