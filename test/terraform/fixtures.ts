import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** A directory that is removed after the tests of the file. */
export function temporaryDirectory(): string {
  const directory = mkdtempSync(join(realpathSync(tmpdir()), "roster-test-"));
  afterAll(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

/** Writes files, their directories with them; a name that ends in `*` is made executable (without the `*`). */
export function writeTree(root: string, files: Readonly<Record<string, string>>): string {
  for (const [name, content] of Object.entries(files)) {
    const path = join(root, name.replace(/\*$/, ""));
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
    if (name.endsWith("*")) chmodSync(path, 0o755);
  }
  return root;
}

/** A shell script that stands for terraform. */
export function script(body: string): string {
  return `#!/bin/sh\n${body}\n`;
}

/** Answers `version` as Terraform does, and does `body` for everything else. */
export function fakeTerraform(body = "", version = "Terraform v1.11.4"): string {
  return script(`if [ "$1" = version ]; then echo "${version}"; echo "on linux_amd64"; exit 0; fi\n${body}`);
}

/** The first bytes of a zip. */
export const ZIP = "PK\u0003\u0004rest";
