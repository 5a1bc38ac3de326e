import { IDENTITY_OUTPUT, identityIn, type RosterIdentity } from "../terms/roster-identity";
import { defined } from "../text/defined";
import { isObject, listIn, textIn } from "../text/values";

/** Which version of which state: Terraform counts `serial` up with each change, and gives each state a lineage of its own. */
export interface StateVersion {
  readonly lineage: string;
  readonly serial: number;
}

/** A state as it is stored: the bytes of a local file, or what `terraform state pull` prints. */
export type StoredState =
  /** No bytes: Terraform takes it for no state at all. */
  | { readonly kind: "empty" }
  /** Not what Terraform writes, or only the beginning of it. */
  | { readonly kind: "cut" }
  /** OpenTofu encrypted it: what it holds is not seen, and older versions do not say which it is. */
  | { readonly kind: "encrypted"; readonly version: StateVersion | undefined }
  | WholeState;

export interface WholeState {
  readonly kind: "whole";
  readonly version: StateVersion;
  /** How many it manages, each instance of a `count` or `for_each` by itself; data sources are none. */
  readonly resources: number;
  /** IAM names of the users that it manages. */
  readonly users: readonly string[];
  /** What it manages, of the root module: `aws_iam_user.alice`, without the index of an instance. */
  readonly addresses: ReadonlySet<string>;
  /** Whose it is. @default - no stack of ours wrote it, or an older version did */
  readonly identity?: RosterIdentity;
}

/** Reads what version and what users a stored state has, and nothing else: the rest may be secret. */
export function storedState(text: string): StoredState {
  if (text.trim() === "") return { kind: "empty" };
  const value = parsed(text);
  if (!isObject(value)) return { kind: "cut" };
  const version = stateVersionIn(value);
  // https://opentofu.org/docs/language/state/encryption/
  if (typeof value.encrypted_data === "string") return { kind: "encrypted", version };
  if (version === undefined || typeof value.version !== "number") return { kind: "cut" };
  const managed = listIn(value.resources).filter(isManaged);
  const outputs = isObject(value.outputs) ? value.outputs : {};
  const own = outputs[IDENTITY_OUTPUT];
  return {
    ...{ kind: "whole", version },
    ...defined({ identity: identityIn(isObject(own) ? own.value : undefined) }),
    addresses: new Set(managed.flatMap(({ module, type, name }) => (module === undefined ? [`${type}.${name}`] : []))),
    resources: managed.reduce((sum, { instances }) => sum + listIn(instances).length, 0),
    users: managed.filter(({ type }) => type === "aws_iam_user").flatMap(({ instances }) => namesIn(instances)),
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** @returns undefined where lineage or serial are not what Terraform writes */
export function stateVersionIn({ lineage, serial }: Readonly<Record<string, unknown>>): StateVersion | undefined {
  const known = textIn(lineage);
  return known === undefined || !Number.isSafeInteger(serial) ? undefined : { lineage: known, serial: Number(serial) };
}

function isManaged(entry: unknown): entry is Readonly<Record<string, unknown>> {
  return isObject(entry) && entry.mode === "managed";
}

function namesIn(instances: unknown): string[] {
  return listIn(instances).flatMap((instance) => {
    const attributes = isObject(instance) ? instance.attributes : undefined;
    return (isObject(attributes) ? textIn(attributes.name) : undefined) ?? [];
  });
}
