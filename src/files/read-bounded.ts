import { readSync } from "node:fs";

const PIECE = 1024 * 1024;

/**
 * What can be read from an open file, a pipe or a device, which may have no end.
 * @returns undefined when there is more than `maxBytes`; no more than that is read
 */
export function readBounded(descriptor: number, maxBytes: number): Buffer | undefined {
  const pieces: Buffer[] = [];
  let size = 0;
  for (;;) {
    const piece = Buffer.allocUnsafe(Math.min(PIECE, maxBytes + 1 - size));
    const read = readSync(descriptor, piece);
    if (read === 0) return Buffer.concat(pieces, size);
    pieces.push(piece.subarray(0, read));
    size += read;
    if (size > maxBytes) return undefined;
  }
}
