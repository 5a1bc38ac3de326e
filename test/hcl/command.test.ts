import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { hcl } from "../../src/cli/commands/hcl";
import { runCommand } from "../terminal";
import { testdir } from "../testdir";

const person = (name: string) => `  ${name}: { type: human, owner: ${name}@example.com }\n`;
const roster = (...names: string[]) =>
  `version: 1\naccount: { id: "123456789012" }\nusers:\n${names.map(person).join("")}`;
const filesIn = (folder: string, stack = "users") => readdirSync(join(folder, "hcl", stack)).sort();
const textOf = (folder: string, file: string) => readFileSync(join(folder, "hcl", "users", file), "utf8");

test("a roster becomes a folder of files, one a user, with a state at the same place", async () => {
  const folder = testdir({ "users.yaml": roster("alice", "bob") });
  expect(await runCommand(hcl, folder)).toEqual({
    code: 0,
    out: "hcl/users\n",
    err: "users.yaml: 2 users in stack users; 3 files written, 0 removed\n",
  });
  expect(readdirSync(join(folder, "hcl"))).toEqual(["users"]);
  expect(filesIn(folder)).toEqual(["main.tf", "user-alice.tf", "user-bob.tf"]);
  expect(textOf(folder, "main.tf")).toContain('path = "../../terraform.users.tfstate"');
  expect(textOf(folder, "main.tf")).toContain(
    'output "roster" {\n  value = {\n    account = "123456789012"\n    file    = "users.yaml"\n    stack   = "users"\n  }\n}\n',
  );
});

test("a removed entry is a removed file; what is the same is not touched, nor what is not ours", async () => {
  const folder = testdir({ "users.yaml": roster("alice", "bob") });
  await runCommand(hcl, folder);
  const before = statSync(join(folder, "hcl/users/user-alice.tf"));
  const note = "# Written by hand: moves of last year\n";
  for (const file of ["moved.tf", "user-notes.tf", ".terraform.lock.hcl"]) {
    writeFileSync(join(folder, "hcl/users", file), note);
  }
  writeFileSync(join(folder, "users.yaml"), roster("alice"));
  const { err } = await runCommand(hcl, folder);
  expect(err).toBe("users.yaml: 1 user in stack users; 0 files written, 1 removed\n");
  expect(filesIn(folder)).toEqual([".terraform.lock.hcl", "main.tf", "moved.tf", "user-alice.tf", "user-notes.tf"]);
  expect(textOf(folder, "user-notes.tf")).toBe(note);
  const { ino, mtimeMs } = statSync(join(folder, "hcl/users/user-alice.tf"));
  expect({ ino, mtimeMs }).toEqual({ ino: before.ino, mtimeMs: before.mtimeMs });
});

test("open imports are imports.tf, but for what has left the roster; when they are done the file goes", async () => {
  const imports = [
    { to: "aws_iam_user.bob", id: "bob" },
    { to: "aws_iam_user.alice", id: "alice" },
    { to: "aws_iam_user.carol", id: "carol" },
  ];
  const folder = testdir({
    "users.yaml": roster("alice", "bob"),
    "users.imports.json": JSON.stringify({ schemaVersion: 1, imports }),
  });
  expect((await runCommand(hcl, folder)).code).toBe(0);
  expect(filesIn(folder)).toEqual(["imports.tf", "main.tf", "user-alice.tf", "user-bob.tf"]);
  expect(textOf(folder, "imports.tf").match(/ to = .*/g)).toEqual([
    " to = aws_iam_user.alice",
    " to = aws_iam_user.bob",
  ]);
  expect(textOf(folder, "user-bob.tf")).toContain("ignore_changes = [\n      tags,\n      tags_all,");
  unlinkSync(join(folder, "users.imports.json"));
  await runCommand(hcl, folder);
  expect(filesIn(folder)).toEqual(["main.tf", "user-alice.tf", "user-bob.tf"]);
  expect(textOf(folder, "user-bob.tf")).not.toContain("ignore_changes");
});

test("a user whose key changes only its case is one file", async () => {
  const folder = testdir({ "users.yaml": roster("alice") });
  await runCommand(hcl, folder);
  writeFileSync(join(folder, "users.yaml"), roster("Alice"));
  await runCommand(hcl, folder);
  expect(filesIn(folder)).toEqual(["main.tf", "user-Alice.tf"]);
});

test("fails when the input is refused, and leaves the previous output as it was", async () => {
  const folder = testdir({ "users.yaml": roster("alice") });
  await runCommand(hcl, folder);
  writeFileSync(join(folder, "users.yaml"), `${roster("bob")}  carol: {}\n`);
  const ran = await runCommand(hcl, folder);
  expect({ code: ran.code, out: ran.out }).toEqual({ code: 3, out: "" });
  expect(ran.err).toContain("users.yaml:5:3  error");
  expect(filesIn(folder)).toEqual(["main.tf", "user-alice.tf"]);
  writeFileSync(join(folder, "users.yaml"), "");
  expect((await runCommand(hcl, folder)).code).toBe(3);
  expect(filesIn(folder)).toEqual(["main.tf", "user-alice.tf"]);
});

test("fails when a file of somebody else is in the way, and writes nothing", async () => {
  const folder = testdir({ "users.yaml": roster("alice", "bob"), "hcl/users/user-bob.tf": "# mine\n" });
  await expect(runCommand(hcl, folder)).rejects.toThrow(
    `${folder}/hcl/users/user-bob.tf was not written by roster hcl; move it away, or choose another folder with --out`,
  );
  expect(filesIn(folder)).toEqual(["user-bob.tf"]);
  expect(readdirSync(join(folder, "hcl"))).toEqual(["users"]);
});

test("fails when a link is in the way, and writes nothing through it", async () => {
  const folder = testdir({
    "users.yaml": roster("alice"),
    "secret.txt": "# Written by roster hcl\n",
    "hcl/users/x": "",
  });
  symlinkSync(join(folder, "secret.txt"), join(folder, "hcl/users/user-alice.tf"));
  await expect(runCommand(hcl, folder)).rejects.toThrow("user-alice.tf was not written by roster hcl");
  unlinkSync(join(folder, "hcl/users/user-alice.tf"));
  expect(readFileSync(join(folder, "secret.txt"), "utf8")).toBe("# Written by roster hcl\n");
});

test("fails when the folder holds the same stack as JSON", async () => {
  const folder = testdir({ "users.yaml": roster("alice"), "cdktf.out/stacks/users/cdk.tf.json": "{}" });
  const run = runCommand(hcl, folder, ["--out", "cdktf.out/stacks"]);
  await expect(run).rejects.toThrow("cdk.tf.json is the same stack as JSON; choose another folder with --out");
  expect(existsSync(join(folder, "cdktf.out/stacks/users/main.tf"))).toBe(false);
});

test("a stack whose roster is gone stays, and is named", async () => {
  const folder = testdir({
    "cdktf.json": JSON.stringify({ context: { rosters: ["accounts/*.yaml"] } }),
    "accounts/prod.yaml": roster("alice"),
    "accounts/dev.yaml": roster("bob"),
  });
  expect((await runCommand(hcl, folder)).out).toBe("hcl/dev\nhcl/prod\n");
  unlinkSync(join(folder, "accounts/dev.yaml"));
  mkdirSync(join(folder, "hcl/not-ours"));
  const { err } = await runCommand(hcl, folder);
  expect(err).toContain("roster: no roster produces hcl/dev any more; remove the folder when its stack is destroyed\n");
  expect(err).not.toContain("not-ours");
  expect(filesIn(folder, "dev")).toEqual(["main.tf", "user-bob.tf"]);
});

test("fails when two rosters would make the same folder", async () => {
  const folder = testdir({ "a/users.yaml": roster("alice"), "b/users.yaml": roster("bob") });
  const ran = await runCommand(hcl, folder, ["--file", "a/users.yaml", "--file", "b/users.yaml"]);
  expect(ran.code).toBe(3);
  expect(ran.err).toContain(
    "a/users.yaml:1:1  error  the stack users is also that of b/users.yaml:1:1  [stacks-distinct]\n",
  );
  expect(existsSync(join(folder, "hcl"))).toBe(false);
});

test("flags and a suspension are told above the user, in words", async () => {
  const yaml = `${roster("alice")}  bob:
    type: human
    name: Bob
    owner: bob@example.com
    expires: 2027-01-31
    suspended: { since: 2026-11-10, reason: "Contract ended\\n\\nresource {}", ticket: HR-77 }
    forceDestroy:
      justification: Enrols hardware keys of his own, and \${file("/etc/passwd")} is text
      approvedBy: secops@example.com
      ticket: SEC-7
      expires: 2027-06-30
`;
  const folder = testdir({ "users.yaml": yaml });
  const { code, err } = await runCommand(hcl, folder);
  expect({ code, err }).toMatchObject({ code: 0 });
  expect(textOf(folder, "user-bob.tf").split("\n\n")[0]).toBe(
    [
      "# Written by roster hcl. Not to be edited: change the roster, and run roster hcl again.",
      "# bob, in IAM Bob: human, bob@example.com",
      "# suspended since 2026-11-10 (HR-77): Contract ended\\u000a\\u000aresource {}",
      "# expires 2027-01-31",
      "# forceDestroy until 2027-06-30 (SEC-7, approved by secops@example.com):",
      '#   Enrols hardware keys of his own, and ${file("/etc/passwd")} is text',
    ].join("\n"),
  );
});
