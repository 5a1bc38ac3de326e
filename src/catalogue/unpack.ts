import { brotliDecompressSync } from "node:zlib";

/** The lines of one of this room's files, each split at its tabs. */
export function unpack({ brotli }: { readonly brotli: string }): string[][] {
  const text = brotliDecompressSync(Buffer.from(brotli, "base64")).toString("utf8");
  return text
    .trimEnd()
    .split("\n")
    .map((line) => line.split("\t"));
}
