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
    ...{ resources: 3, users: ["alice", "bob"] },
  });
});

test("a state from which everybody has left is whole", () => {
  expect(storedState(JSON.stringify({ ...whole, serial: 9, resources: [] }))).toEqual({
    ...{ kind: "whole", version: { lineage: "aaa", serial: 9 } },
    ...{ resources: 0, users: [] },
  });
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
