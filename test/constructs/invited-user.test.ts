import { invitedUser } from "../../constructs/invited-user";
import type { User } from "../../src/roster/roster";

const zoe = {
  key: "zoe",
  name: "zoe",
  path: "/people/",
  groups: ["developers"],
  accessKeys: [{ key: "a" }],
} as unknown as User;
const resourceOf = (user: User) => JSON.stringify(invitedUser(user, "aws-cn").inlinePolicies[0]?.document);

test("has what enrols, and nothing else of the entry", () => {
  const made = invitedUser(zoe, "aws-cn");
  expect([made.groups, made.accessKeys, made.managedPolicies]).toEqual([
    [],
    [],
    [{ kind: "arn", arn: "arn:aws-cn:iam::aws:policy/IAMUserChangePassword" }],
  ]);
  expect(resourceOf(zoe)).toContain('"arn:aws-cn:iam::*:user/people/zoe"');
});

test("a path is no wildcard and no variable", () => {
  expect(resourceOf({ ...zoe, path: "/*/${aws:username}?/" })).toContain(
    '"arn:aws-cn:iam::*:user/${*}/${$}{aws:username}${?}/zoe"',
  );
});
