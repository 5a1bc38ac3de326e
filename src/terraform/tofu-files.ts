import { readdirSync } from "node:fs";

/** A file that OpenTofu reads, and Terraform does not. */
export interface TofuFile {
  readonly name: string;
  /** The file of the same name that Terraform reads, and OpenTofu then does not; it need not exist. */
  readonly hides: string;
}

/**
 * The files of a folder that only OpenTofu reads: with one of them the two plan different things, and what is reviewed is not what
 * is applied. Names as OpenTofu tells them: https://opentofu.org/docs/language/files/
 */
export function tofuFilesIn(folder: string): TofuFile[] {
  return entriesOf(folder).flatMap((entry) => {
    const [, base, json = ""] = /^([^.].*)\.tofu(\.json)?$/.exec(entry.name) ?? [];
    return base === undefined || entry.isDirectory() ? [] : [{ name: entry.name, hides: `${base}.tf${json}` }];
  });
}

function entriesOf(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    if (["ENOENT", "ENOTDIR"].includes((error as NodeJS.ErrnoException).code ?? "")) return [];
    throw error;
  }
}
