import { execFileSync } from "node:child_process";
import { join } from "node:path";

/** Makes what the build makes and git does not hold, so that no test runs on a stale schema. */
export default function setUp(): void {
  execFileSync(process.execPath, [join(__dirname, "..", "scripts", "generate-validator.mjs")], { stdio: "inherit" });
}
