import { Course } from "../../../src/cli/deploy/course";
import { Progress } from "../../../src/cli/progress";
import { terraformProgress } from "../../../src/cli/terraform-progress";
import type { UiEvent } from "../../../src/terraform/ui-events";
import { secondsInWords } from "../../../src/text/seconds";

test("during an apply it says how many of how many changes are done, and for how long it goes", () => {
  const course = new Course();
  course.begin("refresh");
  expect([course.progress(1000), course.progress(3000)]).toEqual(["0 s: ", "2 s: "]);
  course.beginApply(1204, []);
  expect(course.progress(1000)).toBe("0 of 1,204, 0 s: ");
  course.see({ type: "apply_complete", address: "aws_iam_user.alice", action: "create" } as never);
  expect(course.progress(66_000)).toBe("1 of 1,204, 1 min 5 s: ");
});

test.each([
  [400, "0 s"],
  [59_400, "59 s"],
  [60_000, "1 min 0 s"],
])("%d ms are %s", (milliseconds, words) => {
  expect(secondsInWords(milliseconds)).toBe(words);
});

test("what terraform does is counted by its own plan, apply after apply", () => {
  const lines: (string | undefined)[] = [];
  let now = 0;
  const see = terraformProgress(new Progress({ draw: (line) => lines.push(line) }, () => now));
  const summary = { type: "change_summary", operation: "plan", add: 2, change: 0, remove: 1, import: 0 } as UiEvent;
  const event = (type: string, address: string) => ({ type, address, resourceType: "" }) as UiEvent;
  see(event("refresh_start", "aws_iam_user.bob"));
  see(summary);
  now = 65_000;
  see(event("apply_start", "aws_iam_user.alice"));
  see(event("apply_complete", "aws_iam_user.alice"));
  see(summary);
  expect(lines).toEqual([
    "0 s: aws_iam_user.bob",
    "0 of 3 changes, 0 s: aws_iam_user.bob",
    "0 of 3 changes, 1 min 5 s: aws_iam_user.alice",
    "1 of 3 changes, 1 min 5 s: aws_iam_user.alice",
    "0 of 3 changes, 1 min 5 s: aws_iam_user.alice",
  ]);
});
