import { existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { addAccount, dumpState, emptyState } from "../../src/sandbox/index";
import { clockAt, sampleDay } from "../clock-at";
import { documented } from "../documented-json";
import { withTerraform } from "../e2e/harness";
import { because, PGP_KEY, rosterOf } from "../e2e/rosters";
import { sampleFiles } from "../sample";
import { root, type Started, startBuilt } from "../terminal";
import { testdir } from "../testdir";

jest.setTimeout(300_000);

const longLived = `longLivedKeys: ${because("Runs outside AWS, where no role can be assumed")}`;

interface Rehearsing extends Started {
  /** Where it may put temporary files. */
  readonly temporary: string;
}

/** The built program on the day of the sample, in a project of its own, with a folder for temporary files that can be looked into. */
function start(words: readonly string[], cwd: string): Rehearsing {
  const temporary = join(cwd, "tmp");
  mkdirSync(temporary);
  const env = { ...process.env, ...clockAt(sampleDay()), TMPDIR: temporary };
  return { ...startBuilt(["rehearse", ...words], { cwd, env }), temporary };
}

/** Ids of processes that were started with these temporary files: the program, terraform, its providers. */
function processesOf({ temporary }: Rehearsing): string[] {
  if (!existsSync("/proc/self/environ")) throw new Error("this test looks for processes in /proc");
  return readdirSync("/proc").filter((id) => {
    try {
      return /^\d+$/.test(id) && readFileSync(`/proc/${id}/environ`, "utf8").includes(`TMPDIR=${temporary}`);
    } catch {
      return false;
    }
  });
}

function stateOf({ temporary }: Rehearsing): string {
  const [folder] = readdirSync(temporary).filter((name) => name.startsWith("roster-rehearsal-"));
  try {
    return readFileSync(join(temporary, folder ?? "", "terraform.tfstate"), "utf8");
  } catch {
    return "";
  }
}

/** Values of the state that nobody may see, marked by Terraform or not. */
function secretsOf(state: string): string[] {
  const names =
    "secret|ses_smtp_password_v4|password|service_password|base_32_string_seed|qr_code_png|encrypted_secret|encrypted_password";
  const values = [...state.matchAll(new RegExp(`"(?:${names})": "((?:[^"\\\\]|\\\\.)*)"`, "g"))];
  return [...new Set(values.map(([, value]) => JSON.parse(`"${value}"`) as string))].filter((value) => value !== "");
}

withTerraform("roster rehearse", () => {
  test("shows the whole life of two rosters, and none of their secrets", async () => {
    const acme = `version: 1
account:
  id: "111122223333"
  assumeRole: { roleArn: "arn:aws:iam::111122223333:role/automation/iam-roster", externalId: acme-prod }
backend: { s3: { bucket: acme-tfstate, key: iam/users.tfstate, region: us-east-1, encrypt: true } }
defaults: { pgpKey: "${PGP_KEY}" }
groups:
  newcomers: { policies: [arn:aws:iam::aws:policy/AmazonSomethingOfNextYearReadOnly] }
users:
  alice:
    type: human
    owner: alice@example.com
    groups: [newcomers]
    loginProfile: {}
    mfaDevices: { phone: {} }
  bot:
    type: service
    owner: platform-team
    accessKeys: { a: { pgpKey: null } }
    serviceSpecificCredentials: { git: { service: codecommit.amazonaws.com } }
    ${longLived}
    plaintextSecrets: ${because("The state of this test is seen by nobody, and is gone with it")}
`;
    const project = testdir({ "acme.yaml": acme, "empty.yaml": rosterOf("") });
    const started = start(["--together", "--file", "acme.yaml", "--file", "empty.yaml"], project);
    const canaries = new Set<string>();
    const watch = setInterval(() => {
      for (const secret of secretsOf(stateOf(started))) canaries.add(secret);
    }, 100);
    const { code, out, err } = await started.ended;
    clearInterval(watch);
    expect(err).not.toContain("failed");
    expect(code).toBe(0);
    expect(
      out.slice(out.indexOf("\nperson"), out.indexOf("\nWould be created", out.indexOf("\nperson"))),
    ).toMatchInlineSnapshot(`
      "
      person  held                                         result
      ------  -------------------------------------------  ---------------
      alice   1 password, 1 enabled MFA device, 1 group    removed cleanly
      bot     1 access key, 1 service-specific credential  removed cleanly
      "
    `);
    expect(err).toMatch(/^join: 13 resources created for 2 users, after \d.*\na second plan changes nothing$/m);
    expect(err).toMatch(/^leave, 1 of 1, after \d.*: the entry of 2 users is deleted, terraform apply \.\.\.$/m);
    expect(err).toContain("nobody is in the roster: there is nobody to remove\n");
    // A seed, a picture of it, an encrypted password, a secret key, its SMTP password, a service password.
    expect(canaries.size).toBe(6);
    for (const secret of canaries) expect(out + err).not.toContain(secret);
    expect(out + err).not.toContain("\u001b");
    expect(readdirSync(started.temporary)).toEqual([]);
    expect(processesOf(started)).toEqual([]);
  });

  test("the sample's people leave as README shows it", async () => {
    const project = testdir(sampleFiles);
    const { code, out } = await start(["--together"], project).ended;
    const readme = readFileSync(join(root, "README.md"), "utf8");
    const table = /```\n(person [\s\S]*?)```/.exec(readme)?.[1];
    expect(out.slice(out.indexOf("\nperson") + 1)).toBe(table);
    expect(code).toBe(0);
  });

  test("whoever does not leave cleanly is told of, and the exit code is 3", async () => {
    const users = "  zoe: { type: human, owner: zoe@example.com, mfaDevices: { phone: {} } }";
    const project = testdir({ "users.yaml": rosterOf(users) });
    const { code, out, err } = await start(["--json", "--faults", "lost-response=DeactivateMFADevice"], project).ended;
    expect(err.slice(err.indexOf("\nperson"))).toBe(`
person  held                  result
------  --------------------  --------------------------------------------------
zoe     1 enabled MFA device  MFA device arn:aws:iam::123456789012:mfa/zoe-phone
`);
    const left = ["MFA device arn:aws:iam::123456789012:mfa/zoe-phone"];
    expect(documented("rehearse", out).stacks).toEqual([
      {
        ...{ stack: "users", file: "users.yaml", users: 1, result: "rehearsed", created: 4, settled: true },
        people: [{ user: "zoe", held: "1 enabled MFA device", left }],
      },
    ]);
    expect(err).toMatch(/^leave, 1 of 1, after \d.*: the entry of zoe is deleted, terraform apply \.\.\.$/m);
    expect(code).toBe(3);
  });

  test("Ctrl-C in the middle of an apply leaves no process, no port and no temporary file", async () => {
    const people = Array.from({ length: 30 }, (_, index) => `  u${index}: { type: service, owner: team@example.com }`);
    const project = testdir({ "users.yaml": rosterOf(people.join("\n")) });
    // Throttled, so that the apply takes its time.
    const started = start(["--faults", "throttle=0.5"], project);
    while (!lockedState(started)) await sleep(50);
    await sleep(1_000);
    expect(processesOf(started).length).toBeGreaterThanOrEqual(3);
    started.child.kill("SIGINT");
    const { code, err } = await started.ended;
    expect(code).toBe(130);
    expect(err).toMatch(/join: terraform apply \.\.\.\nStopped\. The sandbox and its state are gone\.\n$/);
    // The sandbox is a part of the process: without it there is no port.
    expect(processesOf(started)).toEqual([]);
    expect(readdirSync(started.temporary)).toEqual([]);
  });

  test("in a copy of an account, a name that is taken is refused in AWS's words, and the exit code is 3", async () => {
    const state = emptyState();
    const alice = { userName: "Alice", userId: "AIDAALICE", path: "/", createDate: "2020-01-01T00:00:00Z", tags: [] };
    const held = {
      groups: [],
      accessKeys: [],
      sshPublicKeys: [],
      signingCertificates: [],
      serviceSpecificCredentials: [],
    };
    const { users } = addAccount(state, "123456789012");
    users.alice = { ...alice, ...held, attachedPolicies: [], inlinePolicies: {} };
    const project = testdir({
      "users.yaml": rosterOf("  alice: { type: human, owner: alice@example.com }"),
      "account.json": dumpState(state),
    });
    const { code, out } = await start(["--state", "account.json"], project).ended;
    expect(code).toBe(3);
    expect(out).toContain("EntityAlreadyExists: User with name alice already exists.");
    expect(readFileSync(join(project, "account.json"), "utf8")).toBe(dumpState(state));
  });
});

/** While terraform holds the state, a lock lies beside it. */
function lockedState({ temporary, printed }: Rehearsing): boolean {
  const [folder] = readdirSync(temporary).filter((name) => name.startsWith("roster-rehearsal-"));
  return (
    printed.err.includes("join: terraform apply") &&
    existsSync(join(temporary, folder ?? "", ".terraform.tfstate.lock.info"))
  );
}
