/** What Terraform's state already manages: only what is not in here is adopted. */
export interface InState {
  readonly addresses: ReadonlySet<string>;
  /** AWS's ids of credentials, in lower case: serial numbers, key ids, certificate ids. */
  readonly ids: ReadonlySet<string>;
}

interface StateModule {
  readonly resources?: readonly {
    readonly address: string;
    readonly type: string;
    readonly values: Readonly<Record<string, unknown>>;
  }[];
  readonly child_modules?: readonly StateModule[];
}

const ID_ATTRIBUTES: Readonly<Record<string, string>> = {
  aws_iam_access_key: "id",
  aws_iam_virtual_mfa_device: "arn",
  aws_iam_user_ssh_key: "ssh_public_key_id",
  aws_iam_signing_certificate: "certificate_id",
  aws_iam_service_specific_credential: "service_specific_credential_id",
};

export function inState(root: StateModule | undefined): InState {
  const addresses = new Set<string>();
  const ids = new Set<string>();
  const add = (module: StateModule) => {
    for (const { address, type, values } of module.resources ?? []) {
      addresses.add(address);
      const id = values[ID_ATTRIBUTES[type] ?? ""];
      if (typeof id === "string") ids.add(id.toLowerCase());
    }
    for (const child of module.child_modules ?? []) add(child);
  };
  if (root !== undefined) add(root);
  return { addresses, ids };
}
