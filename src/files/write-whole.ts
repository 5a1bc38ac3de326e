import {
  closeSync,
  existsSync,
  fchmodSync,
  fsyncSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";

export interface WriteOptions {
  /** Others may read it as far as the umask lets them; a file that is there keeps its mode. @default false: 0600 */
  readonly shared?: boolean;
}

/**
 * Replaces a file, whole or not at all: whoever is killed in between, loses power or has no room left, leaves the old
 * one. The draft beside it is written over by the next one.
 */
export function writeWhole(file: string, content: string | Uint8Array, { shared = false }: WriteOptions = {}): void {
  const draft = `${file}.new`;
  try {
    // Removed first: what lies there may be a link, or a file that others may read.
    rmSync(draft, { force: true });
    const descriptor = openSync(draft, "wx", shared ? 0o666 : 0o600);
    try {
      if (shared && existsSync(file)) fchmodSync(descriptor, statSync(file).mode & 0o777);
      writeFileSync(descriptor, content);
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
