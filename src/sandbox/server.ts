import http from "node:http";
import type { AddressInfo } from "node:net";
import { by } from "../text/by";
import type { Runtime } from "./call";
import { answer, refuse } from "./dispatch";
import { Documents } from "./documents";
import { type FaultSpec, Faults } from "./faults";
import { wellKnownAccessKeyId } from "./ids";
import type { Reply } from "./reply";
import { readBody } from "./request-body";
import { DEFAULT_ACCOUNT_ID, emptyState, type SandboxState } from "./state";

export interface SandboxOptions {
  /** @default - one empty account, 123456789012 */
  readonly state?: SandboxState | undefined;
  /** @default - none */
  readonly faults?: FaultSpec | undefined;
  /** @default - the time of the machine */
  readonly clock?: (() => Date) | undefined;
  /** When a request that does not arrive is cut off. @default 10000 */
  readonly requestTimeoutMs?: number | undefined;
}

export interface Sandbox {
  /** The live state. A test may change it between two requests. */
  readonly state: SandboxState;
  /**
   * Listens on 127.0.0.1 and nowhere else.
   * @param port 0 for any that is free
   * @returns the endpoint's URL, `http://127.0.0.1:43210`
   */
  listen(port?: number): Promise<string>;
  /** Ends open connections too; it may be called before `listen`. */
  close(): Promise<void>;
  /** Calls by action, `iam:GetUser`; refused and throttled ones count. */
  counts(): Record<string, number>;
  resetCounts(): void;
  /** Replaces all faults, `{}` ends them. */
  setFaults(faults: FaultSpec): void;
}

function send(response: http.ServerResponse, reply: Reply, close = false): void {
  const body = reply.bytes ?? Buffer.from(reply.body, "utf8");
  response.writeHead(reply.status, {
    "x-amzn-RequestId": reply.requestId,
    ...(reply.status === 204 ? {} : { "Content-Type": reply.contentType, "Content-Length": body.length }),
    ...reply.headers,
    ...(close ? { Connection: "close" } : {}),
  });
  response.end(body);
}

function listenOn(server: http.Server, port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => {
      server.off("error", reject);
      resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    });
  });
}

/** Makes a sandbox: IAM, STS, KMS, CloudTrail, Access Analyzer's ValidatePolicy and S3's buckets behind one address, as strict as AWS. */
export function createSandbox(options: SandboxOptions = {}): Sandbox {
  const state = options.state ?? emptyState();
  const clock = options.clock ?? (() => new Date());
  const runtime: Runtime = {
    faults: new Faults(options.faults),
    sessions: new Map(),
    documents: new Documents(),
    keyOwners: new Map(),
  };
  const counts = new Map<string, number>();
  const count = (action: string) => counts.set(action, (counts.get(action) ?? 0) + 1);
  const timeout = options.requestTimeoutMs ?? 10_000;
  const server = http.createServer(
    // 65 s: longer than any client keeps an idle connection, so that none is closed under a request.
    { requestTimeout: timeout, headersTimeout: timeout, connectionsCheckingInterval: 500, keepAliveTimeout: 65_000 },
    async (request, response) => {
      const body = await readBody(request);
      if (body === "aborted") return;
      if (body === "too large") {
        const reply = refuse(request, 413, "RequestEntityTooLarge", "Request size exceeded 1048576 bytes");
        return send(response, reply, true);
      }
      const reply = answer({ request, body, state, runtime, count, now: clock() });
      if (reply.lost) request.socket.destroy();
      else send(response, reply);
    },
  );
  server.on("clientError", (_error, socket) => {
    if (socket.writable) socket.end("HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
    else socket.destroy();
  });
  return {
    state,
    listen: (port = 0) => listenOn(server, port),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
    counts: () => Object.fromEntries([...counts].sort(by(([action]) => action))),
    resetCounts: () => counts.clear(),
    setFaults: (faults) => {
      runtime.faults = new Faults(faults);
    },
  };
}

/** Variables that would lead a client elsewhere; whoever starts one with `sandboxEnvironment` takes them out. */
export const SANDBOX_UNSET: readonly string[] = [
  ...["AWS_PROFILE", "AWS_DEFAULT_PROFILE", "AWS_ROLE_ARN", "AWS_WEB_IDENTITY_TOKEN_FILE", "AWS_SECURITY_TOKEN"],
  ...["AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "AWS_CONTAINER_CREDENTIALS_FULL_URI", "AWS_CA_BUNDLE"],
  ...["HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy", "ALL_PROXY", "all_proxy"],
];

/**
 * The environment in which Terraform, the AWS CLI and the SDKs speak to a sandbox and to nothing else.
 * @param url what `listen` returned
 * @param accountId the account whose administrator they are
 */
export function sandboxEnvironment(url: string, accountId: string = DEFAULT_ACCOUNT_ID): Record<string, string> {
  return {
    AWS_ENDPOINT_URL: url,
    AWS_ENDPOINT_URL_IAM: url,
    AWS_ENDPOINT_URL_STS: url,
    AWS_ENDPOINT_URL_KMS: url,
    AWS_ENDPOINT_URL_CLOUDTRAIL: url,
    AWS_ENDPOINT_URL_ACCESSANALYZER: url,
    AWS_ENDPOINT_URL_S3: url,
    AWS_ACCESS_KEY_ID: wellKnownAccessKeyId("admin", accountId),
    AWS_SECRET_ACCESS_KEY: "sandbox",
    AWS_SESSION_TOKEN: "",
    AWS_REGION: "us-east-1",
    AWS_DEFAULT_REGION: "us-east-1",
    AWS_CONFIG_FILE: "/dev/null",
    AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
    AWS_EC2_METADATA_DISABLED: "true",
    AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: "false",
    NO_PROXY: "127.0.0.1,localhost",
    no_proxy: "127.0.0.1,localhost",
  };
}
