import { flagNames } from "../../src/terms/flags";
import {
  isRosterTag,
  readAcceptance,
  readSuspension,
  rosterTag,
  tagOfFlag,
  writeAcceptance,
  writeSuspension,
} from "../../src/terms/tags";

test("a flag's tag is its name in kebab case", () => {
  expect(flagNames.map(tagOfFlag)).toEqual([
    "roster:force-destroy",
    "roster:plaintext-secrets",
    "roster:console-without-mfa",
    "roster:administrator-access",
    "roster:direct-policies",
    "roster:long-lived-keys",
  ]);
  expect([...Object.values(rosterTag), ...flagNames.map(tagOfFlag)].every(isRosterTag)).toBe(true);
  expect(isRosterTag("rosters")).toBe(false);
});

test("what a tag says is read as it was written", () => {
  const acceptance = { ticket: "SEC 12 until further notice", expires: "2027-01-31" };
  expect(writeAcceptance(acceptance)).toBe("SEC 12 until further notice until 2027-01-31");
  expect(readAcceptance(writeAcceptance(acceptance))).toEqual(acceptance);
  const suspension = { ticket: "HR-77", since: "2026-11-10" };
  expect(writeSuspension(suspension)).toBe("HR-77 since 2026-11-10");
  expect(readSuspension(writeSuspension(suspension))).toEqual(suspension);
});

test.each([
  "",
  "SEC-1",
  " until 2027-01-31",
  "SEC-1 until 2027-02-30",
  "SEC-1 since 2027-01-31",
  "a\nb until 2027-01-31",
])("%j, which somebody else wrote, says nothing", (text) => expect(readAcceptance(text)).toBeUndefined());
