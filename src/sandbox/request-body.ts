import type { IncomingMessage } from "node:http";

const MAX_BYTES = 1024 * 1024;

/** Reads a body of at most 1 MB. "aborted": the client went away or was cut off, nobody waits for an answer. */
export function readBody(request: IncomingMessage): Promise<Buffer | "too large" | "aborted"> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on("data", (chunk: Buffer) => {
      size += chunk.length;
      if (size > MAX_BYTES) {
        request.pause();
        resolve("too large");
      } else chunks.push(chunk);
    });
    request.on("end", () => resolve(Buffer.concat(chunks)));
    request.on("error", () => resolve("aborted"));
    request.on("close", () => resolve("aborted"));
  });
}
