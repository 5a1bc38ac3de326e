import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { LiveAccount } from "../../src/aws/account";
import { AccessDenied, CallFailed } from "../../src/aws/failures";
import { validatePolicies } from "../../src/aws/validate-policies";
import { review } from "../../src/cli/commands/review";
import { validate } from "../../src/cli/commands/validate";
import { type Ran, runCommand } from "../terminal";
import { testdir } from "../testdir";
import { openWorld, type World } from "./people";

let world: World;
beforeEach(async () => {
  world = await openWorld();
});
afterEach(() => world.close());

const today = new Date("2026-11-21T12:00:00Z");
const asked = () => world.sandbox.counts()["accessanalyzer:ValidatePolicy"] ?? 0;

const passRole = '{ Version: "2012-10-17", Statement: [{ Effect: Allow, Action: "iam:PassRole", Resource: "*" }] }';
const reading = '{ Version: "2012-10-17", Statement: [{ Effect: Allow, Action: "s3:GetObject", Resource: "*" }] }';
const flag = (why: string) =>
  `{ justification: ${why}, approvedBy: secops@example.com, ticket: SEC-7, expires: 2027-06-30 }`;

const rosterOf = (document: string, own = reading) => `version: 1
account: { id: "123456789012", region: us-east-1 }
policies:
  deploy:
    document: ${document}
users:
  deploy-bot:
    type: service
    owner: platform-team
    policies:
      inline:
        push: ${own}
    directPolicies: ${flag("The bot alone pushes images")}
`;

const check = (roster: string, words: readonly string[] = [], env = world.env): Promise<Ran> =>
  runCommand(validate, { cwd: testdir({ "users.yaml": roster }), env, today }, ["--account", ...words]);

describe("validate --account", () => {
  test("says what AWS says of a document, at the place in users.yaml, with the page that explains it", async () => {
    const { code, out } = await check(rosterOf(passRole));
    expect(code).toBe(0);
    expect(out).toContain(
      "users.yaml:5:103  warning  IAM Access Analyzer says of policy deploy: Using the iam:PassRole action with wildcards (*) in the resource can be overly permissive because it allows iam:PassRole permissions on multiple resources. We recommend that you specify resource ARNs or add the iam:PassedToService condition key to your statement. [PASS_ROLE_WITH_STAR_IN_RESOURCE]  [access-analyzer]\n",
    );
    expect(out).toContain(
      "See https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-security-warning-pass-role-with-star-in-resource",
    );
  });

  test("asks once for each document that is another one, and not at all without --account", async () => {
    expect((await check(rosterOf(reading))).code).toBe(0);
    expect(asked()).toBe(1);
    await check(rosterOf(passRole));
    expect(asked()).toBe(3);
    world.sandbox.resetCounts();
    const cwd = testdir({ "users.yaml": rosterOf(passRole) });
    const { out } = await runCommand(validate, { cwd, env: {}, today });
    expect([out.includes("Access Analyzer"), asked()]).toEqual([false, 0]);
  });

  test("fails when AWS calls it an error, in the formats for machines too", async () => {
    const doubled =
      '{ Version: "2012-10-17", Statement: [{ Sid: a, Effect: Allow, Action: "s3:*", Resource: "*" }, { Sid: a, Effect: Deny, Action: "s3:Put*", Resource: "*" }] }';
    const { code, out } = await check(rosterOf(reading, doubled), ["--json"]);
    expect(code).toBe(3);
    const { diagnostics } = JSON.parse(out);
    expect(diagnostics.filter(({ id }: { id: string }) => id === "access-analyzer")).toEqual([
      expect.objectContaining({
        severity: "error",
        message:
          "IAM Access Analyzer says of inline policy push of deploy-bot: Duplicate statement IDs are not supported for this policy type. Update the Sid value. [UNIQUE_SIDS_REQUIRED]",
        documentation: "docs/guards.md#access-analyzer",
        line: 12,
      }),
    ]);
    const { out: sarif } = await check(rosterOf(reading, doubled), ["--format", "sarif"]);
    const [run] = JSON.parse(sarif).runs;
    const result = run.results.find(({ ruleId }: { ruleId: string }) => ruleId === "access-analyzer");
    expect(run.tool.driver.rules[result.ruleIndex].id).toBe("access-analyzer");
  });

  test("reads all pages", async () => {
    const actions = JSON.stringify(Array.from({ length: 230 }, (_, index) => `Get${index}`));
    const many = `{ Version: "2012-10-17", Statement: [{ Effect: Allow, Action: ${actions}, Resource: "*" }] }`;
    const { out } = await check(rosterOf(many), ["--json"]);
    const { diagnostics } = JSON.parse(out);
    expect(diagnostics.filter(({ id }: { id: string }) => id === "access-analyzer")).toHaveLength(230);
    expect(asked()).toBe(4);
  });

  test("fails when it may not be asked, and asks no more: that is no answer", async () => {
    world.sandbox.setFaults({ deny: ["accessanalyzer:ValidatePolicy"] });
    const { code, out } = await check(rosterOf(passRole));
    expect(code).toBe(3);
    expect(out).toMatch(
      /users\.yaml:2:1 {2}error {2}IAM Access Analyzer could not be asked: .*not authorized to perform: access-analyzer:ValidatePolicy/,
    );
    expect(out).toContain("Allow access-analyzer:ValidatePolicy, or leave out --account.");
    expect(asked()).toBe(1);
  });

  test("waits while AWS is busy", async () => {
    world.sandbox.setFaults({ throttle: 0.5, seed: 3 });
    expect((await check(rosterOf(passRole))).out).toContain("PASS_ROLE_WITH_STAR_IN_RESOURCE");
  });

  test("fails when nobody answers", async () => {
    const env = {
      ...world.env,
      AWS_ENDPOINT_URL: "http://127.0.0.1:9",
      AWS_ENDPOINT_URL_ACCESSANALYZER: "http://127.0.0.1:9",
    };
    const quick: Promise<unknown> = check(rosterOf(passRole), [], env);
    await expect(quick).rejects.toThrow("accessanalyzer:ValidatePolicy failed: ECONNREFUSED");
  });
});

describe("review --account", () => {
  /** A plan of a story whose policy `deploy` is another one now. */
  const change = (document: object, before = true): string => {
    const folder = testdir({});
    const story = join(__dirname, "..", "review", "fixtures", "joins");
    for (const file of ["before.yaml", "users.yaml"]) cpSync(join(story, file), join(folder, file));
    const plan = JSON.parse(readFileSync(join(story, "plan.golden.json"), "utf8"));
    for (const entry of plan.resource_changes) {
      if (entry.address !== "aws_iam_policy.deploy") continue;
      entry.change.after = { ...entry.change.after, policy: JSON.stringify(document) };
      entry.change.actions = before ? ["update"] : ["no-op"];
    }
    writeFileSync(join(folder, "plan.json"), JSON.stringify(plan));
    return folder;
  };
  const statement = (more: object) => ({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: "iam:PassRole", Resource: "*", ...more }],
  });
  const look = (cwd: string, words: readonly string[] = []) =>
    runCommand(review, { cwd, env: world.env, today }, [
      "plan.json",
      "--after",
      "users.yaml",
      "--account",
      "--json",
      ...words,
    ]);
  const said = ({ out }: Ran) => JSON.parse(out).dangers.filter(({ id }: { id: string }) => id === "finding-of-others");

  test("asks about documents that change, and about no others", async () => {
    const ran = await look(change(statement({})));
    expect(asked()).toBe(1);
    expect(said(ran)).toEqual([
      expect.objectContaining({
        severity: "warning",
        message:
          "policy deploy: IAM Access Analyzer PASS_ROLE_WITH_STAR_IN_RESOURCE warning: Using the iam:PassRole action with wildcards (*) in the resource can be overly permissive because it allows iam:PassRole permissions on multiple resources. We recommend that you specify resource ARNs or add the iam:PassedToService condition key to your statement.",
        address: "aws_iam_policy.deploy",
        place: { file: "users.yaml", line: 8, column: expect.any(Number), side: "after" },
        source: {
          tool: "IAM Access Analyzer",
          rule: "PASS_ROLE_WITH_STAR_IN_RESOURCE",
          level: "warning",
          help: expect.stringMatching(/^https:\/\/docs\.aws\.amazon\.com\//),
        },
      }),
    ]);
    expect((await look(change(statement({})), ["--findings-close=warning"])).code).toBe(3);
    world.sandbox.resetCounts();
    expect(said(await look(change(statement({}), false)))).toEqual([]);
    expect(asked()).toBe(0);
  });

  test("closes the gate where AWS calls it an error, and where AWS could not be asked", async () => {
    const broken = await look(change(statement({ Action: "PassRole" })));
    expect([broken.code, said(broken)[0].message]).toEqual([
      3,
      "policy deploy: IAM Access Analyzer INVALID_ACTION error: The action PassRole does not exist.",
    ]);
    world.sandbox.setFaults({ deny: ["accessanalyzer:ValidatePolicy"] });
    const denied = await look(change(statement({ Action: "s3:GetObject" })));
    expect(denied.code).toBe(3);
    expect(said(denied)[0]).toMatchObject({
      severity: "error",
      message: expect.stringMatching(
        /^IAM Access Analyzer could not be asked about 1 policy: User: .* access-analyzer:ValidatePolicy/,
      ),
      fix: "Allow access-analyzer:ValidatePolicy, or leave out --account.",
    });
    expect((await look(change(statement({ Action: "s3:GetObject" })), ["--findings-close=none"])).code).toBe(0);
  });

  test("a trust policy is judged as one", async () => {
    const folder = testdir({});
    const role = (Principal: object | undefined) => {
      const policy = JSON.stringify({
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", Principal }],
      });
      const after = { name: "ci", path: "/", assume_role_policy: policy };
      const entry = {
        ...{ address: "aws_iam_role.ci", mode: "managed", type: "aws_iam_role", name: "ci" },
        ...{ provider_name: "registry.terraform.io/hashicorp/aws" },
        change: {
          actions: ["create"],
          before: null,
          after,
          after_unknown: {},
          before_sensitive: false,
          after_sensitive: {},
        },
      };
      const facts = { format_version: "1.2", terraform_version: "1.11.4", timestamp: "2026-11-21T10:00:00Z" };
      const done = { complete: true, errored: false, applyable: true };
      writeFileSync(join(folder, "plan.json"), JSON.stringify({ ...facts, ...done, resource_changes: [entry] }));
      return runCommand(review, { cwd: folder, env: world.env, today }, ["plan.json", "--account", "--json"]);
    };
    expect(said(await role({ AWS: "arn:aws:iam::123456789012:root" }))).toEqual([]);
    expect(said(await role(undefined))).toMatchObject([
      {
        message:
          "aws_iam_role.ci: IAM Access Analyzer MISSING_PRINCIPAL error: Add a Principal element to the policy statement.",
      },
    ]);
  });
});

describe("what AWS answers is data", () => {
  const answering = (findings: readonly object[]): LiveAccount => ({
    region: "us-east-1",
    call: (() => Promise.resolve({ findings })) as unknown as LiveAccount["call"],
  });
  const question = { document: "{}", use: "identity" } as const;

  test("each type has a severity, and one that is not known yet is a warning", async () => {
    const types = ["ERROR", "SECURITY_WARNING", "WARNING", "SUGGESTION", "ADVICE"];
    const [answer] = await validatePolicies(answering(types.map((findingType) => ({ findingType }))), [question]);
    expect(answer).toEqual({
      kind: "judged",
      findings: ["error", "warning", "warning", "note", "warning"].map((severity) => ({
        ...{ severity, code: "no code", message: "it says no more", path: [] },
      })),
    });
  });

  test("a path may have keys, values, positions and parts of texts; a link that is not https is left out", async () => {
    const path = [{ value: "Statement" }, { index: 2 }, { key: "Action" }, { substring: { start: 1, length: 2 } }];
    const finding = {
      findingType: "ERROR",
      issueCode: "X",
      findingDetails: "Y",
      learnMoreLink: "http://x",
      locations: [{ path }],
    };
    expect(await validatePolicies(answering([finding]), [question])).toEqual([
      { kind: "judged", findings: [{ severity: "error", code: "X", message: "Y", path: ["Statement", 2, "Action"] }] },
    ]);
  });

  test("what AWS does not judge is no pass; what fails is no answer", async () => {
    const failing = (error: Error): LiveAccount => ({ region: "us-east-1", call: () => Promise.reject(error) });
    const failure = (code: string) => failing(new CallFailed("accessanalyzer:ValidatePolicy", code, "words"));
    expect(await validatePolicies(failure("ValidationException"), [question])).toEqual([
      { kind: "refused", words: expect.stringContaining("words") },
    ]);
    await expect(validatePolicies(failure("InternalServerException"), [question])).rejects.toThrow("words");
    await expect(validatePolicies(failure("NoSuchEntity"), [question])).rejects.toThrow("words");
    const denied = failing(new AccessDenied("accessanalyzer:ValidatePolicy", "AccessDeniedException", "no"));
    expect(await validatePolicies(denied, [question, { document: "[]", use: "trust" }])).toEqual(
      Array.from({ length: 2 }, () =>
        expect.objectContaining({ kind: "could not check", permission: "access-analyzer:ValidatePolicy" }),
      ),
    );
  });
});
