import http from "node:http";
import net from "node:net";
import { wellKnown } from "./helpers";

export interface RawAnswer {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: string;
}

export function authorization(accessKeyId = wellKnown("admin").accessKeyId): string {
  return `AWS4-HMAC-SHA256 Credential=${accessKeyId}/20260301/us-east-1/iam/aws4_request, SignedHeaders=host, Signature=0`;
}

/** Sends bytes as they are: what a client library would never send, and bodies to be measured. */
export function post(
  url: string,
  body: string | Buffer,
  headers: http.OutgoingHttpHeaders = {},
  method = "POST",
): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const all = { Authorization: authorization(), "Content-Type": "application/x-www-form-urlencoded", ...headers };
    const request = http.request(url, { method, headers: all, agent: false }, (response) => {
      let text = "";
      response.on("data", (chunk) => {
        text += chunk;
      });
      response.on("end", () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text }));
    });
    request.on("error", reject);
    request.end(body);
  });
}

/** One IAM action by its parameters. */
export function iam(url: string, action: string, parameters: Record<string, string> = {}): Promise<RawAnswer> {
  return post(url, new URLSearchParams({ Action: action, Version: "2010-05-08", ...parameters }).toString());
}

/** Writes raw text to the socket and returns all that comes back until the other side hangs up. */
export function talk(url: string, text: string): Promise<string> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve) => {
    const socket = net.connect(Number(port), hostname, () => socket.write(text));
    let answer = "";
    socket.on("data", (chunk) => {
      answer += chunk;
    });
    socket.on("error", () => resolve(answer));
    socket.on("close", () => resolve(answer));
  });
}
