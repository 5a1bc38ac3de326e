import fc from "fast-check";
import { address, policyKeys } from "../../constructs/addresses";

describe("an address is a promise", () => {
  test.each([
    [["alice"], "alice"],
    [["alice", "laptop"], "alice--laptop"],
    [["deploy-bot", "ci"], "deploy-bot--ci"],
    [["jane.doe"], "jane_u2e_doe"],
    [["janedoe"], "janedoe"],
    [["jane_doe"], "jane_doe"],
    [["Default"], "Default"],
    [["Resource"], "Resource"],
    [["1pass"], "_u31_pass"],
    [["constructor"], "_u63_onstructor"],
    [["a--b"], "a-_u2d_b"],
    [["a-", "b"], "a_u2d_--b"],
    [["a", "-b"], "a--_u2d_b"],
    [["_u2e_"], "_u5f_u2e_"],
    [["user+tag@example.com"], "user_u2b_tag_u40_example_u2e_com"],
    [["bob", "aws", "job-function/Billing"], "bob--aws--job-function_u2f_Billing"],
  ] as const)("%j is %s", (keys, expected) => {
    expect(address(...(keys as unknown as [string, ...string[]]))).toBe(expected);
  });

  const key = fc.oneof(
    fc.stringMatching(/^[A-Za-z0-9_+=,.@-]{1,8}$/),
    fc.stringMatching(/^[-_u2ed]{1,6}$/),
    fc.constantFrom("constructor", "toString", "valueOf", "1", "-", "--", "_", "_u2d_", "u2d_"),
  );
  const keys = fc
    .tuple(key, fc.option(key, { nil: undefined }))
    .map((pair) => pair.filter((each) => each !== undefined));

  test("no two lists of keys meet, and Terraform allows every one", () => {
    fc.assert(
      fc.property(keys, keys, (first, second) => {
        const one = address(...(first as [string, ...string[]]));
        const other = address(...(second as [string, ...string[]]));
        expect(one).toMatch(/^[A-Za-z_][A-Za-z0-9_-]*$/);
        expect(one in Object.prototype).toBe(false);
        expect(one === other).toBe(JSON.stringify(first) === JSON.stringify(second));
      }),
      { numRuns: 3000 },
    );
  });
});

describe("the keys of a managed policy", () => {
  test.each([
    [{ kind: "named", key: "self-manage-mfa" }, ["self-manage-mfa"]],
    [{ kind: "arn", arn: "arn:aws:iam::aws:policy/ReadOnlyAccess" }, ["aws", "ReadOnlyAccess"]],
    [{ kind: "arn", arn: "arn:aws:iam::aws:policy/job-function/Billing" }, ["aws", "job-function/Billing"]],
    [{ kind: "arn", arn: "arn:aws:iam::123456789012:policy/x" }, ["123456789012", "x"]],
    [{ kind: "arn", arn: "arn:aws-cn:iam::aws:policy/x" }, ["arn", "arn:aws-cn:iam::aws:policy/x"]],
  ] as const)("%j", (reference, expected) => {
    expect(policyKeys(reference)).toEqual(expected);
  });
});
