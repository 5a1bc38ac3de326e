import { existsSync } from "node:fs";
import { join } from "node:path";
import { tofuFilesIn } from "../terraform/tofu-files";
import { printable } from "../text/printable";
import { UsageError } from "./command";

/** @throws UsageError when OpenTofu would read something in one of these folders that Terraform does not */
export function refuseTofuFiles(folders: readonly string[]): void {
  const found = folders.flatMap((folder) =>
    tofuFilesIn(folder).map(({ name, hides }) => {
      const instead = existsSync(join(folder, hides)) ? `, instead of ${printable(hides)}` : "";
      return `${printable(join(folder, name))} is read by OpenTofu${instead}, and not by Terraform`;
    }),
  );
  if (found.length === 0) return;
  const [them, are] = found.length === 1 ? ["it", "it is"] : ["them", "they are"];
  throw new UsageError(
    `${found.join("; ")}: what is applied would not be what users.yaml says; move ${them} to another folder, or remove ${them} if ${are} not needed`,
  );
}
