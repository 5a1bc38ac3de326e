import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Command } from "../../src/cli/command";
import { deploy } from "../../src/cli/commands/deploy";
import { hcl } from "../../src/cli/commands/hcl";
import { rehearse } from "../../src/cli/commands/rehearse";
import { synth } from "../../src/cli/commands/synth";
import { runCommand } from "../terminal";
import { fakeTerraform, writeTree } from "../terraform/fixtures";
import { testdir } from "../testdir";

const roster = `version: 1
account: { id: "123456789012" }
users:
  alice: { type: human, owner: alice@example.com }
`;
const stack = "cdktf.out/stacks/users";

/** A terraform that writes down that it was run. */
function project(files: Readonly<Record<string, string>>) {
  const folder = testdir({ "users.yaml": roster, ...files });
  writeTree(folder, { "bin/terraform*": fakeTerraform(`touch ${join(folder, "ran")}; exit 1`) });
  const env = { PATH: `${join(folder, "bin")}:/usr/bin:/bin`, HOME: folder };
  return { folder, run: (command: Command, ...words: string[]) => runCommand(command, { cwd: folder, env }, words) };
}

test.each<[string, Command, string[], string]>([
  ["synth", synth, [], stack],
  ["deploy", deploy, ["--auto-approve"], stack],
  ["rehearse", rehearse, [], stack],
  ["hcl", hcl, [], "hcl/users"],
])(
  "%s fails when OpenTofu would read a file of the stack's folder that Terraform does not",
  async (_name, command, words, place) => {
    const { folder, run } = project({ [`${place}/extra.tofu`]: "" });
    await expect(run(command, ...words)).rejects.toThrow(
      new Error(
        `${folder}/${place}/extra.tofu is read by OpenTofu, and not by Terraform: what is applied would not be what users.yaml says; move it to another folder, or remove it if it is not needed`,
      ),
    );
    expect(existsSync(join(folder, "ran"))).toBe(false);
  },
);

test("fails when one stands in for the stack itself, and names all; the previous output stays", async () => {
  const { folder, run } = project({});
  await run(synth);
  const before = readFileSync(join(folder, stack, "cdk.tf.json"), "utf8");
  for (const name of ["cdk.tofu.json", "more.tofu"]) writeFileSync(join(folder, stack, name), "{}");
  writeFileSync(join(folder, "users.yaml"), roster.replaceAll("alice", "bob"));
  await expect(run(synth)).rejects.toThrow(
    new Error(
      `${folder}/${stack}/cdk.tofu.json is read by OpenTofu, instead of cdk.tf.json, and not by Terraform; ${folder}/${stack}/more.tofu is read by OpenTofu, and not by Terraform: what is applied would not be what users.yaml says; move them to another folder, or remove them if they are not needed`,
    ),
  );
  expect(readFileSync(join(folder, stack, "cdk.tf.json"), "utf8")).toBe(before);
});

test("what OpenTofu does not read either is nobody's concern", async () => {
  const { run } = project({
    [`${stack}/.hidden.tofu`]: "",
    [`${stack}/notes.tofu.md`]: "",
    [`${stack}/old.tofu/main.tf`]: "",
    [`${stack}/hand.tf`]: "",
    "elsewhere.tofu": "",
  });
  expect((await run(synth)).code).toBe(0);
});
