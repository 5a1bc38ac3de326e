import { randomBytes } from "node:crypto";
import { parseArn } from "../../terms/arns";
import { defined } from "../../text/defined";
import type { Action } from "../call";
import { AwsError } from "../errors";
import { keyResource, type NamesKey, requireKey } from "../kms-keys";

interface Input extends NamesKey {
  readonly GranteePrincipal: string;
  readonly RetiringPrincipal?: string;
  readonly Operations: string[];
  readonly Name?: string;
}

export const CreateGrant: Action<Input> = {
  resource: keyResource,
  run(call, input) {
    const key = requireKey(call, input.KeyId);
    if (!parseArn(input.GranteePrincipal)) {
      throw new AwsError(
        400,
        "InvalidArnException",
        `ARN does not refer to a valid principal: ${input.GranteePrincipal}`,
      );
    }
    const grantId = randomBytes(32).toString("hex");
    key.grants.push({
      grantId,
      granteePrincipal: input.GranteePrincipal,
      ...defined({ retiringPrincipal: input.RetiringPrincipal, name: input.Name }),
      operations: [...input.Operations],
      createDate: call.time,
    });
    return { GrantToken: randomBytes(96).toString("base64"), GrantId: grantId };
  },
};
