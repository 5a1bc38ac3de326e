import { type PlanPeople, peopleOf } from "../../src/plan/people";
import { planOf } from "../../src/plan/read";
import { readAddress } from "../../src/terms/addresses";

const ACCOUNT = "123456789012";

export interface Thing {
  readonly type: string;
  readonly address: string;
  readonly values: Record<string, unknown>;
}

/** A user as the state has it. */
export function userThing(name: string, userId: string, more: Record<string, unknown> = {}): Thing {
  return {
    type: "aws_iam_user",
    address: `aws_iam_user.${name}`,
    values: { name, arn: `arn:aws:iam::${ACCOUNT}:user/${name}`, unique_id: userId, force_destroy: false, ...more },
  };
}

export interface PlanParts {
  readonly deleted?: readonly Thing[];
  readonly kept?: readonly Thing[];
  readonly created?: readonly Thing[];
  /** As they are after the change; before it they are the `values`. */
  readonly updated?: readonly (Thing & { readonly after: Record<string, unknown> })[];
  readonly accountId?: string;
}

/** The people of such a plan. */
export function planPeople(parts: PlanParts): PlanPeople {
  return peopleOf(planOf(planDocument(parts)));
}

/** What `terraform show -json` says of such a plan, as far as it is read. */
export function planDocument({
  deleted = [],
  kept = [],
  created = [],
  updated = [],
  accountId = ACCOUNT,
}: PlanParts): object {
  const change = ({ address, values }: Thing, actions: string[], then = values) => ({
    address,
    ...readAddress(address),
    mode: "managed",
    change: {
      actions,
      before: actions[0] === "create" ? null : values,
      after: actions[0] === "delete" ? null : then,
    },
  });
  return {
    format_version: "1.2",
    terraform_version: "1.11.4",
    planned_values: {},
    resource_changes: [
      ...deleted.map((thing) => change(thing, ["delete"])),
      ...kept.map((thing) => change(thing, ["no-op"])),
      ...created.map((thing) => change(thing, ["create"])),
      ...updated.map((thing) => change(thing, ["update"], { ...thing.values, ...thing.after })),
    ],
    prior_state: {
      values: {
        root_module: { resources: [...deleted, ...kept, ...updated].map((thing) => ({ ...thing, mode: "managed" })) },
      },
    },
    configuration: {
      provider_config: {
        aws: {
          expressions: {
            region: { constant_value: "us-east-1" },
            allowed_account_ids: { constant_value: [accountId] },
          },
        },
      },
    },
  };
}

/** The same as a file that `roster preflight` takes. */
export function planJson(parts: PlanParts): string {
  return JSON.stringify(planDocument(parts));
}
