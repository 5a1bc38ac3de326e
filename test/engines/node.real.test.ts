import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { root } from "../terminal";
import { newerNodes, nodeIn, withEngine } from "./installed";

/** What leans on Node most: files, processes, servers, globs; and all that reads what people write. */
const core = [
  "test/files",
  "test/roster",
  "test/constructs",
  "test/terraform",
  "test/cli/synth",
  "test/sandbox/server",
];

for (const { major, name } of newerNodes) {
  withEngine(name, `Node ${major}`, (folder) => {
    test("the core of the fast tests passes", () => {
      const jest = join(root, "node_modules", "jest", "bin", "jest.js");
      const config = join(__dirname, "node.jest.config.js");
      const { status, stderr } = spawnSync(nodeIn(folder), [jest, "-w", "1", "--config", config, ...core], {
        ...{ cwd: root, encoding: "utf8", maxBuffer: 2 ** 26 },
        env: { ...process.env, FORCE_COLOR: "0", PATH: `${join(folder, "bin")}:${process.env.PATH}` },
      });
      expect(status === 0 ? "" : stderr.slice(-10_000)).toBe("");
      expect(Number(/^Tests: .*?(\d+) passed/m.exec(stderr)?.[1])).toBeGreaterThan(100);
    }, 300_000);
  });
}
