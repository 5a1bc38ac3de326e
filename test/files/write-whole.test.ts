import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { writeWhole } from "../../src/files/write-whole";
import { testdir } from "../testdir";

const modeOf = (file: string) => (statSync(file).mode & 0o777).toString(8);

test("only its owner may read what is written, also where others could read it before", () => {
  const file = join(testdir({ "head.json": "old" }), "head.json");
  chmodSync(file, 0o644);
  writeFileSync(`${file}.new`, "half", { mode: 0o644 });
  writeWhole(file, "new");
  expect([readFileSync(file, "utf8"), modeOf(file), existsSync(`${file}.new`)]).toEqual(["new", "600", false]);
});

test("a shared file keeps its mode, and a new one has that of the umask", () => {
  const folder = testdir({ "users.yaml": "old" });
  chmodSync(join(folder, "users.yaml"), 0o640);
  writeWhole(join(folder, "users.yaml"), "new", { shared: true });
  writeWhole(join(folder, "more.yaml"), "new", { shared: true });
  const left = (0o666 & ~process.umask()).toString(8);
  expect([modeOf(join(folder, "users.yaml")), modeOf(join(folder, "more.yaml"))]).toEqual(["640", left]);
});

test("a draft that somebody left as a link is not followed", () => {
  const folder = testdir({ "users.yaml": "old", "elsewhere.txt": "theirs" });
  symlinkSync(join(folder, "elsewhere.txt"), join(folder, "users.yaml.new"));
  writeWhole(join(folder, "users.yaml"), "new", { shared: true });
  expect(readFileSync(join(folder, "elsewhere.txt"), "utf8")).toBe("theirs");
  expect(lstatSync(join(folder, "users.yaml")).isSymbolicLink()).toBe(false);
});

test("fails when the file cannot be replaced: no draft is left", () => {
  const folder = testdir({});
  mkdirSync(join(folder, "users.yaml", "full"), { recursive: true });
  expect(() => writeWhole(join(folder, "users.yaml"), "new")).toThrow(/^E(ISDIR|NOTEMPTY|EXIST)/);
  expect(existsSync(join(folder, "users.yaml.new"))).toBe(false);
});
