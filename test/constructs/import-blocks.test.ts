import { TerraformStack, Testing } from "cdktf";
import { ImportBlocks } from "../../constructs/index";

test("all import blocks come from one element, without a start of terraform", () => {
  const stack = new TerraformStack(Testing.app(), "test");
  new ImportBlocks(stack, "imports", [
    { to: "aws_iam_user.alice", id: "alice" },
    { to: "aws_iam_access_key.alice--laptop", id: "AKIAIOSFODNN7EXAMPLE" },
  ]);
  expect(JSON.parse(Testing.synth(stack, true)).import).toEqual([
    { to: "aws_iam_user.alice", id: "alice" },
    { to: "aws_iam_access_key.alice--laptop", id: "AKIAIOSFODNN7EXAMPLE" },
  ]);
});
