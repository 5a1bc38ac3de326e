import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";

/** @throws Error when a fast test has started what set-up.ts lies in wait for, whatever the test made of the failure */
export default function tearDown(): void {
  const folder = process.env.ROSTER_FAST ?? "";
  const started = readFileSync(join(folder, "started"), "utf8").trim();
  rmSync(folder, { recursive: true, force: true });
  if (started === "") return;
  throw new Error(
    `npm run test:fast has started what it may not start:\n${started}\nA test that needs real terraform or a browser is named *.real.test.ts.`,
  );
}
