import { createHash } from "node:crypto";
import http from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { unchunked } from "../../src/sandbox/chunked-body";
import { escapeXml } from "../../src/sandbox/xml";

interface StoredObject {
  readonly body: Buffer;
  readonly etag: string;
  readonly changed: Date;
}

interface Asked {
  readonly request: http.IncomingMessage;
  readonly bucket: string;
  readonly key: string;
  readonly body: Buffer;
}

interface Answer {
  readonly status: number;
  readonly headers?: http.OutgoingHttpHeaders;
  readonly body?: Buffer | string;
}

/**
 * The objects of S3 on loopback, path style, as far as Terraform's backend and the SDK need them for a state, its lock and what
 * lies beside it: with `If-Match` and `If-None-Match`, without versions, permissions or multipart uploads. What is not about an
 * object goes on to the sandbox behind it, so that one address is the whole account.
 */
export class ObjectStore {
  /** By `bucket/key`. */
  public readonly objects = new Map<string, StoredObject>();
  /** Every call about an object. */
  public readonly asked: http.IncomingMessage[] = [];
  /** Answered instead of the real thing, where it gives something. */
  public instead: (asked: http.IncomingMessage) => { readonly status: number; readonly code: string } | undefined;
  /** Whether nobody gets the answer, of a call that was done. */
  public loses: (asked: http.IncomingMessage) => boolean;
  private constructor(
    private readonly server: http.Server,
    private readonly onward: string,
  ) {
    this.instead = () => undefined;
    this.loses = () => false;
  }

  /** @param onward URL of the sandbox. @default - there is nothing but objects */
  public static async open(onward = "http://127.0.0.1:9"): Promise<ObjectStore> {
    const server = http.createServer((request, response) => {
      store.answer(request, response).catch(() => response.destroy());
    });
    const store = new ObjectStore(server, onward);
    await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
    return store;
  }

  public get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** @returns undefined where there is no such object */
  public text(name: string): string | undefined {
    return this.objects.get(name)?.body.toString("utf8");
  }

  public put(name: string, content: Buffer | string): StoredObject {
    const body = Buffer.from(content);
    const object = { body, etag: `"${createHash("md5").update(body).digest("hex")}"`, changed: new Date() };
    this.objects.set(name, object);
    return object;
  }

  public close(): Promise<void> {
    return new Promise((closed) => {
      this.server.close(() => closed());
      this.server.closeAllConnections();
    });
  }

  private async answer(request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
    const body = await buffer(request);
    const object = objectOf(request);
    if (object !== undefined) this.asked.push(request);
    const answered = object === undefined ? await this.ask(request, body) : this.operate({ request, ...object, body });
    const content = Buffer.from(answered?.body ?? "");
    if (answered === undefined || (object !== undefined && this.loses(request))) return void response.destroy();
    const length = request.method === "HEAD" ? {} : { "content-length": content.length };
    response.writeHead(answered.status, { "x-amz-request-id": "0A1B2C3D4E5F6071", ...length, ...answered.headers });
    response.end(request.method === "HEAD" ? undefined : content);
  }

  private operate(asked: Asked): Answer {
    const { request, bucket, key } = asked;
    const instead = this.instead(request);
    if (instead !== undefined) return failure(instead.status, instead.code, instead.code);
    if (key === "") return request.method === "HEAD" ? { status: 200 } : this.list(asked);
    const name = `${bucket}/${key}`;
    if (request.method === "GET" || request.method === "HEAD") return this.get(asked, this.objects.get(name));
    const refused = this.refused(request.headers, this.objects.get(name));
    if (refused !== undefined) return refused;
    if (request.method === "DELETE") {
      this.objects.delete(name);
      return { status: 204 };
    }
    const { etag } = this.put(name, unchunked(asked.request.headers, asked.body));
    return { status: 200, headers: { etag } };
  }

  private get({ request, key }: Asked, found: StoredObject | undefined): Answer {
    if (found === undefined) return failure(404, "NoSuchKey", "The specified key does not exist.", { Key: key });
    const { body, etag, changed } = found;
    const refused = this.refused({ "if-match": request.headers["if-match"] }, found);
    if (refused !== undefined) return refused;
    const headers = {
      etag,
      "last-modified": changed.toUTCString(),
      "accept-ranges": "bytes",
      "content-type": "application/octet-stream",
    };
    if (request.headers["if-none-match"] === etag) return { status: 304, headers };
    const range = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? "");
    if (range === null) {
      const length = request.method === "HEAD" ? { "content-length": body.length } : {};
      return { status: 200, headers: { ...headers, ...length }, body };
    }
    const from = Number(range[1]);
    const to = Math.min(range[2] ? Number(range[2]) : body.length - 1, body.length - 1);
    if (from >= body.length) return failure(416, "InvalidRange", "The requested range is not satisfiable");
    const content = body.subarray(from, to + 1);
    return {
      status: 206,
      headers: { ...headers, "content-range": `bytes ${from}-${to}/${body.length}` },
      body: content,
    };
  }

  /** S3's conditional writes (User Guide, "Add preconditions to S3 operations with conditional requests"). */
  private refused(headers: http.IncomingHttpHeaders, found: StoredObject | undefined): Answer | undefined {
    const { "if-match": match, "if-none-match": noneMatch } = headers;
    const say = (Condition: string) =>
      failure(412, "PreconditionFailed", "At least one of the pre-conditions you specified did not hold", {
        Condition,
      });
    if (noneMatch === "*" && found !== undefined) return say("If-None-Match");
    if (match === undefined) return undefined;
    if (found === undefined) return failure(404, "NoSuchKey", "The specified key does not exist.");
    return match === "*" || match === found.etag ? undefined : say("If-Match");
  }

  private list({ request, bucket }: Asked): Answer {
    const query = new URL(request.url ?? "/", this.url).searchParams;
    const prefix = query.get("prefix") ?? "";
    const found = [...this.objects]
      .map(([name, object]) => ({ ...object, key: name.slice(bucket.length + 1), of: name.slice(0, bucket.length) }))
      .filter(({ key, of }) => of === bucket && key.startsWith(prefix))
      .sort((one, other) => (one.key < other.key ? -1 : 1));
    const contents = found.map(
      ({ key, etag, changed, body }) =>
        `<Contents><Key>${escapeXml(key)}</Key><LastModified>${changed.toISOString()}</LastModified><ETag>${escapeXml(etag)}</ETag><Size>${body.length}</Size><StorageClass>STANDARD</StorageClass></Contents>`,
    );
    const head = `<Name>${escapeXml(bucket)}</Name><Prefix>${escapeXml(prefix)}</Prefix><KeyCount>${found.length}</KeyCount><MaxKeys>1000</MaxKeys><IsTruncated>false</IsTruncated>`;
    return xml(200, `<ListBucketResult xmlns="${NAMESPACE}">${head}${contents.join("")}</ListBucketResult>`);
  }

  /** Undefined: the sandbox lost its answer. */
  private ask({ method, url, headers }: http.IncomingMessage, body: Buffer): Promise<Answer | undefined> {
    return new Promise((resolve) => {
      const onward = http.request(this.onward + (url ?? "/"), { method, headers }, async (reply) => {
        resolve({ status: reply.statusCode ?? 500, headers: reply.headers, body: await buffer(reply) });
      });
      onward.on("error", () => resolve(undefined));
      onward.end(body);
    });
  }
}

const NAMESPACE = "http://s3.amazonaws.com/doc/2006-03-01/";

function xml(status: number, text: string): Answer {
  const body = `<?xml version="1.0" encoding="UTF-8"?>\n${text}`;
  return { status, headers: { "content-type": "application/xml" }, body };
}

function failure(status: number, code: string, message: string, more: Readonly<Record<string, string>> = {}): Answer {
  const said = Object.entries({ Code: code, Message: message, ...more, RequestId: "0A1B2C3D4E5F6071" });
  const inner = said.map(([name, value]) => `<${name}>${escapeXml(value)}</${name}>`);
  return xml(status, `<Error>${inner.join("")}</Error>`);
}

/** The object that a request is about; with an empty key the list of a bucket. */
export function objectOf({
  method,
  url = "/",
}: Pick<http.IncomingMessage, "method" | "url">): { readonly bucket: string; readonly key: string } | undefined {
  const [path = "/", query = ""] = url.split("?", 2);
  const [, bucket = "", ...rest] = path.split("/");
  const key = rest.map(decodeURIComponent).join("/");
  if (bucket === "" || method === "POST") return undefined;
  if (key !== "") return { bucket, key };
  const listed = new URLSearchParams(query).get("list-type") === "2";
  return method === "HEAD" || listed ? { bucket, key } : undefined;
}
