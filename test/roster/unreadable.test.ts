import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { loadRoster } from "../../src/roster/index";
import { testdir } from "../testdir";
import { load } from "./problems";

const cannotRead: readonly (readonly [name: string, make: (file: string) => void, line: string])[] = [
  ["is missing", () => {}, "users.yaml: no such file; begin one with: roster init"],
  [
    "is a folder",
    (file) => mkdirSync(file),
    'users.yaml: is a folder; name a file, or a glob such as "users.yaml/*.yaml"',
  ],
  [
    "is a named pipe that nobody writes to",
    (file) => execFileSync("mkfifo", [file]),
    "users.yaml: is not a regular file",
  ],
  ["is a link to itself", (file) => symlinkSync(file, file), "users.yaml: is a symbolic link that leads to itself"],
  [
    "holds NUL bytes",
    (file) => writeFileSync(file, "version: 1\0\n"),
    "users.yaml: is not text (it holds a NUL byte); a roster is YAML in UTF-8",
  ],
  [
    "is a program",
    (file) => writeFileSync(file, Buffer.from("7f454c460201010000", "hex")),
    "users.yaml: is not text (it holds a NUL byte); a roster is YAML in UTF-8",
  ],
  [
    "is UTF-16",
    (file) => writeFileSync(file, Buffer.from("\ufeffversion: 1\n", "utf16le")),
    "users.yaml: is UTF-16; save it as UTF-8",
  ],
  [
    "is Latin-1",
    (file) => writeFileSync(file, Buffer.from("# Müller\nversion: 1\n", "latin1")),
    "users.yaml: is not valid UTF-8; save it as UTF-8",
  ],
  [
    "has 50 MiB",
    (file) => writeFileSync(file, Buffer.alloc(50 * 1024 * 1024, "a")),
    "users.yaml: has 50 MiB, more than the 10 MiB a roster file may have; split it with `include`",
  ],
];

describe("a file that cannot be read is one line, never no users", () => {
  test.each(cannotRead)("fails when it %s", async (_name, make, line) => {
    const file = join(testdir({}), "users.yaml");
    make(file);
    const { kind, diagnostics, unreadable } = await loadRoster(file);
    expect({ kind, diagnostics, unreadable }).toEqual({ kind: "unreadable", diagnostics: [], unreadable: [line] });
  });

  test("fails when it is a device that never ends", async () => {
    const { kind, unreadable } = await loadRoster("/dev/zero", { project: testdir({}) });
    expect({ kind, unreadable }).toEqual({ kind: "unreadable", unreadable: ["/dev/zero: is not a regular file"] });
  });

  test("fails when it may not be read", async () => {
    const file = join(testdir({ "users.yaml": "version: 1\nusers: {}\n" }), "users.yaml");
    chmodSync(file, 0);
    const { unreadable } = await loadRoster(file);
    // The superuser may read everything.
    expect(unreadable).toEqual(process.getuid?.() === 0 ? [] : ["users.yaml: may not be read (permission denied)"]);
  });

  test.each([
    ["empty", ""],
    ["only a byte order mark", "\ufeff"],
    ["only comments", "# users come later\n\n"],
    ["only ---", "---\n"],
    ["null", "null\n"],
    ["~", "~"],
  ])("fails when the file is %s", async (_name, text) => {
    const { kind, diagnostics } = await load(text);
    expect(kind).toBe("unreadable");
    expect(diagnostics.map(({ message, fix }) => `${message} / ${fix}`)).toEqual([
      "the file is empty; that is not the same as no users / A roster without users is written: version: 1, users: {}",
    ]);
  });

  test("fails when no file has a key users", async () => {
    const { diagnostics } = await load("version: 1\ngroups: {}\n");
    expect(diagnostics.map(({ message }) => message)).toEqual([
      "no file of this roster has a key users; that is not the same as no users",
    ]);
  });
});
