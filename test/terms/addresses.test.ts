import fc from "fast-check";
import {
  addressOf,
  keyBelowOwner,
  keysOf,
  ownerOf,
  ownKey,
  policyKeys,
  readAddress,
  withoutIndexes,
} from "../../src/terms/addresses";

type Keys = [string, ...string[]];

/** Each of these is in somebody's state: a change here destroys and re-creates a person. */
const golden: readonly (readonly [Keys, string])[] = [
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
  [["bob_ua@example.com"], "bob_ua_u40_example_u2e_com"],
  [["bob_ufc@example.com"], "bob_ufc_u40_example_u2e_com"],
  [["jürgen"], "j_ufc_rgen"],
  [["user+tag@example.com"], "user_u2b_tag_u40_example_u2e_com"],
  [["bob", "aws", "job-function/Billing"], "bob--aws--job-function_u2f_Billing"],
];

describe("an address is a promise", () => {
  test.each(golden)("%j is %s", (keys, expected) => {
    expect(addressOf(...keys)).toBe(expected);
  });

  test.each(golden)("%j is read from %s", (keys, name) => {
    expect(keysOf(name)).toEqual(keys);
  });

  // What users.yaml allows in a key, and what looks like an escape.
  const key = fc.oneof(
    fc.stringMatching(/^[A-Za-z0-9_+=,.@-]{1,8}$/),
    fc.stringMatching(/^[-_u2ed]{1,6}$/),
    fc.stringMatching(/^[-_u2e.@]{1,8}$/),
    fc.constantFrom("constructor", "toString", "valueOf", "1", "-", "--", "_", "_u2d_", "u2d_"),
  );
  const keys = fc.array(key, { minLength: 1, maxLength: 3 }) as fc.Arbitrary<Keys>;
  /** `_u2e.` is written as `.u2e_` is: who has both in one stack is told so. */
  const meets = (each: Keys) => each.some((one) => /_u[2-7][0-9a-f](?=[^A-Za-z0-9_-]|-$|--)/.test(one));

  test("what is written is read back", () => {
    fc.assert(
      fc.property(keys, (written) => {
        fc.pre(!meets(written));
        expect(keysOf(addressOf(...written))).toEqual(written);
      }),
      { numRuns: 5000 },
    );
  });

  test("no two lists of keys meet, and Terraform allows every one", () => {
    fc.assert(
      fc.property(keys, keys, (first, second) => {
        fc.pre(!meets(first) && !meets(second));
        const one = addressOf(...first);
        expect(one).toMatch(/^[A-Za-z_][A-Za-z0-9_-]*$/);
        expect(one in Object.prototype).toBe(false);
        expect(one === addressOf(...second)).toBe(JSON.stringify(first) === JSON.stringify(second));
      }),
      { numRuns: 5000 },
    );
  });

  test("two keys that do meet are read as one of them", () => {
    expect([addressOf("_u2e."), addressOf(".u2e_"), keysOf("_u2e_u2e_")]).toEqual([
      "_u2e_u2e_",
      "_u2e_u2e_",
      [".u2e_"],
    ]);
  });

  test.each(["name_u_x", "a_u2E_b", "a_u002e_b", "a_u61_b", "a_uffffff_b", "a_u00_b", "_u", "a_u2e"])(
    "%s, which somebody else chose, is not an escape",
    (name) => expect(keysOf(name)).toEqual([name]),
  );
});

describe("an address in its parts", () => {
  test.each([
    ["aws_iam_user.alice", { module: "", type: "aws_iam_user", name: "alice" }],
    ["aws_iam_user.people[3]", { module: "", type: "aws_iam_user", name: "people", index: "3" }],
    [
      'module.team["x.y"].module.z.aws_iam_user.people["bob.doe"]',
      { module: 'module.team["x.y"].module.z', type: "aws_iam_user", name: "people", index: "bob.doe" },
    ],
    [
      String.raw`aws_iam_user.people["a\"]b\\.c\nd$${"{e}"}\u200b"]`,
      { module: "", type: "aws_iam_user", name: "people", index: 'a"]b\\.c\nd${e}\u200b' },
    ],
    ["module.a[0].aws_iam_user.x", { module: "module.a[0]", type: "aws_iam_user", name: "x" }],
  ])("%s", (address, parts) => {
    expect(readAddress(address)).toEqual(parts);
  });

  test.each(["", "alice", "module.a", "data.aws_iam_user.alice", "aws_iam_user.alice[", 'aws_iam_user.a["b"].c'])(
    "%j is not the address of a managed resource",
    (address) => {
      expect(readAddress(address)).toBeUndefined();
      expect(ownerOf(address)).toBeUndefined();
    },
  );

  test("is read in linear time, whatever it is", () => {
    const long = `${"module.a[".repeat(20_000)}"${'\\"'.repeat(20_000)}`;
    expect(readAddress(long)).toBeUndefined();
  });
});

describe("the owner of a resource", () => {
  test.each([
    ["aws_iam_virtual_mfa_device.alice--phone", "aws_iam_user.alice"],
    ["aws_iam_user_login_profile.alice", "aws_iam_user.alice"],
    ["aws_iam_user.alice", "aws_iam_user.alice"],
    ["module.team.aws_iam_access_key.alice--laptop", "module.team.aws_iam_user.alice"],
    ['aws_iam_virtual_mfa_device.people["bob.doe"]', 'aws_iam_user.people["bob.doe"]'],
    ['aws_iam_virtual_mfa_device.people["jane.doe"]', 'aws_iam_user.people["jane.doe"]'],
    ['module.t["a--b.c"].aws_iam_access_key.x--y["d--e.f"]', 'module.t["a--b.c"].aws_iam_user.x["d--e.f"]'],
  ])("of %s is %s", (address, owner) => {
    expect(ownerOf(address)).toBe(owner);
  });

  test("two people of a for_each are never one, whatever their keys", () => {
    const quoted = fc.string({ minLength: 1, maxLength: 6 }).map((text) => JSON.stringify(text));
    fc.assert(
      fc.property(quoted, quoted, (one, other) => {
        const device = ownerOf(`aws_iam_virtual_mfa_device.people[${one}]`);
        expect(device).toBe(`aws_iam_user.people[${one}]`);
        expect(device === `aws_iam_user.people[${other}]`).toBe(one === other);
      }),
    );
  });
});

test("what people call a resource is its key below its owner, else its index, else its name", () => {
  expect(keyBelowOwner({ name: "jane_u2e_doe--laptop" })).toBe("laptop");
  expect(keyBelowOwner({ name: "bob--aws--job-function_u2f_Billing" })).toBe("aws/job-function/Billing");
  expect(keyBelowOwner({ name: "people", index: "bob.doe" })).toBe("bob.doe");
  expect(keyBelowOwner({ name: "jane_u2e_doe" })).toBe("jane.doe");
  expect(ownKey({ name: "people", index: "bob.doe" })).toBe("bob.doe");
  expect(ownKey({ name: "jane_u2e_doe" })).toBe("jane.doe");
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

test.each([
  ["module.people", "module.people"],
  ["module.people[0].module.keys", "module.people.module.keys"],
  ['module.people["a.b"]', "module.people"],
  ['module.people["a]b"].module.keys', "module.people.module.keys"],
  ['module.people["say \\"hi\\"]"]', "module.people"],
  ["aws_iam_user.people[each.key].name", "aws_iam_user.people.name"],
])("what is called in %s is %s", (address, called) => {
  expect(withoutIndexes(address)).toBe(called);
});

test("indexes are taken out in linear time, whatever a plan calls its modules", () => {
  for (const part of ["[", '["', '["\\', "[1", '["\\[']) {
    const address = part.repeat(300_000);
    expect(withoutIndexes(address)).toHaveLength(address.length);
  }
});
