import { existsSync } from "node:fs";
import { join } from "node:path";
import { makeFolder } from "../../src/files/make-folder";
import { testdir } from "../testdir";

test("makes what is missing above it too, and leaves what is there", () => {
  const folder = join(testdir({}), "a", "b", "c");
  makeFolder(folder);
  makeFolder(folder);
  expect(existsSync(folder)).toBe(true);
});

test("fails when a file is in the way", () => {
  const folder = testdir({ file: "" });
  expect(() => makeFolder(join(folder, "file", "x"))).toThrow("ENOTDIR: not a directory, mkdir");
});

// Node's own mkdir never comes back from here.
const inProc = process.platform === "linux" ? test : test.skip;
inProc("fails when the system makes no folders there", () => {
  expect(() => makeFolder("/proc/x/y")).toThrow("ENOENT: no such file or directory, mkdir '/proc/x'");
});
