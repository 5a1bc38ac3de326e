import type { Action } from "../call";
import { invalidInput, noSuchEntity } from "../errors";
import { type SimulationInput, subjectOf } from "../simulated";
import { simulate } from "../simulation";

interface Input extends SimulationInput {
  readonly PolicySourceArn: string;
}

/** Judges the policies of a user, a role or a group with the code that judges their requests. */
export const SimulatePrincipalPolicy: Action<Input> = {
  resource: (_call, input) => ({ arn: input.PolicySourceArn }),
  run(call, input) {
    const { PolicySourceArn: arn } = input;
    if (!/^arn:[^:]+:iam::\d{12}:(user|role|group)\/.+$/.test(arn))
      throw invalidInput(`Invalid Entity Arn: ${arn} does not clearly define entity type and name.`);
    const subject = subjectOf(call.account, arn);
    if (subject === undefined) throw noSuchEntity(`The principal with ARN ${arn} cannot be found.`);
    return simulate(call, input, subject, arn);
  },
};
