import { mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { findProviderMirror, type MirrorSearch, searchMirrors } from "../../terraform/mirror";
import { script, temporaryDirectory, writeTree, ZIP } from "./fixtures";

const root = temporaryDirectory();
const AWS = "registry.terraform.io/hashicorp/aws";
const unpacked = (version: string, platform = "linux_amd64", host = AWS): Record<string, string> => ({
  [`${host}/${version}/${platform}/terraform-provider-aws_v${version}_x5*`]: script("exit 0"),
});
const packed = (version: string, content = ZIP): Record<string, string> => ({
  [`${AWS}/terraform-provider-aws_${version}_linux_amd64.zip`]: content,
});

let count = 0;
function tree(files: Record<string, string>): string {
  return writeTree(join(root, String(++count)), { "other/readme": "", ...files });
}
function below(folder: string, files: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(files).map(([name, content]) => [join(folder, name), content]));
}
function search(roots: string[], env: NodeJS.ProcessEnv = {}): Promise<MirrorSearch> {
  return searchMirrors({ env, roots, platform: "linux_amd64" });
}
async function reason(files: Record<string, string>): Promise<string | undefined> {
  const { mirror, rejected } = await search([tree(files)]);
  expect(mirror).toBeUndefined();
  return rejected[0]?.reason;
}

test.each([
  ["a root itself", ""],
  ["one level down", "tf-plugins"],
  ["three levels down", "acme/terraform/mirror"],
])("finds an unpacked mirror: %s", async (_, folder) => {
  const top = tree(below(folder, unpacked("5.100.0")));
  expect((await search(["/does/not/exist", top])).mirror).toEqual({
    path: join(top, folder),
    host: "registry.terraform.io",
    version: "5.100.0",
    layout: "unpacked",
  });
});

test("does not go deeper than three levels", async () => {
  expect((await search([tree(below("a/b/c/d", unpacked("5.100.0")))])).mirror).toBeUndefined();
});

test("finds a packed mirror, and takes the newest version that fits, whatever its layout", async () => {
  const top = tree({ ...packed("5.100.0"), ...packed("7.0.0"), ...unpacked("5.99.0"), ...packed("6.0.0-beta1") });
  expect((await search([top])).mirror).toMatchObject({ version: "5.100.0", layout: "packed" });
});

test("passes a mirror over that does not serve, and says why", async () => {
  const old = tree(below("old", unpacked("4.67.0")));
  const good = tree(below("good", unpacked("6.2.0")));
  expect(await search([old, good])).toEqual({
    mirror: { path: join(good, "good"), host: "registry.terraform.io", version: "6.2.0", layout: "unpacked" },
    rejected: [{ path: join(old, "old"), reason: "it holds hashicorp/aws 4.67.0, and >= 5.80.0, < 7.0.0 is needed" }],
    roots: [old, good],
  });
});

test("says what is wrong with a mirror", async () => {
  expect(await reason({ ...unpacked("5.79.0"), ...packed("7.1.0") })).toBe(
    "it holds hashicorp/aws 7.1.0, 5.79.0, and >= 5.80.0, < 7.0.0 is needed",
  );
  expect(await reason({ ...unpacked("5.100.0", "darwin_arm64"), ...unpacked("6.0.0", "windows_amd64") })).toBe(
    "it holds no hashicorp/aws for linux_amd64, only for darwin_arm64, windows_amd64",
  );
  expect(await reason({ [`${AWS}/index.json`]: "{}" })).toBe("it holds no hashicorp/aws for linux_amd64");
  expect(await reason({ [`${AWS}/5.100.0/linux_amd64/LICENSE.txt`]: "" })).toBe(
    "its hashicorp/aws 5.100.0 for linux_amd64 is broken or empty",
  );
  expect(await reason(packed("5.100.0", ""))).toBe("its hashicorp/aws 5.100.0 for linux_amd64 is broken or empty");
  expect(await reason(unpacked("5.100.0", "linux_amd64", "registry.opentofu.org/hashicorp/aws"))).toBe(
    "it holds hashicorp/aws of registry.opentofu.org, and this binary asks for the one of registry.terraform.io",
  );
});

test("a link in place of the mirror's folders is refused, since terraform would not follow it", async () => {
  const real = tree(unpacked("5.100.0"));
  const top = tree({});
  mkdirSync(join(top, "m"));
  symlinkSync(join(real, "registry.terraform.io"), join(top, "m", "registry.terraform.io"));
  expect((await search([top])).rejected).toEqual([
    {
      path: join(top, "m"),
      reason: "its registry.terraform.io/hashicorp/aws leads through a symbolic link, which terraform does not follow",
    },
  ]);
});

test("tofu takes the one of its own registry", async () => {
  const top = tree(unpacked("6.2.0", "linux_amd64", "registry.opentofu.org/hashicorp/aws"));
  const found = await searchMirrors({ env: {}, roots: [top], platform: "linux_amd64", product: "tofu" });
  expect(found.mirror?.host).toBe("registry.opentofu.org");
});

test("ROSTER_PROVIDER_MIRROR goes before every root", async () => {
  const named = tree(unpacked("5.90.0"));
  const found = await search([tree(unpacked("6.0.0"))], { ROSTER_PROVIDER_MIRROR: named });
  expect(found.mirror).toMatchObject({ path: named, version: "5.90.0" });
});

test("fails when ROSTER_PROVIDER_MIRROR does not serve, even if a root would", async () => {
  const good = tree(unpacked("5.100.0"));
  const next =
    'Name the directory that contains registry.terraform.io/hashicorp/aws/, as "terraform providers mirror DIR" fills it.';
  const cases: [string, string][] = [
    [join(root, "nowhere"), "there is no such directory"],
    [tree({}), "it holds no registry.terraform.io/hashicorp/aws"],
    [tree(unpacked("5.100.0", "plan9_amd64")), "it holds no hashicorp/aws for linux_amd64, only for plan9_amd64"],
  ];
  for (const [named, why] of cases) {
    await expect(search([good], { ROSTER_PROVIDER_MIRROR: named })).rejects.toMatchObject({ reason: "provider" });
    await expect(search([good], { ROSTER_PROVIDER_MIRROR: named })).rejects.toThrow(
      new Error(`ROSTER_PROVIDER_MIRROR is ${named}, but ${why}. ${next}`),
    );
  }
});

test("looks under the home directory that the environment names", async () => {
  const home = tree(below(".terraform.d/plugins", unpacked("5.100.0", "linux_amd64")));
  const found = await findProviderMirror({ HOME: home });
  // On another platform than that of the fake, or with none of ours nearer, nothing of it may be found.
  if (process.platform === "linux" && process.arch === "x64") {
    expect(found?.path).toBe(join(home, ".terraform.d/plugins"));
  }
});
