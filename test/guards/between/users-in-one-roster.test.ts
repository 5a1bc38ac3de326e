import { between } from "./between";

const account = (id: string) => `account: { id: "${id}" }`;
const alice = "users:\n  alice: { type: human, owner: alice@example.com }";
const named = "users:\n  al: { type: human, owner: alice@example.com, name: ALICE }";
const users = (one: string, two: string) => between("users-in-one-roster", one, two);

test("reports a user of both, by the name in IAM and in whatever letters", async () => {
  const [one, two] = [`${account("123456789012")}\n${alice}`, `${account("123456789012")}\n${named}`];
  expect(await users(one, two)).toBe(
    "4:3 error the user alice is also in two.yaml:4:3, for the same account 123456789012",
  );
});

test("takes the account of the role that is assumed for that of the roster", async () => {
  const role = "account: { assumeRole: { roleArn: arn:aws:iam::123456789012:role/iam-roster } }";
  expect(await users(`${account("123456789012")}\n${alice}`, `${role}\n${alice}`)).toBe(
    "4:3 error the user alice is also in two.yaml:4:3, for the same account 123456789012",
  );
  expect(await users(`${account("210987654321")}\n${alice}`, `${role}\n${alice}`)).toBe("");
});

test("reports a user of both where nothing says that it is another account", async () => {
  const words = "the user alice is also in two.yaml:3:3, and nothing says that it is for another account";
  expect(await users(`${account("123456789012")}\n${alice}`, alice)).toBe(`4:3 error ${words}`);
  expect(await users(alice, alice)).toBe(`3:3 error ${words}`);
});

test("does not report the same name in two accounts, or two names in one", async () => {
  expect(await users(`${account("123456789012")}\n${alice}`, `${account("210987654321")}\n${alice}`)).toBe("");
  const bob = alice.replaceAll("alice", "bob");
  expect(await users(`${account("123456789012")}\n${alice}`, `${account("123456789012")}\n${bob}`)).toBe("");
});
