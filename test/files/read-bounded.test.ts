import { closeSync, openSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readFile } from "../../src/cli/read-file";
import { readBounded } from "../../src/files/read-bounded";
import { testdir } from "../testdir";

function reading<T>(path: string, work: (descriptor: number) => T): T {
  const descriptor = openSync(path, "r");
  try {
    return work(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

test.each([
  [0, ""],
  [3, "abc"],
  [1024 * 1024 + 1, "x".repeat(1024 * 1024 + 1)],
])("a file of just so many bytes is read whole: %d", (maxBytes, text) => {
  const path = join(testdir({}), "file");
  writeFileSync(path, text);
  expect(reading(path, (descriptor) => readBounded(descriptor, maxBytes))?.toString()).toBe(text);
});

test("of what has one byte more, or no end, there is no answer", () => {
  const path = join(testdir({}), "file");
  writeFileSync(path, "abcd");
  expect(reading(path, (descriptor) => readBounded(descriptor, 3))).toBeUndefined();
  expect(reading("/dev/zero", (descriptor) => readBounded(descriptor, 3 * 1024 * 1024))).toBeUndefined();
});

test("a device without an end is refused, and says how much is read", () => {
  expect(() => readFile("/dev/zero", "/", { maxMebibytes: 4, smaller: "let the tool report on less" })).toThrow(
    "/dev/zero: has more than the 4 MiB that are read; let the tool report on less",
  );
});
