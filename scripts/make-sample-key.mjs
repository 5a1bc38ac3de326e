/*
 * Writes keys/NAME.asc: a public PGP key for the examples, which does not expire. Its private half is thrown away, so
 * nobody can decrypt what it encrypts. Run as: node scripts/make-sample-key.mjs alice alice@example.com
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { generateKey } from "openpgp";

const [name, email] = process.argv.slice(2);
if (name === undefined || email === undefined) throw new Error("usage: make-sample-key.mjs NAME EMAIL");
const { publicKey } = await generateKey({
  userIDs: [{ name: "iam-roster sample", email }],
  type: "ecc",
  // The provider's own OpenPGP knows no newer curve.
  curve: "curve25519Legacy",
  format: "armored",
  // Valid on any day on which somebody tries the examples.
  date: new Date("2026-01-01T00:00:00Z"),
});
mkdirSync("keys", { recursive: true });
writeFileSync(`keys/${name}.asc`, publicKey.replaceAll("\r\n", "\n"));
