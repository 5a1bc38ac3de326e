import type { Action, Input, OpenAccount, Output } from "../../src/aws/account";
import { AccessDenied, CallFailed } from "../../src/aws/failures";

type Answers = { readonly [A in Action]?: (input: Input<A>) => Partial<Output<A>> };

/** An account that answers from a table and counts, for what no sandbox does: thousands of users, old endpoints, odd states. */
export function fakeAccount(answers: Answers): OpenAccount {
  const counts: Record<string, number> = {};
  return {
    region: "us-east-1",
    call: async (action, input) => {
      counts[action] = (counts[action] ?? 0) + 1;
      const answer = answers[action] as ((input: unknown) => unknown) | undefined;
      if (answer === undefined) throw new CallFailed(action, "InvalidAction", "the fake does not know it");
      return answer(input) as never;
    },
    counts: () => ({ ...counts }),
    retries: () => 0,
    close: async () => {},
  };
}

export function denied(action: Action): never {
  const who = "User: arn:aws:iam::123456789012:user/auditor";
  throw new AccessDenied(action, "AccessDenied", `${who} is not authorized to perform: ${action} on resource: *`);
}
