/**
 * What the provider would have against a PGP key, or undefined when it accepts it. Checked before anything is made:
 * when encryption fails after CreateAccessKey, the key exists and its secret is lost.
 *
 * The provider takes `keybase:NAME`, or standard base64 of one binary (not armored) public key that can encrypt
 * (source: hashicorp/vault `helper/pgpkeys`, which the provider vendors).
 */
export async function pgpKeyProblem(pgpKey: string, today: Date): Promise<string | undefined> {
  if (pgpKey.startsWith("keybase:")) {
    return /^keybase:[A-Za-z0-9_]{2,}$/.test(pgpKey) ? undefined : "names no Keybase user (keybase:NAME)";
  }
  if (pgpKey.includes("-----BEGIN")) return "is armored; the provider expects the base64 of the binary key";
  const base64 = pgpKey.replace(/\s/g, "");
  if (!/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(base64) || base64 === "") {
    return "is not base64";
  }
  const { readKey } = await import("openpgp");
  let key: Awaited<ReturnType<typeof readKey>>;
  try {
    key = await readKey({ binaryKey: Buffer.from(base64, "base64") });
  } catch {
    return "is base64, but not of a PGP key";
  }
  if (key.isPrivate()) return privateKeyProblem;
  try {
    await key.getEncryptionKey(undefined, today);
  } catch {
    return "cannot encrypt: it has no valid encryption subkey, or is expired or revoked";
  }
  return undefined;
}

export const privateKeyProblem = "is a PRIVATE key; revoke it, it must be considered known, and export the public one";

export const pgpKeyFix = "Export it with: gpg --export NAME | base64 -w0";
