import { describeHolding, type Holding, isHolding } from "../../src/aws/kinds";

test.each<[Holding, string]>([
  [{ kind: "loginProfile", id: "alice", since: "2026-01-02T03:04:05Z" }, "a password (since 2026-01-02)"],
  [{ kind: "accessKey", id: "AKIAEXAMPLE", status: "Active" }, "access key AKIAEXAMPLE (Active)"],
  [
    { kind: "serviceSpecificCredential", id: "ACCAEXAMPLE", service: "codecommit.amazonaws.com", status: "Inactive" },
    "service-specific credential ACCAEXAMPLE (codecommit.amazonaws.com, Inactive)",
  ],
  [{ kind: "inlinePolicy", id: "push" }, "inline policy push"],
])("%j is told as it is", (holding, words) => {
  expect(isHolding(holding)).toBe(true);
  expect(describeHolding(holding)).toBe(words);
});

test.each([
  null,
  "access key",
  { kind: "access key", id: "AKIAEXAMPLE" },
  { kind: "constructor", id: "x" },
  { kind: "accessKey" },
  { kind: "accessKey", id: "AKIAEXAMPLE", since: 3 },
])("%j, which another version or somebody else wrote, is not a holding", (value) => {
  expect(isHolding(value)).toBe(false);
});
