import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from "node:fs";

/**
 * Replaces a file that only its owner may read, whole or not at all: whoever is killed in between, loses power or has no room
 * left, leaves the old one. The draft beside it is written over by the next one.
 */
export function writeWhole(file: string, text: string): void {
  const draft = `${file}.new`;
  try {
    // Made anew: what lies there may be a link, or a file that others may read.
    rmSync(draft, { force: true });
    const descriptor = openSync(draft, "wx", 0o600);
    try {
      writeFileSync(descriptor, text);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    renameSync(draft, file);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
}
