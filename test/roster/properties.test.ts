import { writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { guards, judge } from "../../src/guards/index";
import { diagnose, formatDiagnostic, loadRoster, readableOf } from "../../src/roster/index";
import { testdir } from "../testdir";
import { today } from "./problems";

/** Loads, judges and formats a text, and says where a finding lies outside of it. */
async function misplaced(file: string, text: string): Promise<string[]> {
  writeFileSync(file, text);
  const loaded = await loadRoster(file, { today });
  const { kind, diagnostics, files, unreadable } = loaded;
  const roster = readableOf(loaded);
  const said = diagnostics.length + unreadable.length > 0;
  const silent = said === (kind === "whole") ? [`${kind}, and ${said ? "problems" : "not a word"}`] : [];
  const judged = roster === undefined ? [] : judge(roster, "2026-11-21", guards);
  const crashed = judged.map(({ message }) => message).filter((message) => / crashed \(/.test(message));
  const all = [...diagnostics, ...judged.map((finding) => diagnose(finding, files))];
  const lines = text.replace(/^\ufeff/, "").split(/\r\n?|\n/);
  const outside = all
    .filter(({ line, column, length }) => {
      const width = lines[line - 1]?.length ?? -1;
      return line < 1 || column < 1 || column > width + 1 || length < 1;
    })
    .map(({ line, column, message }) => `${line}:${column} ${message}`);
  const unprintable = all.map(formatDiagnostic).filter((shown) => /[\p{Cf}\p{Zl}\p{Zp}]|(?!\n)\p{Cc}/u.test(shown));
  return [...silent, ...crashed, ...outside, ...unprintable];
}

const hostile = fc.oneof(
  fc.constantFrom(
    "alice",
    "developers",
    "2027-01-31",
    "2027-02-30",
    "Active",
    "keybase:alice",
    "human",
    "null",
    "1",
    "yes",
    "",
  ),
  fc.constantFrom(
    "__proto__",
    "constructor",
    "toString",
    "<<",
    "&a",
    "*a",
    "!!str x",
    "? x",
    "- x",
    "---",
    "...",
    "%YAML 1.2",
  ),
  fc.constantFrom(
    '${file("/etc/passwd")}',
    "%{ if true }",
    "${aws:username}",
    "${TfToken[1]}",
    "{a: 1",
    "[x",
    "'",
    '"',
    "|",
    ">-",
    "#",
    "a: b: c",
  ),
  fc.constantFrom(
    "\t",
    "\r",
    "\r\n",
    "\n",
    "\u2028",
    "\u0085",
    "\u202e",
    "\ufeff",
    "\u0000",
    "\u0007",
    "🧑‍🚀",
    "\ud83e",
    "-----BEGIN PRIVATE KEY-----",
  ),
  fc.string({ unit: "binary", maxLength: 12 }),
);
const key = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.constantFrom(
      "type",
      "owner",
      "groups",
      "loginProfile",
      "mfaDevices",
      "accessKeys",
      "policies",
      "tags",
      "expires",
      "forceDestroy",
      "suspended",
      "sshPublicKeys",
      "path",
      "name",
      "permissionsBoundary",
    ),
  },
  { weight: 1, arbitrary: hostile },
);
const scalar = fc.oneof(
  hostile,
  hostile.map((text) => JSON.stringify(text)),
  hostile.map((text) => `'${text.replaceAll("'", "''")}'`),
);
const { value } = fc.letrec<{ value: string }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    scalar,
    fc.array(tie("value"), { maxLength: 3 }).map((items) => `[${items.join(", ")}]`),
    fc
      .array(fc.tuple(key, tie("value")), { maxLength: 4 })
      .map((entries) => `{ ${entries.map(([name, entry]) => `${name}: ${entry}`).join(", ")} }`),
  ),
}));
const section = fc.constantFrom(
  "users",
  "groups",
  "policies",
  "defaults",
  "account",
  "backend",
  "include",
  "removals",
  "guards",
  "stack",
);
const roster = fc
  .array(
    fc.oneof(
      fc.tuple(section, value).map(([name, entry]) => `${name}: ${entry}`),
      fc
        .array(fc.tuple(hostile, key, value), { maxLength: 4 })
        .map(
          (entries) =>
            `users:\n${entries.map(([user, name, entry]) => `  ${JSON.stringify(user)}: { type: human, owner: hr, ${name}: ${entry} }`).join("\n")}`,
        ),
    ),
    { maxLength: 5 },
  )
  .map((lines) => `version: 1\n${lines.join("\n")}\n`);

describe("whatever the text", () => {
  test("loading never throws, no guard crashes, and each finding lies inside the file", async () => {
    const file = join(testdir({}), "users.yaml");
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.string({ unit: "binary" }),
          fc.array(hostile).map((parts) => parts.join("")),
        ),
        async (text) => {
          expect(await misplaced(file, text)).toEqual([]);
        },
      ),
      { numRuns: 300 },
    );
  });

  test("loading never throws for what looks like a roster", async () => {
    const file = join(testdir({}), "users.yaml");
    await fc.assert(
      fc.asyncProperty(roster, async (text) => {
        expect(await misplaced(file, text)).toEqual([]);
      }),
      { numRuns: 600 },
    );
  });
});
