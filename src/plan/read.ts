import { defined } from "../text/defined";
import { acceptPlan } from "./accept";
import { type ActionInvocation, actionInvocationsIn } from "./action-invocation";
import { jsonIn } from "./bytes";
import { type Change, changesIn } from "./change";
import { type FailedCheck, failedChecksIn } from "./checks";
import { type ClearSecret, clearSecretsIn } from "./clear-secrets";
import { type EngineFacts, engineIn } from "./engine";
import { type OutputChange, outputsIn } from "./outputs";
import { type ProviderFacts, providerIn } from "./provider";
import { oldestProvider, type Version } from "./provider-version";
import { type Realms, realmsIn } from "./realms";
import { type References, referencesIn } from "./references";
import { callerIn, type State, stateOf } from "./state";

/**
 * A plan of Terraform or OpenTofu, read once. Of values it has only what is known to be harmless, by resource type: see
 * `attributes.ts`.
 */
export interface Plan extends EngineFacts, ProviderFacts {
  readonly changes: readonly Change[];
  /** The oldest version of the AWS provider that can have made it. @default - the plan does not tell */
  readonly oldestProvider: Version | undefined;
  /** What was changed outside Terraform since the last apply. */
  readonly drift: readonly Change[];
  /** What the apply runs beside changing resources. */
  readonly actions: readonly ActionInvocation[];
  readonly failedChecks: readonly FailedCheck[];
  readonly outputs: readonly OutputChange[];
  /** Before the change. Read at the first question: a review of changes alone never asks. */
  readonly state: State;
  readonly references: References;
  /** Which account a resource is in; found out at the first question. */
  readonly realms: Realms;
  /** ARN of whoever ran the plan, where the stack asks for it. */
  readonly runner?: string;
  readonly clearSecrets: readonly ClearSecret[];
}

/**
 * Reads a plan from the bytes of a file.
 * @throws UnreadablePlan
 */
export function readPlan(bytes: Uint8Array): Plan {
  return planOf(jsonIn(bytes));
}

/**
 * Reads a plan from what `show -json` answered.
 * @throws UnreadablePlan
 */
export function planOf(json: unknown): Plan {
  const document = acceptPlan(json);
  const { configuration, prior_state: stored } = document;
  const changes = changesIn(document.resource_changes);
  const runner = callerIn(stored);
  let state: State | undefined;
  let realms: Realms | undefined;
  return {
    ...engineIn(document, changes),
    ...providerIn(configuration),
    changes,
    oldestProvider: oldestProvider(document),
    drift: changesIn(document.resource_drift, true),
    actions: actionInvocationsIn(document.action_invocations),
    failedChecks: failedChecksIn(document.checks),
    outputs: outputsIn(document.output_changes),
    get state() {
      state ??= stateOf(stored);
      return state;
    },
    references: referencesIn(configuration),
    realms: (resource) => {
      realms ??= realmsIn(configuration, changes);
      return realms(resource);
    },
    ...defined({ runner }),
    clearSecrets: clearSecretsIn(document),
  };
}
