import { CallFailed, Interrupted } from "../../../src/aws/failures";
import { commandLine } from "../../../src/cli/command-line";
import { type Cause, causeOf } from "../../../src/cli/deploy/cause";
import { Course } from "../../../src/cli/deploy/course";
import { tellStop } from "../../../src/cli/deploy/tell-stop";
import { TerraformFailure } from "../../../src/terraform/failure";
import type { UiEvent } from "../../../src/terraform/ui-events";

const failed = (summary: string, detail = "") =>
  new TerraformFailure("exit", `terraform apply failed with status 1: ${summary}`, {
    diagnostics: [{ severity: "error", summary, detail }],
  });

// As real terraform and the real provider said it, when these things were done to them.
test.each<[Cause, unknown]>([
  [
    "signed out",
    failed(
      "creating IAM User (bert): operation error IAM: CreateUser, https response error StatusCode: 403, RequestID: 1, api error ExpiredToken: The security token included in the request is expired",
    ),
  ],
  [
    "throttled",
    failed(
      "putting IAM User (dora) Policy (read): operation error IAM: PutUserPolicy, exceeded maximum number of attempts, 2, https response error StatusCode: 400, RequestID: 1, api error Throttling: Rate exceeded",
    ),
  ],
  [
    "no connection",
    failed(
      'reading IAM User (carl): operation error IAM: GetUser, exceeded maximum number of attempts, 2, https response error StatusCode: 0, RequestID: , request send failed, Post "http://127.0.0.1:1/": EOF',
    ),
  ],
  [
    "no connection",
    failed("Failed to get existing workspaces", "dial tcp: lookup acme.example on 10.0.0.1:53: no such host"),
  ],
  ["disk full", failed("Failed to save state", "write terraform.users.tfstate: no space left on device")],
  ["disk full", Object.assign(new Error("ENOSPC: no space left on device, write"), { code: "ENOSPC" })],
  ["no connection", new CallFailed("iam:GetUser", "ECONNREFUSED", "connect ECONNREFUSED 127.0.0.1:1", 10)],
  ["throttled", new CallFailed("iam:GetUser", "ThrottlingException", "Rate exceeded", 10)],
  [
    "signed out",
    new CallFailed("iam:GetUser", "ExpiredToken", "The security token included in the request is expired"),
  ],
  ["interrupted", new Interrupted()],
  ["interrupted", new TerraformFailure("interrupted", "terraform apply was interrupted")],
  [
    "refused",
    failed(
      "deleting IAM User (alice): operation error IAM: DeleteUser, https response error StatusCode: 409, api error DeleteConflict: Cannot delete entity, must remove tokens from principal first.",
    ),
  ],
  ["refused", new Error("something else")],
])("%s (%#)", (cause, error) => {
  expect(causeOf(error, false)).toBe(cause);
  expect(causeOf(error, true)).toBe("interrupted");
});

const event = (type: "apply_start" | "apply_complete" | "apply_errored", address: string, action: string): UiEvent => ({
  type,
  address,
  resourceType: address.split(".")[0] ?? "",
  action,
});

const story = (course: Course, cause: Cause, error: unknown = failed("no")) =>
  tellStop({
    ...{ course, cause, error },
    state: "has what is done",
    again: "roster deploy",
    mend: "roster adopt --mend",
  });

test("an apply: what was done, what is not known, and what goes on", () => {
  const course = new Course();
  course.see(event("apply_complete", "aws_iam_user.early", "create"));
  course.beginApply(4, ["alice"]);
  for (const address of ["aws_iam_access_key.alice--a", "aws_iam_user.bob"])
    course.see(event("apply_start", address, "delete"));
  course.see(event("apply_complete", "aws_iam_access_key.alice--a", "delete"));
  course.see(event("apply_start", "aws_iam_user.carol", "create"));
  expect(story(course, "interrupted")).toBe(`The apply stopped: it was interrupted.
  done: 1 of 4 changes (1 destroyed)
  begun, and not known to have ended: aws_iam_user.bob (delete), aws_iam_user.carol (create)
  the state: has what is done
  leaving, until it is proved that they are gone: alice
Next: roster adopt --mend, then roster deploy
`);
  // AWS said no to it: nothing of it is there.
  course.see(event("apply_errored", "aws_iam_user.carol", "create"));
  expect(story(course, "throttled").split("\n").at(-2)).toBe(
    "Next: wait some minutes, since the account is busy, then roster deploy",
  );
  // Nobody knows whether AWS heard it.
  expect(story(course, "no connection").split("\n").at(-2)).toBe(
    "Next: wait until the network is back, then roster adopt --mend, then roster deploy",
  );
});

test("before an apply nothing was done, after it the proof is missing", () => {
  const course = new Course();
  course.begin("confirmation");
  expect(story(course, "interrupted")).toBe(`Stopped at the confirmation: it was interrupted.
  Nothing was applied: the account is as it was.
Next: roster deploy
`);
  course.begin("verify");
  expect(story(course, "no connection")).toBe(`Stopped while the removals were verified: the connection was lost.
  The apply is done, and the state has all of it. What is missing is the proof.
Next: wait until the network is back, then roster deploy
`);
});

test("a command again, with what was given, and for a shell", () => {
  const values = {
    file: ["it's mine.yaml"],
    "auto-approve": true,
    save: undefined,
    saved: "x",
    patience: 5,
    region: [],
  };
  expect(commandLine("deploy", values, { words: ["$(reboot).yaml"], without: ["saved"] })).toBe(
    `roster deploy --file 'it'\\''s mine.yaml' --auto-approve --patience 5 '$(reboot).yaml'`,
  );
});
