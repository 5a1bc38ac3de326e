import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { root } from "../terminal";
import { withEngine } from "./installed";

withEngine("@cdktn/provider-aws", "CDK Terrain where the sources name CDKTF", () => {
  test("the tests of the constructs, of synth and of hcl say the same", () => {
    const jest = join(root, "node_modules", "jest", "bin", "jest.js");
    const config = join(__dirname, "cdktn.jest.config.js");
    const { status, stderr } = spawnSync(process.execPath, [jest, "-w", "1", "--config", config], {
      ...{ cwd: root, encoding: "utf8", maxBuffer: 2 ** 26 },
      env: { ...process.env, FORCE_COLOR: "0" },
    });
    expect(status === 0 ? "" : stderr.slice(-10_000)).toBe("");
    expect(Number(/^Tests: +(\d+) passed/m.exec(stderr)?.[1])).toBeGreaterThan(90);
  }, 180_000);
});
