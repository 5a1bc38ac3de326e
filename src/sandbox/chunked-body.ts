import type { IncomingHttpHeaders } from "node:http";

/** A body that came in signed chunks with a checksum behind it (API reference, "Transferring payload in multiple chunks"). */
export function unchunked(headers: IncomingHttpHeaders, body: Buffer): Buffer {
  if (!/aws-chunked/.test(String(headers["content-encoding"] ?? ""))) return body;
  const chunks: Buffer[] = [];
  for (let at = 0; at < body.length; ) {
    const end = body.indexOf("\r\n", at);
    const size = Number.parseInt(body.toString("latin1", at, end), 16);
    if (!(size > 0)) break;
    chunks.push(body.subarray(end + 2, end + 2 + size));
    at = end + 2 + size + 2;
  }
  return Buffer.concat(chunks);
}
