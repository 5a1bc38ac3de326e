import {
  awsLock,
  BrokenLock,
  everyHost,
  knowsEveryPlatform,
  lockedVersion,
  withAwsLock,
} from "../../src/terraform/lock";

const HEAD = `# This file is maintained automatically by "terraform init".
# Manual edits may be lost in future updates.

`;
const block = (address: string, version: string, hash = "h1:abc=") => `provider "${address}" {
  version     = "${version}"
  constraints = ">= 5.80.0, < 7.0.0"
  hashes = [
    "${hash}",
  ]
}
`;
const [terraform, tofu] = ["registry.terraform.io", "registry.opentofu.org"];
const ofTerraform = block(`${terraform}/hashicorp/aws`, "6.27.0", "zh:def");
const ofTofu = block(`${tofu}/hashicorp/aws`, "6.28.0");
const ofRandom = block(`${terraform}/hashicorp/random`, "3.7.2");
const all = `${HEAD}${ofTofu}\n${ofTerraform}\n${ofRandom}`;

test("each program is given its own AWS provider, and no other", () => {
  expect(awsLock(all, [terraform])).toBe(`${HEAD}${ofTerraform}`);
  expect(awsLock(all, [tofu])).toBe(`${HEAD}${ofTofu}`);
  expect(awsLock(all, everyHost)).toBe(`${HEAD}${ofTerraform}\n${ofTofu}`);
  expect(awsLock(`${HEAD}${ofRandom}`, everyHost)).toBeUndefined();
  expect(awsLock("", everyHost)).toBeUndefined();
});

test("a new version replaces that of the same host; everything else stays", () => {
  const newer = block(`${terraform}/hashicorp/aws`, "6.66.0");
  expect(withAwsLock(all, `${HEAD}${newer}`, terraform)).toBe(`${HEAD}${ofTofu}\n${newer}\n${ofRandom}`);
  expect(withAwsLock("", `${HEAD}${newer}`, terraform)).toBe(`${HEAD}${newer}`);
});

test("tells the version, and whether the checksums are those of every platform", () => {
  expect(lockedVersion(all, terraform)).toBe("6.27.0");
  expect(lockedVersion(ofRandom, terraform)).toBeUndefined();
  expect([knowsEveryPlatform(ofTerraform), knowsEveryPlatform(ofTofu)]).toEqual([true, false]);
});

test("lines of Windows are read alike", () => {
  expect(awsLock(all.replaceAll("\n", "\r\n"), [tofu])).toBe(`${HEAD}${ofTofu}`);
});

test.each([
  ["a merge that is not finished", `<<<<<<< main\n${ofTerraform}`, "line 1 is not as terraform init writes it"],
  [
    "one in the middle of a block",
    ofTerraform.replace("  constraints", "=======\n  constraints"),
    "line 3 is not as terraform init writes it",
  ],
  ["the same provider twice", `${ofTerraform}${ofTerraform}`, "line 8 is not as terraform init writes it"],
  ["an end that is missing", ofTerraform.slice(0, 80), "its end is missing"],
  ["something else", '{"provider": {}}', "line 1 is not as terraform init writes it"],
])("fails on %s: who pins a provider must not get another one", (_what, text, why) => {
  expect(() => awsLock(text, everyHost)).toThrow(new BrokenLock(why));
});
