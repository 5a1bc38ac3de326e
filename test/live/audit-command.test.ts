import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";
import { audit } from "../../src/cli/commands/audit";
import { writeCredentialReport } from "../../src/sandbox/credential-report";
import { addAccount, DEFAULT_ACCOUNT_ID, sandboxEnvironment } from "../../src/sandbox/index";
import { start } from "../sandbox/helpers";
import { optionWords, runCommand } from "../terminal";
import { testdir } from "../testdir";
import { MESSY_TODAY, messyFew } from "./messy-account";

const nowhere = {
  AWS_ENDPOINT_URL: "http://127.0.0.1:9",
  AWS_ACCESS_KEY_ID: "AKIADUMMY",
  AWS_SECRET_ACCESS_KEY: "dummy",
};

test("a saved report is enough: no account is asked", async () => {
  const state = messyFew(["tmp_02", "console-04"]);
  const cwd = testdir({
    "report.csv": writeCredentialReport(addAccount(state, DEFAULT_ACCOUNT_ID)),
  });
  const { code, out } = await runCommand(audit, { cwd, env: nowhere, today: MESSY_TODAY }, [
    "--report",
    "report.csv",
    "--ticket",
    "SEC-9",
  ]);
  expect(code).toBe(3);
  expect(out).toMatchInlineSnapshot(`
    "Account 123456789012, 2 users
    From a saved credential report: tags, groups, MFA devices by name, SSH keys, service-specific credentials and the ids of access keys are not in it.
    Without a roster, users are not compared with entries.

    rule                 severity  findings  what
    -------------------  --------  --------  ----------------------------------------------------
    console-without-mfa  high      1         Can sign in to the console with a password alone.
    never-used           high      1         Has a password or an access key that was never used.

    console-without-mfa (high): Can sign in to the console with a password alone.
      tmp_02  has a password and no MFA device
      -> Give the user an MFA device (mfaDevices: { phone: {} }) and let the person enrol it, or remove loginProfile.

    never-used (high): Has a password or an access key that was never used.
      tmp_02  never used since it was made on 2024-02-23, 1,002 days ago
      -> Suspend the user, wait for the soak, then delete the entry.

    To suspend, merge into users.yaml:

    users:
      tmp_02:
        suspended:
          since: 2026-11-21
          reason: "Never used since 2024-02-23"
          ticket: SEC-9
    "
  `);
});

test("asks the account of the roster, shows its steps, and writes a file that only its owner may read", async () => {
  const { url, close } = await start({ state: messyFew(["tmp_02"]) });
  const cwd = testdir({
    "users.yaml": 'version: 1\naccount: { id: "123456789012" }\nusers: {}\n',
  });
  try {
    const ran = await runCommand(audit, { cwd, env: sandboxEnvironment(url), today: MESSY_TODAY }, [
      "--format",
      "csv",
      "--out",
      "audit.csv",
    ]);
    expect(ran).toEqual({
      code: 3,
      out: "",
      err: [
        "the credential report is being made",
        "groups, policies and tags are being read",
        "SSH keys of 1 user are being read",
        "audit.csv: 4 findings",
        "",
      ].join("\n"),
    });
    expect(readFileSync(`${cwd}/audit.csv`, "utf8").split("\r\n")).toHaveLength(6);
  } finally {
    await close();
  }
});

test("who has no entry that the YAML could be merged into is adopted first", async () => {
  const cwd = testdir({
    "report.csv": writeCredentialReport(addAccount(messyFew(["tmp_02", "tmp_04", "console-04"]), DEFAULT_ACCOUNT_ID)),
    "users.yaml": "version: 1\nusers:\n  tmp_04: { type: human, owner: ops }\n",
  });
  const values = { report: "report.csv", ticket: "SEC-9" };
  const { out } = await runCommand(audit, { cwd, env: nowhere, today: MESSY_TODAY }, [...optionWords(values)]);
  expect(out).toContain("\nThese have no entry yet: first roster adopt tmp_02\n\nTo suspend, merge into users.yaml:\n");
  const { out: page } = await runCommand(audit, { cwd, env: nowhere, today: MESSY_TODAY }, [
    ...optionWords({ ...values, format: "html" }),
  ]);
  expect(page).toContain('<h2 id="adopt">These have no entry yet: first</h2>\n<pre>roster adopt tmp_02</pre>');
});

test.each([
  [8, {}],
  [3, { concurrency: "3" }],
])("at most %i calls at a time with %j", async (most, values) => {
  const pipelines = Array.from({ length: 30 }, (_, at) => `pipeline-${String(at + 1).padStart(2, "0")}`);
  const { url, close } = await start({ state: messyFew(pipelines) });
  let [running, highest] = [0, 0];
  // The sandbox answers at once; AWS lets one wait.
  const aws = createServer((asked, response) => {
    highest = Math.max(highest, ++running);
    response.on("close", () => running--);
    const forward = request(`${url}${asked.url}`, { method: asked.method, headers: asked.headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(response);
    });
    setTimeout(() => asked.pipe(forward), 100);
  });
  await once(aws.listen(0, "127.0.0.1"), "listening");
  const env = sandboxEnvironment(`http://127.0.0.1:${(aws.address() as AddressInfo).port}`);
  await runCommand(audit, { cwd: testdir({}), env, today: MESSY_TODAY }, [
    ...optionWords({ format: "json", ...values }),
  ]);
  aws.close();
  await close();
  expect(highest).toBe(most);
});

test("a roster of another account is not compared", async () => {
  const report = writeCredentialReport(addAccount(messyFew(["tmp_02"]), DEFAULT_ACCOUNT_ID));
  const cwd = testdir({
    "report.csv": report,
    "users.yaml": 'version: 1\naccount: { id: "999999999999" }\nusers: {}\n',
  });
  const { out } = await runCommand(audit, { cwd, env: nowhere, today: MESSY_TODAY }, ["--report", "report.csv"]);
  expect(out).toContain("users.yaml is for account 999999999999, and this is 123456789012: it was not compared.");
  expect(out).not.toContain("user-not-in-roster");
});

test.each([
  [{ format: "pdf" }, "--format takes text, csv, json, html, markdown, sarif, junit or github: pdf"],
  [{ "dormant-days": "soon" }, "--dormant-days takes a whole number from 1: soon"],
  [{ file: "other.yaml" }, "there is no file other.yaml"],
])("fails when it is called with %j", async (values, message) => {
  await expect(
    runCommand(audit, { cwd: testdir({}), env: nowhere, today: MESSY_TODAY }, [...optionWords(values)]),
  ).rejects.toThrow(new Error(message));
});

test("fails when the credentials are not the account's, and says so", async () => {
  const { url, close } = await start({ state: messyFew([]) });
  try {
    const env = {
      ...sandboxEnvironment(url),
      AWS_ACCESS_KEY_ID: "AKIAUNKNOWN000000000",
    };
    await expect(runCommand(audit, { cwd: testdir({}), env, today: MESSY_TODAY })).rejects.toThrow(
      "AWS does not recognize these credentials",
    );
  } finally {
    await close();
  }
});
