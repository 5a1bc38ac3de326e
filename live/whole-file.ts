import { closeSync, fsyncSync, openSync, renameSync, writeSync } from "node:fs";

/**
 * Replaces a file that only its owner may read, whole or not at all: whoever is killed in between, or loses power, leaves the
 * old one. The draft beside it is written over by the next one.
 */
export function writeWhole(file: string, text: string): void {
  const draft = `${file}.new`;
  const descriptor = openSync(draft, "w", 0o600);
  try {
    writeSync(descriptor, text);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  renameSync(draft, file);
}
