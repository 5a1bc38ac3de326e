import { execFileSync } from "node:child_process";
import { join } from "node:path";

/** Builds once, before all tests: some start the built program, and none may run on a stale schema. */
export default function setUp(): void {
  execFileSync("npm", ["run", "--silent", "build"], { cwd: join(__dirname, ".."), stdio: "inherit" });
}
