import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { load } from "js-yaml";
import { init } from "../../src/cli/commands/init";
import { validate } from "../../src/cli/commands/validate";
import { answersOf } from "../../src/cli/init/ask";
import { parseWords } from "../../src/cli/parse";
import { addDays } from "../../src/text/iso-date";
import { recordingTerminal, root, runCommand } from "../terminal";
import { testdir } from "../testdir";

const given = ["--yes", "--account", "123456789012", "--owner", "alice@example.com"];
const key = join(root, "keys", "alice.asc");
/** `testdir` makes a cdktf.json, as most projects of the tests have one. */
const emptyFolder = () => {
  const above = testdir({});
  rmSync(join(above, "cdktf.json"));
  mkdirSync(join(above, "empty"));
  return join(above, "empty");
};
const writeFiles = (folder: string, files: Readonly<Record<string, string>>) => {
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
};
const read = (folder: string, name: string) => readFileSync(join(folder, name), "utf8");
const filesIn = (folder: string) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((each) => !each.isDirectory())
    .map(({ parentPath, name }) => join(parentPath, name).slice(folder.length + 1))
    .sort();

describe("roster init", () => {
  test("begins a project in an empty folder, which is sound as it stands, and says what comes next", async () => {
    const folder = emptyFolder();
    const { code, out, err } = await runCommand(init, folder, given);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out).toMatchInlineSnapshot(`
      "written   users.yaml
      written   package.json
      written   .gitignore
      written   CODEOWNERS

      Next:
        npm install                        iam-roster, as package.json pins it
        npm run rehearse -- --update-lock  everybody joins and leaves, with real Terraform in a sandbox on this machine; the provider is pinned
        edit users.yaml                    your people, and pgpKey: without it nobody has a password
        npm run deploy                     in AWS, after a plan, a review and your yes
      "
    `);
    expect(filesIn(folder)).toEqual([".gitignore", "CODEOWNERS", "package.json", "users.yaml"]);
    const { version } = JSON.parse(read(root, "package.json"));
    expect(JSON.parse(read(folder, "package.json"))).toEqual({
      name: "empty",
      private: true,
      scripts: { roster: "roster", validate: "roster validate", rehearse: "roster rehearse", deploy: "roster deploy" },
      dependencies: { "iam-roster": version },
    });
    expect((await runCommand(validate, folder)).out).toBe("users.yaml: 3 users, 3 groups, 1 policy; no findings\n");
  });

  test.each(["2026-11-25", "2028-02-29"])(
    "dates are counted from the day, also on %s, and what is commented out is sound too",
    async (day) => {
      const folder = emptyFolder();
      const today = new Date(`${day}T12:00:00Z`);
      await runCommand(init, { cwd: folder, today }, [...given, "--pgp-key", key]);
      const text = read(folder, "users.yaml");
      expect(text).toContain(`accessKeys: { a: { rotateBy: ${addDays(day, 90)} } }`);
      expect(read(folder, "keys/alice.asc")).toBe(readFileSync(key, "utf8"));
      writeFileSync(join(folder, "users.yaml"), text.replace("# suspended:", "suspended:"));
      const { code, out } = await runCommand(validate, { cwd: folder, today });
      expect({ code, out }).toEqual({ code: 0, out: "users.yaml: 3 users, 3 groups, 1 policy; no findings\n" });
    },
  );

  test.each([
    ["github", "github-actions.yml", ".github/workflows/iam-roster.yml", ".github/CODEOWNERS"],
    ["gitlab", "gitlab-ci.yml", ".gitlab-ci.yml", "CODEOWNERS"],
  ])("the workflow for %s is the one of docs/workflows", async (ci, source, name, owners) => {
    const folder = emptyFolder();
    const { code } = await runCommand(init, folder, [...given, "--ci", ci, "--bucket", "acme-tfstate"]);
    expect(code).toBe(0);
    const [first, ...rest] = read(folder, name).split("\n");
    expect(first).toMatch(/^# Of iam-roster \d+\.\d+\.\d+, docs\/workflows\/[a-z-]+\.yml\. What to set up once: /);
    expect(rest.join("\n")).toBe(read(root, `docs/workflows/${source}`).split("\n").slice(1).join("\n"));
    expect(read(folder, owners)).toContain("\n/users.yaml alice@example.com\n");
    expect(load(read(folder, "users.yaml"))).toMatchObject({
      backend: { s3: { bucket: "acme-tfstate", key: "iam/users.tfstate", region: "us-east-1", encrypt: true } },
    });
  });

  test("in a repository nothing is written over, and what is lacking is added", async () => {
    const manifest =
      '{\n    "name": "iam",\n    "scripts": { "deploy": "make" },\n    "devDependencies": { "iam-roster": "0.0.9" }\n}\n';
    const present = {
      "users.yaml": "version: 1\nusers: {}\n",
      "package.json": manifest,
      ".gitignore": "dist\nnode_modules",
      "docs/CODEOWNERS": "* @acme\n",
    };
    const folder = testdir(present);
    const { code, out } = await runCommand(init, folder, given);
    expect(code).toBe(0);
    expect(out.slice(0, out.indexOf("\n\n"))).toMatchInlineSnapshot(`
      "extended  package.json: scripts.roster, scripts.validate, scripts.rehearse
      extended  .gitignore: cdktf.out/, .terraform/, *.tfstate, *.tfstate.*, *.tfplan, *.tfplan.json, plan.json, roster-audit.jsonl.head, roster-audit.jsonl.lock
      kept      users.yaml: it was there before
      kept      docs/CODEOWNERS: it was there before"
    `);
    expect(read(folder, "users.yaml")).toBe(present["users.yaml"]);
    expect(read(folder, "docs/CODEOWNERS")).toBe("* @acme\n");
    expect(read(folder, "package.json")).toMatch(/^\{\n {4}"name": "iam",\n/);
    const { scripts, dependencies, devDependencies } = JSON.parse(read(folder, "package.json"));
    expect(scripts).toEqual({
      deploy: "make",
      roster: "roster",
      validate: "roster validate",
      rehearse: "roster rehearse",
    });
    expect([dependencies, devDependencies]).toEqual([undefined, { "iam-roster": "0.0.9" }]);
    expect(read(folder, ".gitignore")).toMatch(/^dist\nnode_modules\ncdktf\.out\/\n\.terraform\/\n\*\.tfstate\n/);
    const again = await runCommand(init, folder, [...given, "--json"]);
    expect(JSON.parse(again.out)).toMatchObject({
      schemaVersion: 1,
      written: [],
      extended: [],
      kept: ["users.yaml", "package.json", ".gitignore", "docs/CODEOWNERS"],
    });
  });

  test.each(['{ "name": }', "[]", ""])(
    "fails when package.json is no JSON object, which npm cannot read either: %j",
    async (text) => {
      const folder = emptyFolder();
      writeFiles(folder, { "package.json": text });
      await expect(runCommand(init, folder, given)).rejects.toThrow(
        "package.json is no JSON object; mend it, or move it away, and init again: nothing was written",
      );
      expect(filesIn(folder)).toEqual(["package.json"]);
    },
  );

  test("fails when roster would take the folder for a part of another project", async () => {
    const cwd = testdir({});
    await expect(runCommand(init, cwd, ["acme", ...given])).rejects.toThrow(
      `${cwd} has a cdktf.json, so roster takes it for the project here too; add --cdktf to begin another one in it`,
    );
    expect(existsSync(join(cwd, "acme"))).toBe(false);
    expect((await runCommand(init, cwd, ["acme", ...given, "--cdktf"])).code).toBe(0);
    expect((await runCommand(validate, join(cwd, "acme"))).out).toContain("users.yaml: 3 users");
    expect(JSON.parse(read(cwd, "acme/package.json")).devDependencies).toEqual({ "cdktf-cli": "0.21.0" });
  });

  test("fails when the key cannot be used, and then nothing is there", async () => {
    const cwd = emptyFolder();
    writeFiles(cwd, { "bad.asc": "hello\n", "secret.asc": "-----BEGIN PGP PRIVATE KEY BLOCK-----\nc2VjcmV0\n" });
    const bad = await runCommand(init, cwd, ["acme", ...given, "--pgp-key", "bad.asc"]);
    expect(bad.code).toBe(3);
    expect(bad.err).toContain("pgpKey keys/alice.asc: is not base64");
    expect(bad.err).toMatch(/\nroster: nothing was written\n$/);
    expect(existsSync(join(cwd, "acme"))).toBe(false);
    const secret = runCommand(init, cwd, ["acme", ...given, "--pgp-key", "secret.asc"]);
    await expect(secret).rejects.toThrow(
      "--pgp-key secret.asc is a PRIVATE key; give the public one: gpg --armor --export NAME",
    );
  });

  test("fails when a file cannot be written, and then none is", async () => {
    const folder = testdir({ "users.yaml": "version: 1\nusers: {}\n" });
    writeFileSync(join(folder, ".github"), "a file where a folder would be");
    await expect(runCommand(init, folder, [...given, "--ci", "github"])).rejects.toThrow(".github");
    expect(filesIn(folder)).toEqual([".github", "cdktf.json", "users.yaml"]);
  });

  test("fails when a link would lead out of the folder", async () => {
    const outside = testdir({});
    const folder = testdir({});
    symlinkSync(outside, join(folder, "keys"));
    await expect(runCommand(init, folder, [...given, "--pgp-key", key])).rejects.toThrow(
      "keys/alice.asc: a link leads out of",
    );
    expect(filesIn(outside)).toEqual(["cdktf.json"]);
    expect(existsSync(join(folder, "users.yaml"))).toBe(false);
  });

  test.each([
    [["--yes"], "nobody can be asked here: add --account and --owner"],
    [[], "nobody can be asked here: add --account and --owner"],
    [["--account", "123"], "--account 123: twelve digits are expected"],
    [[...given, "--region", "eu-west-11"], "--region eu-west-11: there is no such region; did you mean eu-west-1?"],
    [[...given, "--owner", "alice"], "--owner alice: an email address is expected"],
    [[...given, "--backend", "local", "--bucket", "b-b"], "--bucket is of --backend s3"],
    [["--yes", ...given, "--backend", "s3"], "nobody can be asked here: add --bucket"],
    [[...given, "--pgp-key", "absent.asc"], "--pgp-key absent.asc cannot be read (ENOENT)"],
  ])("fails when it is given %s", async (words, message) => {
    await expect(runCommand(init, testdir({}), words)).rejects.toThrow(message);
  });

  test("asks for what is not given, and again when an answer is not valid", async () => {
    const cwd = testdir({});
    const { values, args } = parseWords(init as never, ["--region", "eu-central-1"]) as never as {
      values: never;
      args: never;
    };
    const { terminal, printed } = recordingTerminal(true);
    const answers = ["12", "123456789012", "s3", "acme-tfstate", "", "alice@example.com", "gitea", "github", ""];
    const asked: string[] = [];
    const made = await answersOf(
      { values, args, terminal, cwd, env: {}, today: new Date("2026-11-25T12:00:00Z") },
      async (question) => {
        asked.push(question);
        return answers.shift() ?? "";
      },
    );
    expect(made).toEqual({
      account: "123456789012",
      region: "eu-central-1",
      backend: { kind: "s3", bucket: "acme-tfstate", key: "iam/users.tfstate" },
      owner: "alice@example.com",
      ci: "github",
      cdktf: false,
      fromAccount: false,
      today: "2026-11-25",
    });
    expect(asked).toMatchInlineSnapshot(`
      [
        "AWS account, 12 digits: ",
        "AWS account, 12 digits: ",
        "Where the state is kept (local, s3) [local]: ",
        "Bucket of the state: ",
        "Key of the state in the bucket [iam/users.tfstate]: ",
        "Who owns it, an email address: ",
        "Workflow for (github, gitlab, none) [github]: ",
        "Workflow for (github, gitlab, none) [github]: ",
        "File of your public PGP key; none: no passwords and keys yet: ",
      ]
    `);
    expect(printed.err).toMatchInlineSnapshot(`
      "  twelve digits are expected
        one of github, gitlab, none is expected
      "
    `);
  });
});
