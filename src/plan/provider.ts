import { isObject, listIn, textIn } from "../text/values";

/** The constants of the provider block: which account the plan is for, and as whom. */
export interface ProviderFacts {
  /** Only these accounts may be asked; empty when the plan does not say. */
  readonly accountIds: readonly string[];
  readonly region: string | undefined;
  readonly assumeRole: AssumedRole | undefined;
}

export interface AssumedRole {
  readonly roleArn: string;
  readonly externalId?: string | undefined;
  readonly sessionName?: string | undefined;
}

/** Reads these constants of the plan's `configuration` and no others: keys can stand beside them in clear. */
export function providerIn(configuration: unknown): ProviderFacts {
  const provider =
    isObject(configuration) && isObject(configuration.provider_config) ? configuration.provider_config.aws : undefined;
  const expressions = isObject(provider) && isObject(provider.expressions) ? provider.expressions : {};
  const [role] = listIn(expressions.assume_role);
  const part = (name: string) => (isObject(role) ? textIn(constant(role[name])) : undefined);
  const roleArn = part("role_arn");
  return {
    accountIds: listIn(constant(expressions.allowed_account_ids)).map(String),
    region: textIn(constant(expressions.region)),
    assumeRole:
      roleArn === undefined
        ? undefined
        : { roleArn, externalId: part("external_id"), sessionName: part("session_name") },
  };
}

function constant(expression: unknown): unknown {
  return isObject(expression) ? expression.constant_value : undefined;
}
