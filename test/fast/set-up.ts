import { chmodSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import build from "../global-setup";

/** What a fast test may not start: each takes seconds, and not every machine has it. */
const HEAVY = ["terraform", "tofu", "chromium", "chromium-browser", "google-chrome"];

/**
 * Builds as for the whole run, and puts programs first on the PATH that write down who started them. What a test puts on a
 * PATH of its own is not touched: a fake terraform is a fast test's right.
 */
export default function setUp(): void {
  build();
  const folder = mkdtempSync(join(tmpdir(), "roster-fast-"));
  const record = join(folder, "started");
  writeFileSync(record, "");
  for (const name of HEAVY) {
    const file = join(folder, name);
    writeFileSync(file, `#!/bin/sh\necho "\${ROSTER_FAST_TEST:-a test}: ${name} $*" >> '${record}'\nexit 97\n`);
    chmodSync(file, 0o755);
  }
  process.env.PATH = [folder, process.env.PATH].join(delimiter);
  delete process.env.TERRAFORM_BINARY_NAME;
  process.env.ROSTER_CHROMIUM = join(folder, "chromium");
  process.env.ROSTER_FAST = folder;
}
