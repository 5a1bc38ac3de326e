import { storedState } from "../../src/plan/stored-state";

const user = (...names: string[]) => ({
  ...{ mode: "managed", type: "aws_iam_user", name: "people" },
  instances: names.map((name) => ({ attributes: { name, unique_id: "AIDA" } })),
});
const whole = {
  ...{ version: 4, terraform_version: "1.11.4", serial: 7, lineage: "aaa", outputs: {} },
  resources: [
    user("alice", "bob"),
    { mode: "managed", type: "aws_iam_group", name: "staff", instances: [{ attributes: { name: "staff" } }] },
    { mode: "data", type: "aws_caller_identity", name: "who", instances: [{ attributes: {} }] },
  ],
};

test("a state tells its version, how much it manages and which users", () => {
  expect(storedState(JSON.stringify(whole))).toEqual({
    ...{ kind: "whole", version: { lineage: "aaa", serial: 7 } },
    ...{ resources: 3, users: ["alice", "bob"], addresses: new Set(["aws_iam_user.people", "aws_iam_group.staff"]) },
  });
});

test("a state from which everybody has left is whole", () => {
  expect(storedState(JSON.stringify({ ...whole, serial: 9, resources: [] }))).toEqual({
    ...{ kind: "whole", version: { lineage: "aaa", serial: 9 } },
    ...{ resources: 0, users: [], addresses: new Set() },
  });
});

test("a state says whose it is, unless something else has that output", () => {
  const identity = { file: "accounts/prod.yaml", stack: "prod", account: "123456789012" };
  const state = (value: unknown) => storedState(JSON.stringify({ ...whole, outputs: { roster: { value } } }));
  expect(state({ ...identity, more: "x" })).toMatchObject({ identity });
  expect(state("prod")).not.toHaveProperty("identity");
  expect(state({ stack: "prod" })).not.toHaveProperty("identity");
});

test("what OpenTofu encrypted is not damaged; some versions say which state it is", () => {
  const encrypted = { meta: { "key_provider.pbkdf2.main": "eyJ9" }, encrypted_data: "bm8=", encryption_version: "v0" };
  expect(storedState(JSON.stringify({ serial: 7, lineage: "aaa", ...encrypted }))).toEqual({
    ...{ kind: "encrypted", version: { lineage: "aaa", serial: 7 } },
  });
  expect(storedState(JSON.stringify(encrypted))).toEqual({ kind: "encrypted", version: undefined });
});

test.each([
  ["", "empty"],
  ["\n", "empty"],
  [JSON.stringify(whole).slice(0, 100), "cut"],
  [`${JSON.stringify(whole)}}`, "cut"],
  ["[]", "cut"],
  ["null", "cut"],
  ["\0\0\0\0", "cut"],
  [JSON.stringify({ ...whole, lineage: "" }), "cut"],
  [JSON.stringify({ ...whole, serial: "7" }), "cut"],
  [JSON.stringify({ serial: 7, lineage: "aaa", resources: [] }), "cut"],
])("%j is %s", (text, kind) => {
  expect(storedState(text)).toEqual({ kind });
});

test("resources of a strange shape are no reason to fail", () => {
  const strange = [null, 7, { mode: "managed", type: "aws_iam_user", instances: [null, { attributes: 7 }] }];
  expect(storedState(JSON.stringify({ ...whole, resources: strange }))).toMatchObject({ resources: 2, users: [] });
});
