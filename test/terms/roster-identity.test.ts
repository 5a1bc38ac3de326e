import { identityIn, isSameRoster } from "../../src/terms/roster-identity";

const prod = { file: "accounts/prod.yaml", stack: "prod", account: "123456789012", project: "acme" };

test("an account or a project that was added since is no other roster", () => {
  const { account: _, project: __, ...before } = prod;
  expect([isSameRoster(before, prod), isSameRoster(prod, before), isSameRoster(prod, prod)]).toEqual([
    true,
    true,
    true,
  ]);
});

test.each(["file", "stack", "account", "project"])("another %s is another roster", (name) => {
  expect(isSameRoster(prod, { ...prod, [name]: "another" })).toBe(false);
});

test.each([undefined, null, 7, "prod", [], {}, { file: "a" }, { file: "", stack: "a" }])(
  "%j is no identity",
  (value) => {
    expect(identityIn(value)).toBeUndefined();
  },
);
