import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { validate } from "../../src/cli/commands/validate";
import { projectScripts } from "../../src/cli/init/package-json";
import { root, runCommand } from "../terminal";
import { testdir } from "../testdir";

const readme = readFileSync(join(root, "README.md"), "utf8");

/** The fenced block behind `<!-- example: NAME -->`. */
function example(name: string): string {
  const block = new RegExp(`<!-- example: ${name} -->\\n\`\`\`[a-z]*\\n([^]*?)\`\`\``).exec(readme)?.[1];
  if (block === undefined) throw new Error(`README.md has no example ${name}`);
  return block;
}

const sampleKeys = { "keys/alice.asc": readFileSync(join(root, "keys", "alice.asc")) };

test("the ten lines of YAML are a sound roster", async () => {
  const yaml = example("users.yaml");
  const ran = await runCommand(validate, testdir({ "users.yaml": yaml, ...sampleKeys }));
  expect(ran).toEqual({ code: 0, out: "users.yaml: 1 user, 1 group, 0 policies; no findings\n", err: "" });
  expect(yaml.trimEnd().split("\n")).toHaveLength(10);
});

test("the refused flag is refused in these words", async () => {
  const refused = `version: 1
account: { id: "123456789012" }
users:
  bob:
    type: human
    owner: bob@example.com
    forceDestroy: true
`;
  const ran = await runCommand(validate, testdir({ "refused.yaml": refused }), ["refused.yaml"]);
  const [command, ...output] = example("command validate refused.yaml").split("\n");
  expect(command).toBe("$ npm run --silent roster -- validate refused.yaml");
  expect(ran.out).toBe(output.join("\n"));
});

test.each(["2026-11-21", "2027-10-01"])("the sample is sound on %s", async (day) => {
  const ran = await runCommand(validate, { cwd: root, today: new Date(`${day}T12:00:00Z`) });
  expect(ran).toEqual({
    code: 0,
    out: "users.yaml: 7 users, 3 groups, 2 policies; no findings; accepted risks: forceDestroy 1, plaintextSecrets 1, administratorAccess 1, directPolicies 2, longLivedKeys 1\n",
    err: "",
  });
});

test("every npm script that README and docs name is there", () => {
  const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const named = pages().flatMap((page) => [
    ...readFileSync(page, "utf8").matchAll(/\bnpm (?:run (?:--silent )?)?([a-z]+)/g),
  ]);
  const scriptsNamed = named
    .map(([, name]) => name ?? "")
    .filter((name) => !["ci", "run", "install", "uninstall", "i", "here", "pack", "view", "rebuild"].includes(name));
  expect(scriptsNamed.filter((name) => !(name in { ...scripts, ...projectScripts }))).toEqual([]);
});

test("every link of README and docs leads to a file", () => {
  const broken = pages().flatMap((page) =>
    [...readFileSync(page, "utf8").matchAll(/\]\(([^)#:]+)(?:#[^)]*)?\)/g)]
      .map(([, target]) => target ?? "")
      .filter((target) => !existsSync(join(dirname(page), target)))
      .map((target) => `${page} -> ${target}`),
  );
  expect(broken).toEqual([]);
});

function pages(): string[] {
  const docs = readdirSync(join(root, "docs")).filter((file) => file.endsWith(".md"));
  return [join(root, "README.md"), ...docs.map((file) => join(root, "docs", file))];
}
