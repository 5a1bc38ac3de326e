import { audit } from "../../src/cli/commands/audit";
import { deploy } from "../../src/cli/commands/deploy";
import { sandbox } from "../../src/cli/commands/sandbox";
import { validate } from "../../src/cli/commands/validate";
import { judgeOutputs } from "../../src/cli/outputs";
import { runCommand } from "../terminal";
import { testdir } from "../testdir";

test.each([
  [audit, ["--out", "gone/audit.html"], "--out gone/audit.html cannot be written: there is no folder"],
  [validate, ["--format", "text,json=gone/v.json"], "--format gone/v.json cannot be written: there is no folder"],
  [deploy, ["--save", "users.yaml/plan"], "--save users.yaml/plan cannot be written: there is no folder"],
  [sandbox, ["--state", "there"], "--state there cannot be written: it is a folder; name a file in it"],
])("fails before any work when a file that is written at the end has no place: %#", async (command, words, message) => {
  const cwd = testdir({ "users.yaml": "version: 1\nusers: {}\n", "there/x": "" });
  await expect(runCommand(command, { cwd, env: {} }, words)).rejects.toThrow(message);
});

test("does not fail for a file in a folder that is there, for what is read, nor for what is no file", () => {
  const cwd = testdir({ "there/old.json": "" });
  const out = { type: "string", value: "FILE", writes: true, help: "the file" } as const;
  const format = { type: "formats", choices: ["text", "json"], help: "the format" } as const;
  for (const file of ["new.json", "there/old.json", "there/new.json", "/dev/null"])
    judgeOutputs(
      { out, format },
      {
        out: file,
        format: [
          { name: "json", file },
          { name: "text", file: undefined },
        ],
      },
      cwd,
    );
  judgeOutputs({ before: { type: "string", value: "FILE", help: "is read" } }, { before: "gone/x" }, cwd);
});
