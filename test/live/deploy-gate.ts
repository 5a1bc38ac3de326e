import http from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { objectOf } from "./object-store";

/** One call of the account, as it goes through the gate. */
export interface Passing {
  /** `iam:DeleteUser`, `s3:PutObject`; of KMS and CloudTrail only the action, `LookupEvents`. */
  readonly action: string;
  /** Terraform's provider says so in its user agent. */
  readonly by: "terraform" | "roster";
  readonly input: URLSearchParams;
}

export interface Stop {
  readonly at: (call: Passing) => boolean;
  /** `before` it takes effect, or `after` that and before its answer is sent. */
  readonly when: "before" | "after";
  /** The call waits for it; `lost` is a call whose answer nobody gets. */
  readonly meanwhile: () => Promise<"goes on" | "lost">;
}

/** Stands before a sandbox and knows every call: at the one that a test names, something happens, no matter how fast the machine is. */
export class Gate {
  public readonly calls: Passing[] = [];
  private stop: Stop | undefined;
  private look: ((call: Passing) => void) | undefined;
  private refusing: ((call: Passing) => Answer | "lost" | undefined) | undefined;
  private constructor(
    private readonly server: http.Server,
    private readonly target: string,
  ) {}

  public static async open(target: string): Promise<Gate> {
    const server = http.createServer((request, response) => {
      gate.pass(request, response).catch(() => response.destroy());
    });
    const gate = new Gate(server, target);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return gate;
  }

  public get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** The environment in which the same account is asked through the gate. */
  public through(env: NodeJS.ProcessEnv): Record<string, string | undefined> {
    const endpoints = Object.keys(env).filter((name) => name.startsWith("AWS_ENDPOINT_URL"));
    return { ...env, ...Object.fromEntries(endpoints.map((name) => [name, this.url])) };
  }

  /** Looks at each call before it takes effect. */
  public each(look: (call: Passing) => void): void {
    this.look = look;
  }

  /** From now on these calls are answered here, or get no answer; undefined lets everything through again. */
  public refuse(by: ((call: Passing) => Answer | "lost" | undefined) | undefined): void {
    this.refusing = by;
  }

  /** @returns when the call has come, once; no other one is stopped */
  public once(at: Stop["at"], when: Stop["when"], meanwhile: Stop["meanwhile"]): Promise<void> {
    return new Promise((come) => {
      this.stop = {
        at,
        when,
        meanwhile: async () => {
          const end = await meanwhile();
          come();
          return end;
        },
      };
    });
  }

  public close(): Promise<void> {
    return new Promise((resolve) => {
      this.server.close(() => resolve());
      this.server.closeAllConnections();
    });
  }

  private async pass(request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
    const body = await text(request);
    const call = passing(request, body);
    this.calls.push(call);
    this.look?.(call);
    const refused = this.refusing?.(call);
    if (refused === "lost") return void response.destroy();
    if (refused !== undefined) return void response.writeHead(refused.status, refused.headers).end(refused.body);
    const stop = this.stop?.at(call) ? this.stop : undefined;
    if (stop !== undefined) this.stop = undefined;
    if (stop?.when === "before" && (await stop.meanwhile()) === "lost") return void response.destroy();
    const answer = await this.ask(request, body);
    if (stop?.when === "after" && (await stop.meanwhile()) === "lost") return void response.destroy();
    if (answer === undefined) return void response.destroy();
    response.writeHead(answer.status, answer.headers);
    response.end(answer.body);
  }

  /** Undefined: the sandbox lost its answer. */
  private ask({ method, url, headers }: http.IncomingMessage, body: string): Promise<Answer | undefined> {
    return new Promise((resolve) => {
      const onward = http.request(this.target + (url ?? "/"), { method, headers }, async (reply) => {
        resolve({ status: reply.statusCode ?? 500, headers: reply.headers, body: await text(reply) });
      });
      onward.on("error", () => resolve(undefined));
      onward.end(body);
    });
  }
}

export interface Answer {
  readonly status: number;
  readonly headers: http.OutgoingHttpHeaders;
  readonly body: string;
}

const OBJECT_CALLS: Readonly<Record<string, string>> = { PUT: "Put", GET: "Get", HEAD: "Head", DELETE: "Delete" };

function passing(request: http.IncomingMessage, body: string): Passing {
  const { headers, method = "" } = request;
  const by = /Terraform\//.test(headers["user-agent"] ?? "") ? "terraform" : "roster";
  const object = objectOf(request);
  if (object !== undefined) {
    const { bucket, key } = object;
    const action = key === "" ? "s3:ListObjectsV2" : `s3:${OBJECT_CALLS[method]}Object`;
    return { action, by, input: new URLSearchParams({ Bucket: bucket, Key: key }) };
  }
  const target = headers["x-amz-target"];
  if (typeof target === "string")
    return { action: target.slice(target.lastIndexOf(".") + 1), by, input: new URLSearchParams() };
  const input = new URLSearchParams(body);
  const service = input.get("Version") === "2011-06-15" ? "sts" : "iam";
  const action = input.get("Action");
  // S3's answers about buckets have neither a body nor an object.
  return { action: action === null ? "s3:bucket" : `${service}:${action}`, by, input };
}
