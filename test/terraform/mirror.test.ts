import { mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import type { Mirror } from "../../src/terraform/mirror";
import {
  type MirrorSearch,
  mirrorRoots,
  namedMirror,
  nothingFound,
  searchMirrors,
} from "../../src/terraform/mirror-search";
import { goPlatform } from "../../src/terraform/provider";
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
function search(roots: string[], directories?: number): Promise<MirrorSearch> {
  return searchMirrors({ roots, platform: "linux_amd64", ...(directories ? { directories } : {}) });
}
function named(path: string): Promise<Mirror | undefined> {
  return namedMirror({ env: { ROSTER_PROVIDER_MIRROR: path }, platform: "linux_amd64" });
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

test("the mirror that ROSTER_PROVIDER_MIRROR names", async () => {
  const path = tree(unpacked("5.90.0"));
  expect(await named(path)).toEqual({
    path,
    host: "registry.terraform.io",
    version: "5.90.0",
    layout: "unpacked",
  });
  expect([await named(""), await named("  "), await namedMirror({ env: {} })]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});

test("fails when ROSTER_PROVIDER_MIRROR does not serve", async () => {
  const next =
    'Name the directory that contains registry.terraform.io/hashicorp/aws/, as "terraform providers mirror DIR" fills it.';
  const cases: [string, string][] = [
    [join(root, "nowhere"), "there is no such directory"],
    [tree({}), "it holds no registry.terraform.io/hashicorp/aws"],
    [tree(unpacked("5.100.0", "plan9_amd64")), "it holds no hashicorp/aws for linux_amd64, only for plan9_amd64"],
  ];
  for (const [path, why] of cases) {
    await expect(named(path)).rejects.toMatchObject({ reason: "provider" });
    await expect(named(path)).rejects.toThrow(new Error(`ROSTER_PROVIDER_MIRROR is ${path}, but ${why}. ${next}`));
  }
});

test("looks under the home directory that the environment names first, and then into small directories before big ones", () => {
  expect(mirrorRoots({ HOME: "/home/alice" })).toEqual([
    "/home/alice/.terraform.d/plugins",
    "/opt",
    "/usr/local/share",
    "/usr/share",
  ]);
});

test("what is near is found before what is deep, whatever the root", async () => {
  const deep = tree(below("a/b/c", unpacked("5.100.0")));
  const near = tree(below("m", unpacked("5.90.0")));
  expect((await search([deep, near])).mirror?.path).toBe(join(near, "m"));
});

test("looks into so many directories and no more, and says that it gave up", async () => {
  const top = tree({ "a/b/readme": "", ...below("c/d", unpacked("5.100.0")) });
  const whole = await search([top]);
  expect([whole.mirror?.path, whole.gaveUpAfter]).toEqual([join(top, "c", "d"), undefined]);
  expect(await search([top], 5)).toEqual({ rejected: [], roots: [top], gaveUpAfter: 5 });
});

test("a search that nobody waits for any more ends", async () => {
  const top = tree(unpacked("5.100.0"));
  expect(await searchMirrors({ roots: [top], signal: AbortSignal.abort() })).toEqual({ rejected: [], roots: [top] });
});

test("without a mirror it says where it looked, whether it gave up, and what to do", () => {
  const platform = goPlatform();
  const next =
    'Run "terraform providers mirror DIR" where there is a network, and set ROSTER_PROVIDER_MIRROR to the copy of DIR.';
  expect(nothingFound({ rejected: [], roots: ["/home/alice/.terraform.d/plugins", "/opt"] }, "terraform")).toBe(
    `no mirror with hashicorp/aws >= 5.80.0, < 7.0.0 for ${platform} lies under /home/alice/.terraform.d/plugins, /opt.\n${next}`,
  );
  const rejected = [{ path: "/opt/old", reason: "it holds hashicorp/aws 4.67.0, and >= 5.80.0, < 7.0.0 is needed" }];
  expect(nothingFound({ rejected, roots: ["/opt"], gaveUpAfter: 20_000 }, "tofu")).toBe(
    `no mirror with hashicorp/aws >= 5.80.0, < 7.0.0 for ${platform} was found in 20000 directories, after which the search gave up, under /opt. Passed over:
  /opt/old: it holds hashicorp/aws 4.67.0, and >= 5.80.0, < 7.0.0 is needed
${next.replace("terraform", "tofu")}`,
  );
});
