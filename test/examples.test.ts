import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { testdir } from "./testdir";

const root = join(__dirname, "..");

test("an existing CDKTF app uses ManagedUser from the package in its own stack", () => {
  const folder = testdir({});
  cpSync(join(root, "examples", "own-stack"), folder, { recursive: true });
  // The app sees the package as npm would install it: by name, through `exports`.
  mkdirSync(join(folder, "node_modules"));
  for (const name of ["cdktf", "@cdktf", "constructs", "@types"]) {
    symlinkSync(join(root, "node_modules", name), join(folder, "node_modules", name));
  }
  symlinkSync(root, join(folder, "node_modules", "iam-roster"));
  execFileSync(join(root, "node_modules", ".bin", "tsc"), ["-p", folder], { stdio: "pipe" });
  mkdirSync(join(folder, "out"));
  const env = { ...process.env, CDKTF_OUTDIR: join(folder, "out") };
  execFileSync(process.execPath, [join(folder, "dist", "main.js")], { cwd: folder, env });
  const { resource, output } = JSON.parse(readFileSync(join(folder, "out", "stacks", "ci", "cdk.tf.json"), "utf8"));
  expect(output["image-bot-secret"].value).toBe("${aws_iam_access_key.image-bot--a.encrypted_secret}");
  expect(resource.aws_iam_user["image-bot"].name).toBe("image-bot");
  expect(resource.aws_iam_access_key["image-bot--a"].pgp_key).toBe("keybase:acme");
  expect(resource.aws_iam_policy["push-images"].policy).toContain("$${aws:username}");
  expect(Object.keys(resource.aws_iam_group_policy_attachment)).toEqual(["pipelines--push-images"]);
  expect(resource.aws_iam_user_group_membership["image-bot"].groups).toEqual(["${aws_iam_group.pipelines.name}"]);
}, 60_000);
