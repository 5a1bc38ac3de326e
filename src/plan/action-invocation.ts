import { defined } from "../text/defined";
import { isObject, listIn, textIn } from "../text/values";

/**
 * An `action` block that the apply runs (Terraform 1.14 and later): a Lambda function is invoked, a command is run. No
 * resource changes, and something happens all the same. Its configuration may hold secrets and is not read.
 */
export interface ActionInvocation {
  /** `action.aws_lambda_invoke.notify` */
  readonly address: string;
  /** `aws_lambda_invoke` */
  readonly type: string;
  /** The resource whose change runs it. @default - it is run by itself, with `-invoke` */
  readonly triggeredBy?: string;
}

export function actionInvocationsIn(list: unknown): ActionInvocation[] {
  return listIn(list).flatMap((entry): ActionInvocation[] => {
    if (!isObject(entry)) return [];
    const type = textIn(entry.type) ?? "unknown";
    const trigger = entry.lifecycle_action_trigger;
    const triggeredBy = isObject(trigger) ? textIn(trigger.triggering_resource_address) : undefined;
    return [
      {
        address: textIn(entry.address) ?? `action.${type}`,
        type,
        ...defined({ triggeredBy }),
      },
    ];
  });
}
