import type { AssumedRole } from "./account";
import { Managed } from "./managed";

/** A plan as `terraform show -json` writes it, as untrusted as it comes. */
export interface PlanDocument {
  readonly resource_changes?: unknown;
  readonly prior_state?: unknown;
  readonly configuration?: unknown;
  readonly timestamp?: unknown;
}

/** A user as the plan knows it before the change. */
export interface PlannedUser {
  readonly name: string;
  readonly address: string;
  /** `AIDA...`; of a user that does not exist yet it is absent. */
  readonly userId?: string;
  readonly arn?: string;
  /** In the state, which is where the provider reads it when it deletes. */
  readonly forceDestroy: boolean;
  /** The tag `roster:suspended`, `HR-77 since 2026-11-10`. */
  readonly suspended?: string;
}

/** What of a plan matters to the account. */
export interface Plan {
  /** Only these accounts may be asked; empty when the plan does not say. */
  readonly accountIds: readonly string[];
  readonly region: string | undefined;
  readonly assumeRole: AssumedRole | undefined;
  readonly leavers: readonly PlannedUser[];
  readonly joiners: readonly PlannedUser[];
  /** New names of users that are renamed. */
  readonly newNames: readonly string[];
  /** Users that are there after the change, joiners left out. */
  readonly stayers: readonly PlannedUser[];
  /** Virtual devices that the plan deletes, with the leaver whose they are as far as their addresses tell. */
  readonly deletedDevices: readonly { readonly serial: string; readonly user?: string }[];
  /** When it was made, ISO time. */
  readonly timestamp: string | undefined;
  /** Names that are created, by resource type; devices as `path` + name. */
  readonly created: {
    readonly devices: readonly string[];
    readonly groups: readonly string[];
    readonly policies: readonly string[];
  };
  /** Access keys by user: how many the plan adds, and how many it takes. */
  readonly keyChanges: ReadonlyMap<string, { readonly added: number; readonly removed: number }>;
  readonly managed: Managed;
}

interface Change {
  readonly address: string;
  readonly type: string;
  readonly actions: readonly string[];
  readonly importing: boolean;
  readonly before: Values;
  readonly after: Values;
}

type Values = Readonly<Record<string, unknown>>;

/** Reads the users of a plan. Parts that are missing count as empty; `review` is who refuses what is no plan. */
export function planOf(document: PlanDocument): Plan {
  const changes = changesOf(document.resource_changes);
  const users = changes.filter(({ type }) => type === "aws_iam_user");
  const goes = ({ actions }: Change) => actions.includes("delete") && !actions.includes("create");
  const comes = ({ actions, importing }: Change) => actions.length === 1 && actions[0] === "create" && !importing;
  const created = changes.filter(comes);
  const leavers = users.filter(goes).map(({ address, before }) => userOf(address, before));
  return {
    ...providerOf(document.configuration),
    timestamp: text(document.timestamp),
    leavers,
    deletedDevices: changes
      .filter((change) => change.type === "aws_iam_virtual_mfa_device" && goes(change))
      .flatMap(({ address, before }) => {
        const serial = text(before.arn);
        const user = leavers.find((leaver) => ownsAddress(leaver, address))?.name ?? text(before.user_name);
        return serial === undefined ? [] : [{ serial, ...(user === undefined ? {} : { user }) }];
      }),
    joiners: users.filter(comes).map(({ address, after }) => userOf(address, after)),
    newNames: users
      .filter(({ before, after }) => text(before.name) && text(after.name) && before.name !== after.name)
      .map(({ after }) => text(after.name) ?? ""),
    stayers: users
      .filter((user) => !goes(user) && !comes(user) && !user.actions.includes("forget"))
      .map(({ address, before, after }) => ({ ...userOf(address, before), ...suspendedOf(after) })),
    created: {
      devices: namesOf(created, "aws_iam_virtual_mfa_device", ({ virtual_mfa_device_name: name, path }) =>
        text(name) === undefined ? undefined : `${text(path) ?? "/"}${text(name)}`,
      ),
      groups: namesOf(created, "aws_iam_group", ({ name }) => text(name)),
      policies: namesOf(created, "aws_iam_policy", ({ name }) => text(name)),
    },
    keyChanges: keyChangesOf(changes),
    managed: Managed.of(
      document.prior_state,
      changes.map(({ type, before }) => ({ type, values: before })),
    ),
  };
}

/** Addresses of this project: `aws_iam_user.alice` and `aws_iam_virtual_mfa_device.alice--phone`. */
function ownsAddress(user: PlannedUser, address: string): boolean {
  const name = (whole: string) => whole.slice(whole.lastIndexOf(".") + 1);
  return name(address).split("--")[0] === name(user.address);
}

function namesOf(changes: readonly Change[], type: string, name: (after: Values) => string | undefined): string[] {
  return changes.filter((change) => change.type === type).flatMap(({ after }) => name(after) ?? []);
}

function keyChangesOf(changes: readonly Change[]): Map<string, { added: number; removed: number }> {
  const counts = new Map<string, { added: number; removed: number }>();
  for (const { type, actions, before, after, importing } of changes) {
    const user = text(after.user) ?? text(before.user);
    if (type !== "aws_iam_access_key" || user === undefined || importing) continue;
    const count = counts.get(user) ?? { added: 0, removed: 0 };
    if (actions.includes("create")) count.added++;
    if (actions.includes("delete")) count.removed++;
    counts.set(user, count);
  }
  return counts;
}

function changesOf(list: unknown): Change[] {
  if (!Array.isArray(list)) return [];
  return list.flatMap((entry: unknown): Change[] => {
    if (!isObject(entry) || !isObject(entry.change) || entry.mode === "data") return [];
    const { actions, before, after, importing } = entry.change;
    return [
      {
        address: text(entry.address) ?? "",
        type: text(entry.type) ?? "",
        actions: Array.isArray(actions) ? actions.map(String) : [],
        importing: isObject(importing),
        before: isObject(before) ? before : {},
        after: isObject(after) ? after : {},
      },
    ];
  });
}

function userOf(address: string, values: Values): PlannedUser {
  const [userId, arn] = [text(values.unique_id), text(values.arn)];
  return {
    name: text(values.name) ?? "",
    address,
    ...(userId === undefined ? {} : { userId }),
    ...(arn === undefined ? {} : { arn }),
    forceDestroy: values.force_destroy === true,
    ...suspendedOf(values),
  };
}

function suspendedOf({ tags, tags_all }: Values): { suspended?: string } {
  const suspended = [tags, tags_all].flatMap((each) => (isObject(each) ? (text(each["roster:suspended"]) ?? []) : []));
  return suspended[0] === undefined ? {} : { suspended: suspended[0] };
}

/** The provider block's constants: which account the plan is for, and as whom. */
function providerOf(configuration: unknown): Pick<Plan, "accountIds" | "region" | "assumeRole"> {
  const provider =
    isObject(configuration) && isObject(configuration.provider_config) ? configuration.provider_config.aws : undefined;
  const expressions = isObject(provider) && isObject(provider.expressions) ? provider.expressions : {};
  const ids = constant(expressions.allowed_account_ids);
  const [role] = Array.isArray(expressions.assume_role) ? expressions.assume_role : [];
  const part = (name: string) => (isObject(role) ? text(constant(role[name])) : undefined);
  const roleArn = part("role_arn");
  return {
    accountIds: Array.isArray(ids) ? ids.map(String) : [],
    region: text(constant(expressions.region)),
    assumeRole:
      roleArn === undefined
        ? undefined
        : { roleArn, externalId: part("external_id"), sessionName: part("session_name") },
  };
}

function constant(expression: unknown): unknown {
  return isObject(expression) ? expression.constant_value : undefined;
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function text(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}
