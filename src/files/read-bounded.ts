import { fstatSync, readSync } from "node:fs";

const PIECE = 1024 * 1024;

/**
 * What can be read from an open file, a pipe or a device, which may have no end.
 * @returns undefined when there is more than `maxBytes`; no more than that is read
 */
export function readBounded(descriptor: number, maxBytes: number): Buffer | undefined {
  const pieces: Buffer[] = [];
  let size = 0;
  // A regular file says how much it has, and then is one piece; whatever it says, it is read to its end.
  let next = Math.max(PIECE, fstatSync(descriptor).size);
  for (;;) {
    const piece = Buffer.allocUnsafe(Math.min(next, maxBytes + 1 - size));
    const read = readSync(descriptor, piece);
    const [only] = pieces;
    if (read === 0) return only !== undefined && pieces.length === 1 ? only : Buffer.concat(pieces, size);
    next = PIECE;
    pieces.push(piece.subarray(0, read));
    size += read;
    if (size > maxBytes) return undefined;
  }
}
