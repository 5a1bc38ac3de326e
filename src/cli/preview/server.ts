import { randomBytes } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { previewPage } from "./page";
import type { Session } from "./session";

/** A page on this machine. */
export interface Preview {
  /** Whoever has it sees the page; its last part is a secret of this run. */
  readonly url: string;
  close(): Promise<void>;
}

const HEADERS = {
  "cache-control": "no-store",
  "content-security-policy": "frame-ancestors 'none'",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
};

/**
 * Serves a session on loopback. Another page in the same browser, and another user of the machine, does not know the token; a name that
 * leads to loopback does not help either, since the host has to be ours.
 * @param port 0: a free one
 */
export async function servePreview(session: Session, port: number): Promise<Preview> {
  const token = randomBytes(16).toString("hex");
  const server = createServer((request, response) => answer(request, response, { session, token, origin }));
  await listen(server, port);
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: `${origin}/${token}/`,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((done, fail) => {
    server.once("error", fail);
    server.listen(port, "127.0.0.1", () => done());
  });
}

interface Serving {
  readonly session: Session;
  readonly token: string;
  readonly origin: string;
}

function answer(request: IncomingMessage, response: ServerResponse, { session, token, origin }: Serving): void {
  const { method, url = "", headers } = request;
  const refuse = (status: number) => response.writeHead(status, HEADERS).end();
  if (`http://${headers.host}` !== origin) return void refuse(421);
  const [, given, page, ...more] = url.split("/");
  if (given !== token || page === undefined || more.length > 0) return void refuse(404);
  if (method === "POST" && page === "rehearse") {
    if (headers.origin !== undefined && headers.origin !== origin && headers.origin !== "null") return void refuse(403);
    void session.rehearse();
    return void response.writeHead(303, { ...HEADERS, location: "./" }).end();
  }
  if (method !== "GET") return void refuse(405);
  if (page === "changes") {
    follow(request, response, session);
    return;
  }
  const { progress } = session;
  const text =
    page === "" ? previewPage(session) : page === "review" && progress.kind === "done" ? progress.page : undefined;
  if (text === undefined) return void refuse(404);
  response.writeHead(200, { ...HEADERS, "content-type": "text/html; charset=utf-8" }).end(text);
}

/** Server-sent events: one for each time that there is something new to see. */
function follow(request: IncomingMessage, response: ServerResponse, session: Session): void {
  response.writeHead(200, { ...HEADERS, "content-type": "text/event-stream" });
  response.write(": here\n\n");
  const end = session.onChange(() => response.write("data: changed\n\n"));
  request.on("close", end);
}
