import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { generateKey } from "openpgp";
import { formatDiagnostic, loadRoster } from "../../src/roster/index";
import { sampleFiles, samplePgpKey } from "../sample";
import { testdir } from "../testdir";
import { whole } from "../whole";
import { alice, load, problems, today } from "./problems";

const armored = sampleFiles["keys/secops.asc"];
const named = (file: string) => alice(`    loginProfile: { pgpKey: { file: ${JSON.stringify(file)} } }\n`);
const roster = named("keys/alice.asc");
const keyOf = async (files: Parameters<typeof load>[0]) => whole(await load(files)).users[0]?.loginProfile?.pgpKey;

async function generated(options: object): Promise<{ privateKey: string; publicKey: string }> {
  const key = {
    userIDs: [{ name: "a" }],
    type: "ecc",
    curve: "curve25519Legacy",
    date: new Date("2026-01-01T00:00:00Z"),
  };
  return (await generateKey({ ...key, ...options, format: "armored" } as never)) as never;
}

describe("a PGP key in a file", () => {
  test.each([
    ["armored", armored],
    [
      "armored with headers, other line breaks and no checksum",
      armored
        .replace("-----\n\n", "-----\nComment: Alice: key\nVersion: 1\n\n")
        .replace(/=.{4}\n(?=-----END)/, "")
        .replaceAll("\n", "\r\n"),
    ],
    ["base64", `${samplePgpKey}\n`],
    ["folded base64", samplePgpKey.replace(/.{64}/g, "$&\n")],
  ])("does not report one that is %s, and all mean the same key", async (_how, text) => {
    expect(samplePgpKey).toHaveLength(744);
    expect(await keyOf({ "users.yaml": roster, "keys/alice.asc": text })).toBe(samplePgpKey);
  });

  test("is the default of others, and one of its own is relative to the file that names it", async () => {
    const files = {
      "users.yaml":
        "version: 1\ndefaults: { pgpKey: { file: secops.asc } }\ninclude: [teams/*.yaml]\nusers: { carol: { type: service, owner: ops, accessKeys: { a: {} } } }\n",
      "teams/red.yaml": named("keys/alice.asc").replace("version: 1\n", ""),
      "secops.asc": armored,
      "teams/keys/alice.asc": sampleFiles["keys/secops.asc"],
    };
    const { users } = whole(await load(files));
    expect(users.map(({ loginProfile, accessKeys }) => loginProfile?.pgpKey ?? accessKeys[0]?.pgpKey)).toEqual([
      samplePgpKey,
      samplePgpKey,
    ]);
  });

  test.each([
    ["is missing", {}, "no such file"],
    ["is empty", { "keys/alice.asc": " \n" }, "is empty"],
    ["is a folder", { "keys/alice.asc/other": "" }, "is a folder"],
    ["is large", { "keys/alice.asc": "a".repeat(300 * 1024) }, "has 300 KiB, more than the 256 KiB a PGP key may have"],
    [
      "is binary",
      { "keys/alice.asc": Buffer.from(samplePgpKey, "base64") },
      "is not text; export the key with --armor",
    ],
    ["is cut", { "keys/alice.asc": armored.slice(0, 400) }, "is cut: the END line of the block is missing"],
    ["has two keys", { "keys/alice.asc": armored + armored }, "has 2 public key blocks; one is allowed"],
    [
      "is a message",
      { "keys/alice.asc": "-----BEGIN PGP MESSAGE-----\n\nabcd\n-----END PGP MESSAGE-----\n" },
      "has no PGP PUBLIC KEY BLOCK",
    ],
    ["is something else", { "keys/alice.asc": "hello world\n" }, "is not base64"],
  ])("fails when it %s", async (_how, files, problem) => {
    expect(await problems({ "users.yaml": roster, ...files })).toBe(
      `6:21 pgpKey keys/alice.asc: ${problem} [pgp-key-usable]\n  Export it with: gpg --armor --export NAME > keys/alice.asc`,
    );
  });

  test("fails when it has expired, or can only sign", async () => {
    const cannot = "pgpKey keys/alice.asc: cannot encrypt: it has no valid encryption subkey, or is expired or revoked";
    for (const options of [{ keyExpirationTime: 24 * 60 * 60 }, { subkeys: [{ sign: true }] }]) {
      const { publicKey } = await generated(options);
      expect(await problems({ "users.yaml": roster, "keys/alice.asc": publicKey })).toContain(cannot);
    }
  });

  test("fails when it is private, and nothing of it is shown", async () => {
    const { privateKey, publicKey } = await generated({});
    for (const text of [
      privateKey,
      publicKey + privateKey,
      Buffer.from(privateKey.split("\n\n")[1] ?? "").toString(),
    ]) {
      const { diagnostics } = await load({ "users.yaml": roster, "keys/alice.asc": text });
      const shown = diagnostics.map(formatDiagnostic).join("\n");
      expect(shown).toContain("pgpKey keys/alice.asc: ");
      for (const line of text.split(/\r?\n/).filter((one) => one.length > 30)) expect(shown).not.toContain(line);
    }
    expect(await problems({ "users.yaml": roster, "keys/alice.asc": privateKey })).toContain(
      "pgpKey keys/alice.asc: is a PRIVATE key; revoke it, it must be considered known, and export the public one",
    );
  });

  test.each([
    ["../alice.asc", "is outside the project; move the key into it"],
    ["keys/../../alice.asc", "is outside the project; move the key into it"],
    ["/etc/hostname", "is an absolute path; it must be relative to the roster file"],
  ])("fails when it is %s", async (file, problem) => {
    expect(await problems(named(file))).toContain(`pgpKey ${file}: ${problem} [pgp-key-usable]`);
  });

  test("fails when a link leads out of the project, and follows one that stays in it", async () => {
    const outside = testdir({ "alice.asc": armored });
    const folder = testdir({ "users.yaml": named("alice.asc"), "keys/own.asc": armored });
    symlinkSync(join(outside, "alice.asc"), join(folder, "alice.asc"));
    const read = () => loadRoster(join(folder, "users.yaml"), { today });
    expect((await read()).diagnostics.map(({ message }) => message)).toEqual([
      "pgpKey alice.asc: is outside the project; move the key into it",
    ]);
    writeFileSync(join(folder, "users.yaml"), named("linked/own.asc"));
    mkdirSync(join(folder, "other"));
    symlinkSync(join(folder, "keys"), join(folder, "linked"));
    expect(whole(await read()).users[0]?.loginProfile?.pgpKey).toBe(samplePgpKey);
  });

  test.each([
    ["{}", "loginProfile"],
    ["{ file: 1 }", "file"],
    ["{ file: a.asc, path: b }", "path"],
    ["[a.asc]", "pgpKey"],
  ])("fails when it is written as %s", async (written, what) => {
    const found = await problems(alice(`    loginProfile: { pgpKey: ${written} }\n`));
    expect(found).toContain("[schema]");
    expect(found).toContain(what === "loginProfile" ? "file" : what);
  });
});
