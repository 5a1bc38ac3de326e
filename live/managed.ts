import type { Holding, Kind } from "./kinds";

interface StateThing {
  readonly type: string;
  readonly values: Readonly<Record<string, unknown>>;
}

interface ManagedThing {
  readonly kind: Kind;
  readonly user: string | undefined;
  readonly id: string;
}

/** What the state of a plan manages, of the nine kinds: only what is not in here can be left over. */
export class Managed {
  private readonly things = new Map<string, ManagedThing>();
  /** Devices by serial number: whether the destroy will deactivate it, which it does only where the state has a user. */
  private readonly deactivates = new Map<string, boolean>();

  /** @param priorState of the plan; @param further what the plan's changes have before them */
  public static of(priorState: unknown, further: readonly StateThing[]): Managed {
    const managed = new Managed();
    const values = (priorState as { values?: { root_module?: unknown } } | undefined)?.values;
    for (const thing of [...resourcesOf(values?.root_module), ...further]) managed.add(thing);
    return managed;
  }

  public has(user: string, { kind, id }: Pick<Holding, "kind" | "id">): boolean {
    return this.things.has(keyOf(user, kind, id));
  }

  /** Everything of a user, as far as the state knows whose it is. */
  public of(user: string): Holding[] {
    return [...this.things.values()]
      .filter((thing) => thing.user?.toLowerCase() === user.toLowerCase())
      .map(({ kind, id }) => ({ kind, id }));
  }

  /**
   * Whether the state believes that somebody has this device. Its destroy then deactivates it first; where nobody has it
   * any more, the provider takes the refusal of that for success and leaves the device in the account.
   */
  public believesAssigned(serial: string): boolean {
    return this.deactivates.get(serial.toLowerCase()) === true;
  }

  private add({ type, values }: StateThing): void {
    const text = (name: string) => (typeof values[name] === "string" ? (values[name] as string) : undefined);
    const put = (kind: Kind, user: string | undefined, id: string | undefined) => {
      if (id === undefined) return;
      const key = keyOf(user ?? "", kind, id);
      this.things.set(key, { kind, user: user ?? this.things.get(key)?.user, id });
    };
    if (type === "aws_iam_access_key") put("access key", text("user"), text("id"));
    if (type === "aws_iam_user_login_profile") put("login profile", text("user"), text("user"));
    if (type === "aws_iam_virtual_mfa_device") {
      put("MFA device", text("user_name") || undefined, text("arn"));
      this.deactivates.set(text("arn")?.toLowerCase() ?? "", Boolean(text("user_name")));
    }
    if (type === "aws_iam_user_ssh_key") put("SSH public key", text("username"), text("ssh_public_key_id"));
    if (type === "aws_iam_signing_certificate")
      put("signing certificate", text("user_name"), text("certificate_id") ?? text("id")?.split(":")[0]);
    if (type === "aws_iam_service_specific_credential")
      put("service-specific credential", text("user_name"), text("service_specific_credential_id"));
    if (type === "aws_iam_user_policy") put("inline policy", text("user"), text("name"));
    if (type === "aws_iam_user_policy_attachment") put("managed policy", text("user"), text("policy_arn"));
    if (type === "aws_iam_user_group_membership" && Array.isArray(values.groups))
      for (const group of values.groups) put("group", text("user"), String(group));
  }
}

/** Ids of AWS are enough; names are told apart by their user. Names in IAM are not distinguished by case. */
function keyOf(user: string, kind: Kind, id: string): string {
  const named = kind === "inline policy" || kind === "managed policy" || kind === "group";
  return named ? `${kind}|${user.toLowerCase()}|${id.toLowerCase()}` : `${kind}|${id.toLowerCase()}`;
}

function resourcesOf(module: unknown): StateThing[] {
  const { resources = [], child_modules = [] } = (module ?? {}) as {
    resources?: { type?: unknown; mode?: unknown; values?: unknown }[];
    child_modules?: unknown[];
  };
  return [
    ...resources
      .filter(({ mode, values }) => mode === "managed" && typeof values === "object" && values !== null)
      .map(({ type, values }) => ({ type: String(type), values: values as Record<string, unknown> })),
    ...child_modules.flatMap(resourcesOf),
  ];
}
