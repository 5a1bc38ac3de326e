import fc from "fast-check";
import { ACTIONS } from "../../src/sandbox/actions";
import { MODELS } from "../../src/sandbox/model";
import { type Running, start } from "./helpers";
import { authorization, iam, post } from "./raw";

let running: Running;
beforeAll(async () => {
  running = await start();
  await iam(running.url, "CreateUser", { UserName: "alice" });
});
afterAll(() => running.close());

const text = fc.oneof(
  fc.string({ unit: "binary", maxLength: 40 }),
  fc.constantFrom(
    "alice",
    "__proto__",
    "constructor",
    "",
    "/",
    "true",
    "7",
    "arn:aws:iam::123456789012:user/alice",
    "{}",
  ),
);
const query = fc.constantFrom(...ACTIONS.iam.keys(), "AssumeRole").chain((action) => {
  const members = Object.keys(MODELS.iam.operations.get(action)?.members ?? { RoleArn: "" });
  const name = fc.oneof(fc.constantFrom("x", "__proto__", ...members), fc.string({ maxLength: 9 }));
  const suffix = fc.constantFrom("", "", ".member.1", ".member.1.Key", ".member.__proto__.Value", ".entry.1.key");
  const pair = fc.tuple(name, suffix, text).map(([head, tail, value]): [string, string] => [head + tail, value]);
  return fc
    .array(pair, { maxLength: 6 })
    .map((pairs) => new URLSearchParams([["Action", action], ...pairs]).toString());
});

test("whatever is sent gets an answer, and never an internal failure", async () => {
  await fc.assert(
    fc.asyncProperty(fc.oneof(query, text), async (body) => {
      const answer = await post(running.url, body);
      expect(answer.status).toBeLessThan(500);
      expect(answer.body).toMatch(/^<(\w+Response|ErrorResponse) xmlns="https:\/\/(iam|sts)\.amazonaws\.com/);
    }),
    { numRuns: 400 },
  );
  expect(Object.prototype).not.toHaveProperty("Key");
});

test("whatever is asked of S3 gets an answer in its own XML, and never an internal failure", async () => {
  const path = fc.oneof(
    fc.constantFrom("/", "/payroll", "/payroll?policy", "/payroll/a/b", "/%ff", "/?max-buckets=x", "/?max-buckets=0"),
    fc.webPath().map((given) => `/${given}?policy`),
  );
  const policy = fc
    .record({ Effect: fc.constantFrom("Allow", "Deny"), Principal: fc.jsonValue(), Action: text, Resource: text })
    .map((Statement) => JSON.stringify({ Version: "2012-10-17", Statement }));
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom("GET", "PUT", "DELETE"),
      path,
      fc.oneof(policy, text),
      async (method, at, body) => {
        const headers = { Authorization: authorization().replace("/iam/", "/s3/") };
        const answer = await post(`${running.url}${at}`, method === "PUT" ? body : "", headers, method);
        expect([at, answer.status < 500 || answer.status === 501]).toEqual([at, true]);
        if (answer.status > 299)
          expect(answer.body).toMatch(/^<\?xml version="1.0" encoding="UTF-8"\?>\n<Error><Code>/);
      },
    ),
    { numRuns: 300 },
  );
});

test("whatever JSON is sent gets an answer, and never an internal failure", async () => {
  const targets = [
    ...[...ACTIONS.kms.keys()].map((name) => `TrentService.${name}`),
    "com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101.LookupEvents",
  ];
  const input = fc.dictionary(
    fc.constantFrom("KeyId", "Policy", "Marker", "Limit", "NextToken", "__proto__"),
    fc.jsonValue(),
  );
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...targets), fc.oneof(input, fc.jsonValue()), async (target, value) => {
      const answer = await post(running.url, JSON.stringify(value), { "X-Amz-Target": target });
      expect([target, answer.status < 500]).toEqual([target, true]);
    }),
    { numRuns: 200 },
  );
});

test("whatever policy is sent for validation gets an answer, and never an internal failure", async () => {
  const member = fc.oneof(fc.jsonValue(), fc.constantFrom("IDENTITY_POLICY", "RESOURCE_POLICY", "{}", "[]"));
  const statement = fc.dictionary(
    fc.constantFrom("Effect", "Action", "NotAction", "Resource", "Principal", "Condition", "Sid", "__proto__"),
    fc.oneof(fc.constantFrom("Allow", "*", "iam:PassRole", "iam:*", "arn:aws:iam::*:role/*"), fc.jsonValue()),
  );
  const policy = fc.record({
    Version: fc.constantFrom("2012-10-17", 1),
    Statement: fc.oneof(statement, fc.array(statement)),
  });
  const input = fc.oneof(
    policy.map((document) => ({ policyDocument: JSON.stringify(document), policyType: "IDENTITY_POLICY" })),
    fc.dictionary(fc.constantFrom("policyDocument", "policyType", "validatePolicyResourceType", "nextToken"), member),
    fc.jsonValue(),
  );
  const headers = { Authorization: authorization().replace("/iam/", "/access-analyzer/") };
  await fc.assert(
    fc.asyncProperty(fc.constantFrom("", "?maxResults=1", "?maxResults=x&nextToken=y"), input, async (query, value) => {
      const answer = await post(`${running.url}/policy/validation${query}`, JSON.stringify(value), headers);
      expect([answer.body, answer.status < 500]).toEqual([answer.body, true]);
    }),
    { numRuns: 300 },
  );
});
