import { existsSync } from "node:fs";
import { dirname, isAbsolute, resolve } from "node:path";
import { isWithin, liesIn } from "../files/within";
import { maxPgpKeyBytes } from "./limits";
import { privateKeyProblem } from "./pgp-key";
import { FileProblem, readRegularFile } from "./regular-file";

/** The base64 of the binary key, or what is wrong with the file; neither quotes it, since it may hold a private key. */
export type PgpKeyFile = { readonly pgpKey: string } | { readonly problem: string };

/**
 * Reads the public key that a `pgpKey: { file: ... }` names.
 * @param file as it is written
 * @param from the roster file that it is written in, relative to the folder
 * @param folder the project: nothing outside it is read, whatever `..`, `/` or a symbolic link says
 */
export function readPgpKeyFile(file: string, from: string, folder: string): PgpKeyFile {
  if (isAbsolute(file)) return { problem: "is an absolute path; it must be relative to the roster file" };
  const path = resolve(folder, dirname(from), file);
  const outside = { problem: "is outside the project; move the key into it" };
  if (!isWithin(path, folder)) return outside;
  if (existsSync(path) && !liesIn(path, folder)) return outside;
  try {
    const larger = `the ${maxPgpKeyBytes / 1024} KiB a PGP key may have`;
    return fromText(readRegularFile(path, { maxBytes: maxPgpKeyBytes, larger }).toString("latin1"));
  } catch (error) {
    if (!(error instanceof FileProblem)) throw error;
    return { problem: error.message };
  }
}

/** Armored, or base64 alone. What it holds is asked by `pgpKeyProblem`. */
function fromText(text: string): PgpKeyFile {
  if (text.trim() === "") return { problem: "is empty" };
  if (/-----BEGIN [A-Z ]{0,40}PRIVATE KEY/.test(text)) return { problem: privateKeyProblem };
  if (/[^\t\r\n\x20-\x7e]/.test(text.replace(/^(?:Comment|Version):.*$/gm, ""))) {
    return { problem: "is not text; export the key with --armor" };
  }
  if (!text.includes("-----BEGIN")) return { pgpKey: text.replace(/\s/g, "") };
  const [, block, ...others] = text.split("-----BEGIN PGP PUBLIC KEY BLOCK-----");
  if (block === undefined) return { problem: "has no PGP PUBLIC KEY BLOCK" };
  if (others.length > 0) return { problem: `has ${others.length + 1} public key blocks; one is allowed` };
  const [armor, end] = block.split("-----END PGP PUBLIC KEY BLOCK-----");
  if (armor === undefined || end === undefined) return { problem: "is cut: the END line of the block is missing" };
  return { pgpKey: unarmored(armor) };
}

/** Without the headers (`Comment: ...`) and the checksum (`=abcd`). */
function unarmored(armor: string): string {
  const lines = armor.split(/\r\n|\r|\n/).map((line) => line.trim());
  return lines.filter((line) => !line.includes(":") && !line.startsWith("=")).join("");
}
