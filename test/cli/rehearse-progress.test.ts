import { Progress } from "../../cli/progress";

function drawn(interactive: boolean): { progress: Progress; text: () => string } {
  let text = "";
  const err = (part: string) => {
    text += part;
  };
  return { progress: new Progress({ out: () => undefined, err, interactive }), text: () => text };
}

function rehearse(progress: Progress): void {
  progress.step("join: terraform apply ...");
  progress.detail("aws_iam_user.alice");
  progress.detail(`aws_iam_user.${"a".repeat(100)}`);
  progress.step("join: 1 resource created for 1 user");
}

test("on a terminal the line below the step says what is done now", () => {
  const { progress, text } = drawn(true);
  rehearse(progress);
  expect(text()).toBe(
    [
      "join: terraform apply ...\n",
      "\r\u001b[K  aws_iam_user.alice",
      `\r\u001b[K  aws_iam_user.${"a".repeat(63)}`,
      "\r\u001b[Kjoin: 1 resource created for 1 user\n",
    ].join(""),
  );
});

test("elsewhere there is one line a step, and no escape", () => {
  const { progress, text } = drawn(false);
  rehearse(progress);
  expect(text()).toBe("join: terraform apply ...\njoin: 1 resource created for 1 user\n");
});
