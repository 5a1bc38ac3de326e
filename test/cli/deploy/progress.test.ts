import { Course, secondsInWords } from "../../../src/cli/deploy/course";

test("during an apply it says how many of how many changes are done, and for how long it goes", () => {
  const course = new Course();
  expect(course.progress(1000)).toBe("");
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
