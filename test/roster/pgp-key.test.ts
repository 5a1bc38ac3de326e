import { generateKey, type PublicKey, type readKey } from "openpgp";
import { pgpKeyProblem } from "../../src/roster/pgp-key";
import { alice, problems, today } from "./problems";

const made = new Date("2026-01-01T00:00:00Z");
const userIDs = [{ name: "secops" }];

function base64(key: PublicKey): string {
  return Buffer.from(key.write()).toString("base64");
}

async function makeKey(options: Partial<Parameters<typeof generateKey>[0]> = {}) {
  return generateKey({
    userIDs,
    type: "ecc",
    curve: "curve25519Legacy",
    date: made,
    ...options,
    format: "object",
  } as never) as unknown as Promise<{
    privateKey: Awaited<ReturnType<typeof readKey>> & { toPublic(): PublicKey };
    publicKey: PublicKey;
  }>;
}

describe("a PGP key", () => {
  test.each(["keybase:alice", "keybase:sec_ops1"])("does not report %s", async (key) => {
    expect(await pgpKeyProblem(key, today)).toBeUndefined();
  });

  test("does not report a curve25519 key, also when its base64 is folded", async () => {
    const { publicKey } = await makeKey();
    expect(await pgpKeyProblem(base64(publicKey), today)).toBeUndefined();
    expect(await pgpKeyProblem(base64(publicKey).replace(/.{64}/g, "$&\n"), today)).toBeUndefined();
  });

  test("does not report an RSA key", async () => {
    const { publicKey } = await makeKey({ type: "rsa", rsaBits: 2048 });
    expect(await pgpKeyProblem(base64(publicKey), today)).toBeUndefined();
  });

  test.each([
    ["names nobody", "keybase:", "names no Keybase user (keybase:NAME)"],
    [
      "is armored",
      "-----BEGIN PGP PUBLIC KEY BLOCK-----\n",
      "is armored; the provider expects the base64 of the binary key",
    ],
    ["is a fingerprint", "4F25 E3B6 ?", "is not base64"],
    ["is base64 for URLs", "a-_b", "is not base64"],
    ["is only white space", " \n", "is not base64"],
    ["is some other base64", "aGVsbG8gd29ybGQh", "is base64, but not of a PGP key"],
  ])("fails when it %s", async (_name, key, problem) => {
    expect(await pgpKeyProblem(key, today)).toBe(problem);
  });

  test("fails when it is private, can only sign, or has expired", async () => {
    const { privateKey } = await makeKey();
    const signOnly = await makeKey({ subkeys: [{ sign: true }] });
    const expired = await makeKey({ keyExpirationTime: 24 * 60 * 60 });
    const cannot = "cannot encrypt: it has no valid encryption subkey, or is expired or revoked";
    expect(await pgpKeyProblem(base64(privateKey), today)).toBe(
      "is a PRIVATE key; revoke it, it must be considered known, and export the public one",
    );
    expect(await pgpKeyProblem(base64(signOnly.publicKey), today)).toBe(cannot);
    expect(await pgpKeyProblem(base64(expired.publicKey), today)).toBe(cannot);
    expect(await pgpKeyProblem(base64(expired.publicKey), made)).toBeUndefined();
  });

  test("is checked wherever it stands, and every place is told", async () => {
    const found = await problems(
      alice("    loginProfile: { pgpKey: '?' }\n    accessKeys: { a: { pgpKey: '?' }, b: { pgpKey: null } }\n").replace(
        "users:",
        "defaults: { pgpKey: 'keybase:' }\nusers:",
      ),
    );
    expect(found).toMatchInlineSnapshot(`
      "2:21 pgpKey names no Keybase user (keybase:NAME) [pgp-key-usable]
        Export it with: gpg --export NAME | base64 -w0
      7:29 pgpKey is not base64 [pgp-key-usable]
        Export it with: gpg --export NAME | base64 -w0
      8:32 pgpKey is not base64 [pgp-key-usable]
        Export it with: gpg --export NAME | base64 -w0"
    `);
  });
});
