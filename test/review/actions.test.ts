import { planOf } from "../../src/plan/read";
import { reviewPlan } from "../../src/review/build";
import { reviewFormats } from "../../src/review/render/index";
import { now } from "./fixture";

/** What Terraform 1.14 and OpenTofu add to a plan: it may do something although no resource changes. */

const alice = {
  address: "aws_iam_user.alice",
  mode: "managed",
  type: "aws_iam_user",
  name: "alice",
  provider_name: "registry.terraform.io/hashicorp/aws",
};
const stays = { ...alice, change: { actions: ["no-op"], before: { name: "alice" }, after: { name: "alice" } } };
const notify = {
  address: "action.aws_lambda_invoke.notify",
  type: "aws_lambda_invoke",
  name: "notify",
  config_values: { function_name: "notify", payload: "CANARY-payload" },
  lifecycle_action_trigger: { triggering_resource_address: "aws_iam_user.alice", action_trigger_event: "AfterUpdate" },
};

function reviewOf(parts: object) {
  const plan = planOf({ format_version: "1.2", terraform_version: "1.14.0", resource_changes: [stays], ...parts });
  return reviewPlan(plan, { now, detailedExitcode: true });
}

test("a plan that only runs an action is not a plan without changes", () => {
  const publish = { ...notify, address: "action.aws_sns_publish.notify", type: "aws_sns_publish" };
  const review = reviewOf({ action_invocations: [publish] });
  expect([review.gate.changes, review.gate.exitCode, review.summary.resources.invoke]).toEqual([true, 2, 1]);
  expect(review.others).toEqual([
    { address: "action.aws_sns_publish.notify", type: "aws_sns_publish", action: "invoke" },
  ]);
  expect(reviewFormats.text?.(review)).toContain("resources: 1 invoke.");
});

test("what an action is run with is told by no format", () => {
  const review = reviewOf({ action_invocations: [notify] });
  for (const render of Object.values(reviewFormats)) expect(render(review)).not.toContain("CANARY");
});

test("a plan that only forgets a resource is not a plan without changes", () => {
  const parameter = { ...alice, address: "aws_ssm_parameter.a", type: "aws_ssm_parameter", name: "a" };
  const forgets = { ...parameter, change: { actions: ["forget"], before: { value: "x" }, after: null } };
  const review = reviewOf({ resource_changes: [stays, forgets] });
  expect([review.gate.changes, review.gate.exitCode, review.summary.resources.forget]).toEqual([true, 2, 1]);
  expect(review.others).toEqual([{ address: "aws_ssm_parameter.a", type: "aws_ssm_parameter", action: "forget" }]);
});

test("without either there is no change", () => {
  const review = reviewOf({ action_invocations: [] });
  expect([review.gate.changes, review.gate.exitCode]).toEqual([false, 0]);
});

test("fails when actions are deferred to a later plan", () => {
  const { dangers } = reviewOf({ deferred_action_invocations: [{ reason: "x", action_invocation: notify }] });
  expect(dangers.map(({ id, message }) => `${id}: ${message}`)).toEqual([
    "plan-incomplete: 1 change is deferred to a later plan",
  ]);
});
