import type { Condition } from "../../src/policy/document";
import { follows } from "../../src/policy/implication";

const key = "aws:key";
const condition = (operator: string, ...values: readonly string[]): Condition => ({ operator, key, values });

test.each<[string, Condition, Condition]>([
  ["more values", condition("StringEquals", "a", "b"), condition("StringEquals", "a")],
  ["fewer values that are excluded", condition("StringNotEquals", "a"), condition("StringNotEquals", "a", "b")],
  ["a wider pattern", condition("StringLike", "a*"), condition("StringLike", "ab*")],
  ["a pattern instead of its text", condition("StringLike", "a*"), condition("StringEquals", "ab")],
  ["the same by another name", condition("ArnLike", "arn:aws:iam::*:*"), condition("ArnEquals", "arn:aws:iam::*:*")],
  ["a wider network", condition("IpAddress", "0.0.0.0/0"), condition("IpAddress", "10.0.0.0/8")],
  [
    "a narrower network that is excluded",
    condition("NotIpAddress", "10.1.0.0/16"),
    condition("NotIpAddress", "10.0.0.0/8"),
  ],
  ["those without the key too", condition("BoolIfExists", "true"), condition("Bool", "true")],
  ["a longer time", condition("NumericLessThan", "86400"), condition("NumericLessThan", "3600")],
  ["a later end", condition("DateLessThan", "2027-01-01T00:00:00Z"), condition("DateLessThan", "2026-01-01T00:00:00Z")],
  ["an earlier beginning", condition("DateGreaterThan", "2026-01-01"), condition("DateGreaterThan", "2027-01-01")],
])("%s: the first holds wherever the second does, and not the other way round", (_what, wide, narrow) => {
  expect(follows(wide, narrow)).toBe(true);
  // ArnEquals and ArnLike are the same.
  expect(follows(narrow, wide)).toBe(narrow.operator === "ArnEquals");
});

test.each<[string, Condition, Condition]>([
  ["another key", condition("Bool", "true"), { ...condition("Bool", "true"), key: "aws:other" }],
  ["another operator", condition("StringEquals", "1"), condition("NumericEquals", "1")],
  ["another set", condition("ForAnyValue:StringEquals", "a"), condition("ForAllValues:StringEquals", "a")],
  ["networks beside each other", condition("IpAddress", "10.0.0.0/8"), condition("IpAddress", "11.0.0.0/8")],
  ["networks of IPv4 and IPv6", condition("IpAddress", "0.0.0.0/0"), condition("IpAddress", "::/0")],
  ["no number", condition("NumericLessThan", "many"), condition("NumericLessThan", "1")],
  ["no date", condition("DateLessThan", "soon"), condition("DateLessThan", "2026-01-01")],
])("%s: neither follows from the other", (_what, one, other) => {
  expect(follows(one, other)).toBe(false);
  expect(follows(other, one)).toBe(false);
});
