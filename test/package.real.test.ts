import { execFile, execFileSync, spawnSync } from "node:child_process";
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative, sep } from "node:path";
import { createSandbox, sandboxEnvironment } from "../src/sandbox/index";
import { dockerfile, instructionsOf, leftOut } from "./containerfile";
import { withTerraform } from "./e2e/harness";
import { engine, newerNodes, nodeIn, withEngine } from "./engines/installed";
import { planJson, userThing } from "./live/plans";

/*
 * The package as npm packs it, unpacked into an empty project beside its declared dependencies and peers, and nothing
 * else: whatever it needs beyond them is missed here.
 */

const root = join(__dirname, "..");
const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
  version: string;
  bin: { roster: string };
  exports: Record<string, string>;
  dependencies: Record<string, string>;
  peerDependencies: Record<string, string>;
};
const bin = (name: string) => join(root, "node_modules", ".bin", name);

const [, sampleDay = ""] = /^# As of (\d{4}-\d{2}-\d{2}):/m.exec(readFileSync(join(root, "users.yaml"), "utf8")) ?? [];

let folder: string;
let tarball: string;
let files: string[];
let project: string;

beforeAll(() => {
  // npm pack empties dist and builds it; the other tests are using the one here.
  folder = mkdtempSync(join(tmpdir(), "iam-roster-package-"));
  const source = join(folder, "source");
  // As the builder of the image gets it.
  const ignored = new Set(leftOut);
  cpSync(root, source, { recursive: true, filter: (path) => !ignored.has(relative(root, path).split(sep)[0] ?? "") });
  symlinkSync(join(root, "node_modules"), join(source, "node_modules"));
  const packed = execFileSync("npm", ["pack", "--json", "--silent"], { cwd: source, encoding: "utf8" });
  const [pack] = Object.values(JSON.parse(packed.slice(packed.search(/^[[{]/m)))) as {
    filename: string;
    files: { path: string }[];
  }[];
  tarball = join(source, pack?.filename ?? "");
  files = (pack?.files ?? []).map(({ path }) => path);
  project = join(folder, "project");
  install();
}, 120_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What `npm install iam-roster` leaves, without asking a registry for what is here already. */
function install(): void {
  const place = join(project, "node_modules", "iam-roster");
  mkdirSync(place, { recursive: true });
  execFileSync("tar", ["-xzf", tarball, "--strip-components=1", "-C", place]);
  writeFileSync(join(project, "package.json"), JSON.stringify({ name: "acme-iam", private: true }));
  for (const name of Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies })) link(name);
}

test("the steps of the Dockerfile make a command that needs nothing beside it", () => {
  const image = join(folder, "image");
  for (const path of ["tmp", "opt", "usr/local/bin"]) mkdirSync(join(image, path), { recursive: true });
  cpSync(tarball, join(image, "tmp", "iam-roster.tgz"));
  const steps = instructionsOf(dockerfile).filter(
    ({ name, words }) => name === "RUN" && words.includes("/opt/iam-roster"),
  );
  expect(steps).toHaveLength(2);
  for (const { words } of steps)
    execFileSync("sh", ["-ec", words.replace(/(^|\s)\/(?=tmp|opt|usr)/g, `$1${image}/`)], { cwd: image });
  const command = join(image, "usr", "local", "bin", "roster");
  const run = (...words: string[]) => execFileSync(command, words, { cwd: root, encoding: "utf8" });
  expect(run("--version").trim()).toBe(manifest.version);
  expect(run("validate", "users.yaml")).toContain("no findings");
});

/** With what they need themselves. */
function whatIsInstalledWith(names: readonly string[], known = new Set<string>()): Set<string> {
  for (const name of names.filter((name) => !known.has(name))) {
    known.add(name);
    const { dependencies = {} } = JSON.parse(readFileSync(join(root, "node_modules", name, "package.json"), "utf8"));
    whatIsInstalledWith(Object.keys(dependencies), known);
  }
  return known;
}

function link(name: string, into = project, source = join(root, "node_modules", name)): void {
  const place = join(into, "node_modules", name);
  mkdirSync(dirname(place), { recursive: true });
  if (existsSync(source) && !existsSync(place)) symlinkSync(source, place);
}

function compile(files: Record<string, string>, options: object, into = project): void {
  for (const [name, text] of Object.entries(files)) writeFileSync(join(into, name), text);
  const compilerOptions = { target: "es2022", lib: ["es2022"], strict: true, outDir: "out", ...options };
  writeFileSync(join(into, "tsconfig.json"), JSON.stringify({ compilerOptions, files: Object.keys(files) }));
  try {
    execFileSync(bin("tsc"), ["-p", into], { encoding: "utf8", stdio: "pipe" });
  } catch (error) {
    throw new Error((error as { stdout: string }).stdout);
  }
}

const runIn = (cwd: string, ...args: string[]) =>
  execFileSync(process.execPath, args, { cwd, encoding: "utf8", stdio: "pipe" });
const run = (...args: string[]) => runIn(project, ...args);

test("the package has what is run and read, and nothing of how it is made", () => {
  const wanted =
    /^(LICENSE|README\.md|CHANGELOG\.md|package\.json|examples\/.+\.(ts|md|json)|users\.yaml|(src\/)?roster\/users\.schema\.json|docs\/.+|keys\/.+\.asc|dist\/.+\.(m?js|d\.ts|json)|dist\/command\/roster\/LICENSES\.txt)$/;
  expect(files.filter((path) => !wanted.test(path))).toEqual([]);
  expect(files.filter((path) => /^dist\/(src\/)?(test|bench|scripts|examples)\//.test(path))).toEqual([]);
  for (const path of [manifest.bin.roster, "CHANGELOG.md", "examples/own-stack/main.ts"]) expect(files).toContain(path);
  for (const path of Object.values(manifest.exports)) expect(files).toContain(path.replace("./", ""));
});

test("whoever finds the package finds its source, and nothing runs when it is installed", () => {
  const { homepage, repository, bugs, scripts } = JSON.parse(
    readFileSync(join(project, "node_modules", "iam-roster", "package.json"), "utf8"),
  );
  expect([homepage, repository.url, bugs]).toEqual([
    "https://github.com/iam-roster/iam-roster#readme",
    "git+https://github.com/iam-roster/iam-roster.git",
    "https://github.com/iam-roster/iam-roster/issues",
  ]);
  expect(Object.keys(scripts).filter((name) => /^(pre|post)?install$/.test(name))).toEqual([]);
});

test("publint and Are The Types Wrong find nothing", () => {
  expect(execFileSync(bin("publint"), ["run", tarball, "--strict"], { encoding: "utf8" })).toContain("All good!");
  const judged = execFileSync(bin("attw"), [tarball, "--no-definitely-typed", "--format", "json"], {
    encoding: "utf8",
  });
  expect(JSON.parse(judged).analysis.problems).toEqual([]);
});

const program = `
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { App, TerraformOutput, TerraformStack } from "cdktf";
import { ManagedGroup, ManagedPolicy, ManagedUser, type ManagedUserProps, RosterUsers } from "iam-roster";
import { guards, judge } from "iam-roster/guards";
import type { Roster } from "iam-roster/roster";
import { createSandbox, type Sandbox, sandboxEnvironment } from "iam-roster/sandbox";

const stack = new TerraformStack(new App({ outdir: "cdktf.out" }), "people");
new AwsProvider(stack, "aws", { region: "eu-central-1" });
const push = new ManagedPolicy(stack, "push-images", { document: { Version: "2012-10-17", Statement: [] } });
const pipelines = new ManagedGroup(stack, "pipelines", { policies: [push] });
const props: ManagedUserProps = { groups: [pipelines], accessKeys: { a: { pgpKey: "keybase:acme" } } };
const bot: ManagedUser = new ManagedUser(stack, "image-bot", props);
new TerraformOutput(stack, "secret", { value: bot.accessKeys.a.encryptedSecret });

export function addRoster(roster: Roster, today: string): number {
  const { users } = new RosterUsers(stack, "roster", { roster });
  return judge(roster, today).length + Object.keys(users).length + guards.length;
}

async function start(): Promise<Record<string, string>> {
  const sandbox: Sandbox = createSandbox();
  const environment = sandboxEnvironment(await sandbox.listen());
  await sandbox.close();
  return environment;
}

(stack.node.root as App).synth();
start().then(({ AWS_ENDPOINT_URL_IAM: url }) => {
  if (!/^http:\\/\\/127\\.0\\.0\\.1:\\d+$/.test(url)) throw new Error(url);
});
`;

test.each(["node16", "bundler"])("a strict program compiles against its types as %s finds them, and runs", (how) => {
  const resolution = how === "node16" ? { module: "node16" } : { module: "commonjs", moduleResolution: how };
  // Without the types of Node, which only development has, and with every declaration of the package checked.
  compile({ "app.ts": program }, { ...resolution, types: [], skipLibCheck: false });
  run(join("out", "app.js"));
  const { resource, output } = JSON.parse(
    readFileSync(join(project, "cdktf.out", "stacks", "people", "cdk.tf.json"), "utf8"),
  );
  expect(resource.aws_iam_user_group_membership["image-bot"].groups).toEqual(["${aws_iam_group.pipelines.name}"]);
  expect(output.secret.value).toBe("${aws_iam_access_key.image-bot--a.encrypted_secret}");
});

withEngine("@cdktn/provider-aws", "for apps of CDK Terrain", () => {
  const named = (text: string) => text.replaceAll('"cdktf"', '"cdktn"').replaceAll('"@cdktf/', '"@cdktn/');
  let terrain: string;

  beforeAll(() => {
    terrain = join(folder, "terrain");
    cpSync(join(project, "node_modules", "iam-roster"), join(terrain, "node_modules", "iam-roster"), {
      recursive: true,
    });
    for (const name of Object.keys(manifest.dependencies)) link(name, terrain);
    // One copy of constructs, the one that cdktn finds.
    for (const name of ["cdktn", "@cdktn/provider-aws", "constructs"]) link(name, terrain, engine(name));
  });

  test("a strict program compiles against its types and runs, with the other names only", () => {
    const renamed = named(program).replace('from "iam-roster"', 'from "iam-roster/cdktn"');
    compile({ "app.ts": renamed }, { module: "node16", types: [], skipLibCheck: false }, terrain);
    runIn(terrain, join("out", "app.js"));
    const stack = readFileSync(join(terrain, "cdktf.out", "stacks", "people", "cdk.tf.json"), "utf8");
    expect(JSON.parse(stack).output.secret.value).toBe("${aws_iam_access_key.image-bot--a.encrypted_secret}");
  });

  test("the example of docs/cdk-terrain.md compiles and runs", () => {
    const page = readFileSync(join(root, "docs", "cdk-terrain.md"), "utf8");
    const [, text = ""] = /<!-- example: people\.ts -->\n *```ts\n([\s\S]*?)```/.exec(page) ?? [];
    compile({ "people.ts": text }, { module: "node16", types: [], skipLibCheck: false }, terrain);
    runIn(terrain, join("out", "people.js"));
    const stack = readFileSync(join(terrain, "cdktf.out", "stacks", "people", "cdk.tf.json"), "utf8");
    expect(Object.keys(JSON.parse(stack).resource.aws_iam_user)).toEqual(["alice"]);
  });

  test("fails where the constructs of CDKTF meet a stack of CDK Terrain, in the words of the page", () => {
    for (const name of ["cdktf", "@cdktf/provider-aws"]) link(name, terrain);
    compile({ "mixed.ts": named(program) }, { module: "node16", types: [], skipLibCheck: true }, terrain);
    expect(() => runIn(terrain, join("out", "mixed.js"))).toThrow(
      "TypeError: e._resetResolveDiscoveredProviderFeatureUsage is not a function",
    );
    expect(readFileSync(join(root, "docs", "cdk-terrain.md"), "utf8")).toContain(
      "`_resetResolveDiscoveredProviderFeatureUsage is not a function`",
    );
  });

  test("a roster becomes the same stack, compared as JSON, but for the version that made it", () => {
    const app = `
const { App } = require("cdktf");
const { UsersStack } = require("iam-roster");
const { loadRoster } = require("iam-roster/roster");
const [out, users] = process.argv.slice(2);
loadRoster(users, { today: new Date("${sampleDay}T12:00:00Z") }).then(({ roster }) => {
  const app = new App({ outdir: out });
  new UsersStack(app, { roster });
  app.synth();
});
`;
    const synthesized = (cwd: string, text: string) => {
      writeFileSync(join(cwd, "roster.js"), text);
      runIn(cwd, "roster.js", "same", join(root, "users.yaml"));
      const stack = JSON.parse(readFileSync(join(cwd, "same", "stacks", "users", "cdk.tf.json"), "utf8"));
      const { version, ...metadata } = stack["//"].metadata;
      return { version, stack: { ...stack, "//": { ...stack["//"], metadata } } };
    };
    const cdktf = synthesized(project, app);
    const cdktn = synthesized(terrain, named(app).replace('"iam-roster"', '"iam-roster/cdktn"'));
    expect([cdktf.version, cdktn.version]).toEqual(["0.21.0", "0.24.0"]);
    expect(Object.keys(cdktf.stack.resource.aws_iam_user)).toHaveLength(7);
    expect(cdktn.stack).toEqual(cdktf.stack);
  });
});

test("an ES module imports every entry by its names", () => {
  const imports = [
    ["ManagedUser", ""],
    ["loadRoster", "/roster"],
    ["judge", "/guards"],
    ["createSandbox", "/sandbox"],
  ].map(([name, path]) => `import { ${name} } from "iam-roster${path}"; console.log(typeof ${name});`);
  writeFileSync(join(project, "app.mjs"), imports.join("\n"));
  expect(run("app.mjs")).toBe("function\nfunction\nfunction\nfunction\n");
});

test("the example of docs/sandbox.md compiles, and says what is written there", () => {
  const page = readFileSync(join(root, "docs", "sandbox.md"), "utf8");
  const example = (name: string) =>
    new RegExp(`<!-- example: ${name} -->\\n\`\`\`[a-z]*\\n([^]*?)\`\`\``).exec(page)?.[1] ?? "";
  for (const name of ["@types/node", "@aws-sdk/client-iam"]) link(name);
  compile({ "sandbox.ts": example("sandbox.ts") }, { module: "node16", types: ["node"], skipLibCheck: true });
  expect(run(join("out", "sandbox.js"))).toBe(example("node sandbox.js"));
});

describe("its command, where nothing but the package and its dependencies is installed", () => {
  let alone: string;
  let command: string;
  const roster = (...words: string[]) =>
    execFileSync(process.execPath, [command, ...words], { cwd: alone, encoding: "utf8", stdio: "pipe" });

  beforeAll(() => {
    alone = join(folder, "alone");
    cpSync(join(project, "node_modules", "iam-roster"), join(alone, "node_modules", "iam-roster"), { recursive: true });
    command = join(alone, "node_modules", "iam-roster", manifest.bin.roster);
    // Elsewhere than this checkout, whose node_modules Node would find.
    for (const name of whatIsInstalledWith(Object.keys(manifest.dependencies)))
      cpSync(join(root, "node_modules", name), join(alone, "node_modules", name), { recursive: true });
    for (const name of ["users.yaml", "keys"]) cpSync(join(root, name), join(alone, name), { recursive: true });
  });

  test("it takes less than 60 MB", () => {
    const kilobytes = Number(execFileSync("du", ["-sk", alone], { encoding: "utf8" }).split("\t")[0]);
    expect(kilobytes).toBeLessThan(60_000);
  });

  test("tells its version and judges a roster", () => {
    expect(roster("--version")).toBe(`${manifest.version}\n`);
    expect(roster("validate", "--today", sampleDay)).toMatch(/^users\.yaml: 7 users, .+; no findings/);
  });

  test("asks each service of an account", async () => {
    const sandbox = createSandbox();
    const environment = sandboxEnvironment(await sandbox.listen());
    const here = { cwd: alone, env: { ...process.env, ...environment }, encoding: "utf8" } as const;
    // Not in this process, which answers; findings make an exit code of their own.
    const ask = (...words: string[]) =>
      new Promise<string>((resolve) => {
        execFile(process.execPath, [command, ...words], here, (_, out, err) => resolve(`${out}${err}`));
      });
    try {
      writeFileSync(join(alone, "plan.json"), planJson({ deleted: [userThing("alice", "AIDAEXAMPLE")] }));
      const said = [
        await ask("audit", "--json"),
        await ask("validate", "--account", "--today", sampleDay),
        await ask("preflight", "plan.json"),
      ];
      expect(said.join("\n")).not.toMatch(/failed:/);
      const services = new Set(Object.keys(sandbox.counts()).map((action) => action.split(":")[0]));
      expect([...services].sort()).toEqual(["accessanalyzer", "cloudtrail", "iam", "kms", "s3", "sts"]);
    } finally {
      await sandbox.close();
    }
  }, 60_000);

  test("writes the same bytes as the program of the checkout", () => {
    roster("synth", "--today", sampleDay, "--out", "bundled");
    const checkout = join(root, "dist", "src", "cli", "index.js");
    execFileSync(process.execPath, [checkout, "synth", "--today", sampleDay, "--out", "built"], { cwd: alone });
    const written = (out: string) => readFileSync(join(alone, out, "stacks", "users", "cdk.tf.json"), "utf8");
    expect(written("bundled")).toBe(written("built"));
    expect(written("built")).toContain("aws_iam_user");
  });

  for (const { major, name } of newerNodes) {
    withEngine(name, `with Node ${major}`, (node) => {
      const withNode = (...words: string[]) =>
        execFileSync(nodeIn(node), [command, ...words], { cwd: alone, encoding: "utf8", stdio: "pipe" });

      test("says what it can do, judges a roster, and writes the same bytes", () => {
        const version = execFileSync(nodeIn(node), ["--version"], { encoding: "utf8" });
        expect(version).toMatch(new RegExp(`^v${major}\\.`));
        expect(withNode("--help")).toBe(roster("--help"));
        expect(withNode("validate", "--today", sampleDay)).toBe(roster("validate", "--today", sampleDay));
        const written = (out: string) => readFileSync(join(alone, out, "stacks", "users", "cdk.tf.json"), "utf8");
        roster("synth", "--today", sampleDay, "--out", "oldest");
        withNode("synth", "--today", sampleDay, "--out", name);
        expect(written(name)).toBe(written("oldest"));
      });

      test("fails as it does with the oldest, and warns of nothing", () => {
        const fails = (program: string) =>
          spawnSync(program, [command, "validate", "gone.yaml"], { cwd: alone, encoding: "utf8" });
        const [newer, oldest] = [fails(nodeIn(node)), fails(process.execPath)];
        expect([newer.status, newer.stdout, newer.stderr]).toEqual([oldest.status, oldest.stdout, oldest.stderr]);
        const warned = spawnSync(nodeIn(node), ["--throw-deprecation", command, "validate", "--today", sampleDay], {
          ...{ cwd: alone, encoding: "utf8" },
        });
        expect([warned.status, warned.stderr]).toEqual([0, expect.not.stringContaining("Warning")]);
      });
    });
  }

  withTerraform("in an empty folder", () => {
    test("init begins a project that is rehearsed without another edit", () => {
      const today = ["--account", "123456789012", "--owner", "alice@example.com", "--pgp-key", "keys/alice.asc"];
      roster("init", "acme-iam", "--yes", ...today);
      const cwd = join(alone, "acme-iam");
      // What npm install would make.
      cpSync(join(alone, "node_modules"), join(cwd, "node_modules"), { recursive: true });
      mkdirSync(join(cwd, "node_modules", ".bin"));
      const installed = join(cwd, "node_modules", "iam-roster", manifest.bin.roster);
      chmodSync(installed, 0o755);
      symlinkSync(installed, join(cwd, "node_modules", ".bin", "roster"));
      const said = execFileSync("npm", ["run", "--silent", "rehearse"], { cwd, encoding: "utf8", stdio: "pipe" });
      const results = said.slice(said.indexOf("\nperson ")).match(/removed cleanly$/gm);
      expect(results).toHaveLength(3);
      expect(said).toMatch(/^alice +1 password, 1 enabled MFA device, 1 group +removed cleanly$/m);
      const { $schema = "" } =
        /^# yaml-language-server: \$schema=(?<$schema>.+)$/m.exec(readFileSync(join(cwd, "users.yaml"), "utf8"))
          ?.groups ?? {};
      expect(JSON.parse(readFileSync(join(cwd, $schema), "utf8")).title).toBe("users.yaml");
    }, 240_000);
  });

  test("has the licences of what is in it", () => {
    const licences = readFileSync(join(dirname(command), "LICENSES.txt"), "utf8");
    for (const name of ["cdktf", "constructs", "@cdktf/provider-aws", "@aws-sdk/client-iam", "js-yaml"])
      expect(licences).toMatch(new RegExp(`^${name} \\d+\\.\\d+\\.\\d+ \\([\\w .-]+\\)$`, "m"));
  });
});
