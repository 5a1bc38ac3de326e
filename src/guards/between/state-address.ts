import { posix } from "node:path";
import type { Backend } from "../../roster/roster";
import { listIn, textIn } from "../../text/values";

export interface StateAddress {
  /** Equal where two backends keep their state at the same place. */
  readonly same: string;
  /** As people write it: `s3://acme-tfstate/iam/users.tfstate`. Without passwords. */
  readonly shown: string;
}

/**
 * Where a backend keeps the state, however it is written.
 * @param project absolute, to which a local path is relative
 */
export function stateAddress({ kind, settings }: Backend, project: string): StateAddress {
  const text = (name: string) => textIn(settings[name]) ?? "";
  switch (kind) {
    case "local": {
      const path = text("path");
      const whole = posix.normalize(posix.isAbsolute(path) ? path : posix.join(project, path));
      // Some disks do not tell upper and lower case apart.
      return { same: `local ${whole.toLowerCase()}`, shown: posix.normalize(path) };
    }
    case "s3": {
      const { s3 = "" } = (settings.endpoints ?? {}) as { readonly s3?: string };
      const shown = `s3://${text("bucket")}/${text("key")}`;
      return { same: `${shown} ${s3.toLowerCase()}`, shown };
    }
    case "gcs": {
      const prefix = text("prefix").replace(/^\/+|\/+$/g, "");
      return alike(`gs://${text("bucket")}/${posix.join(prefix, "default.tfstate")}`);
    }
    case "azurerm":
      return alike(`${text("storageAccountName").toLowerCase()}/${text("containerName")}/${text("key")}`);
    case "http":
      return alike(httpAddress(text("address")));
    case "cloud":
      return cloudAddress(settings);
  }
}

const alike = (address: string): StateAddress => ({ same: address, shown: address });

/** Without who signs in: it is the same place for everybody. */
function httpAddress(address: string): string {
  if (!URL.canParse(address)) return address;
  const url = new URL(address);
  url.username = "";
  url.password = "";
  url.hash = "";
  return url.href;
}

/** Where tags choose the workspace, TF_WORKSPACE decides which of them it is: two rosters with the same tags may meet. */
function cloudAddress(settings: Backend["settings"]): StateAddress {
  const { name, tags } = (settings.workspaces ?? {}) as { readonly name?: string; readonly tags?: unknown };
  const host = textIn(settings.hostname)?.toLowerCase() ?? "app.terraform.io";
  const workspace = name ?? `tags ${[...new Set(listIn(tags).map(String))].sort().join(", ")}`;
  return alike(`${host}/${textIn(settings.organization) ?? ""}/${workspace}`);
}
