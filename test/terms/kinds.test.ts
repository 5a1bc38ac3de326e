import { readFileSync } from "node:fs";
import { join } from "node:path";
import { holdingFactsOf, holdingKinds, isNamedByUser, isPersonal, userAttributeOf } from "../../src/terms/holdings";
import { credentialKinds, factsOf, kindOfType, slotKinds } from "../../src/terms/kinds";

const schema = JSON.parse(readFileSync(join(__dirname, "../../roster/users.schema.json"), "utf8"));

test.each(credentialKinds)("users.yaml has the section of %s, with as many slots as IAM allows", (kind) => {
  const { section, slots } = factsOf(kind);
  const written = schema.definitions.user.properties[section];
  expect(written?.description).toEqual(expect.any(String));
  expect(typeof written.additionalProperties === "object").toBe(slots);
});

test("types, sections and nouns are each of one kind", () => {
  for (const of of [
    credentialKinds.map((kind) => factsOf(kind).type),
    credentialKinds.map((kind) => factsOf(kind).section),
    holdingKinds.map((kind) => holdingFactsOf(kind).noun[0]),
    holdingKinds.map((kind) => holdingFactsOf(kind).deletion),
  ]) {
    expect(new Set<unknown>(of).size).toBe(of.length);
  }
  expect(credentialKinds.map((kind) => kindOfType(factsOf(kind).type))).toEqual(credentialKinds);
  expect(kindOfType("aws_iam_user")).toBeUndefined();
});

test("only the password has no slots", () => {
  expect(credentialKinds.filter((kind) => !slotKinds.some((one) => one === kind))).toEqual(["loginProfile"]);
});

test("what is in the way of a deletion comes in the order of IAM's DeleteUser", () => {
  expect(holdingKinds).toEqual([
    "loginProfile",
    "accessKey",
    "signingCertificate",
    "sshPublicKey",
    "serviceSpecificCredential",
    "mfaDevice",
    "inlinePolicy",
    "managedPolicy",
    "group",
  ]);
  expect(holdingKinds.filter(isNamedByUser)).toEqual(["inlinePolicy", "managedPolicy", "group"]);
});

test.each([
  ["aws_iam_virtual_mfa_device", "user_name"],
  ["aws_iam_user_ssh_key", "username"],
  ["aws_iam_user_group_membership", "user"],
  ["aws_iam_user_policies_exclusive", "user_name"],
])("a %s names its user in %s", (type, attribute) => {
  expect([isPersonal(type), userAttributeOf(type)]).toEqual([true, attribute]);
});

test("a user is somebody's, a group is nobody's", () => {
  expect(["aws_iam_user", "aws_iam_group", "aws_iam_policy"].map(isPersonal)).toEqual([true, false, false]);
});
