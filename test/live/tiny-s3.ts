import { createHash } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** What was asked, for whoever wants to see it. */
export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage["headers"];
}

/** Objects of S3 on loopback, with the conditions that S3 knows; nothing of access, versions or listings. */
export interface TinyS3 {
  /** By `bucket/key`. */
  readonly objects: Map<string, string>;
  readonly asked: Asked[];
  /** Answered instead of the real thing, where it gives something. */
  instead: (asked: Asked) => { readonly status: number; readonly code: string } | undefined;
  /** Done to a request whose answer is then lost. */
  loses: (asked: Asked) => boolean;
  readonly url: string;
  close(): Promise<void>;
}

export async function openTinyS3(): Promise<TinyS3> {
  const objects = new Map<string, string>();
  const asked: Asked[] = [];
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const s3: TinyS3 = {
    objects,
    asked,
    instead: () => undefined,
    loses: () => false,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => new Promise((resolve) => void server.close(() => resolve())),
  };
  return s3;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { method = "", url = "", headers } = request;
    const path = decodeURIComponent(url.replace(/\?.*$/, "").slice(1));
    const call = { method, path, headers };
    asked.push(call);
    const { status, code, body, etag }: Answer = s3.instead(call) ?? act(call, Buffer.concat(chunks).toString("utf8"));
    if (s3.loses(call)) {
      request.socket.destroy();
      return;
    }
    response.statusCode = status;
    if (etag !== undefined) response.setHeader("ETag", etag);
    response.end(code === undefined ? body : `<Error><Code>${code}</Code><Message>${code}</Message></Error>`);
  }

  function act({ method, path, headers }: Asked, sent: string): Answer {
    const now = objects.get(path);
    const { "if-match": wanted, "if-none-match": none } = headers;
    if ((wanted !== undefined && wanted !== etagOf(now)) || (none === "*" && now !== undefined))
      return { status: 412, code: "PreconditionFailed" };
    if (method === "PUT") {
      objects.set(path, sent);
      return { status: 200, etag: etagOf(sent) };
    }
    if (method === "DELETE") {
      objects.delete(path);
      return { status: 204 };
    }
    return now === undefined ? { status: 404, code: "NoSuchKey" } : { status: 200, body: now, etag: etagOf(now) };
  }
}

interface Answer {
  readonly status: number;
  readonly code?: string;
  readonly body?: string;
  readonly etag?: string | undefined;
}

function etagOf(text: string | undefined): string | undefined {
  return text === undefined ? undefined : `"${createHash("md5").update(text).digest("hex")}"`;
}
