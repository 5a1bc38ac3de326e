import type { IncomingMessage } from "node:http";
import { answer } from "../../src/sandbox/dispatch";
import { Documents } from "../../src/sandbox/documents";
import { Faults } from "../../src/sandbox/faults";
import type { SandboxState } from "../../src/sandbox/state";

/** A request as a client sends it. */
export interface Asked {
  readonly service: string;
  readonly method: string;
  readonly url: string;
  readonly body: string;
}

export interface Credentials {
  readonly accessKeyId: string;
  readonly sessionToken?: string;
}

/** A call of IAM or STS. */
export function call(action: string, parameters: Readonly<Record<string, string>> = {}): Asked {
  const service = action === "AssumeRole" ? "sts" : "iam";
  const Version = service === "sts" ? "2011-06-15" : "2010-05-08";
  const body = new URLSearchParams({ Action: action, Version, ...parameters }).toString();
  return { service, method: "POST", url: "/", body };
}

/** A sandbox without a network: what it answers to somebody's credentials, as text. */
export function sandboxOf(state: SandboxState): (credentials: Credentials, asked: Asked) => string {
  const runtime = { faults: new Faults(), sessions: new Map(), documents: new Documents(), keyOwners: new Map() };
  return ({ accessKeyId, sessionToken }, { service, method, url, body }) => {
    const scope = `20260301/us-east-1/${service}/aws4_request`;
    const headers = {
      ...{ host: "127.0.0.1", "content-type": "application/x-www-form-urlencoded" },
      authorization: `AWS4-HMAC-SHA256 Credential=${accessKeyId}/${scope}, SignedHeaders=host, Signature=0`,
      ...(sessionToken === undefined ? {} : { "x-amz-security-token": sessionToken }),
    };
    const request = { method, url, headers } as unknown as IncomingMessage;
    const received = { request, body: Buffer.from(body), state, runtime, count: () => undefined, now: new Date(0) };
    const reply = answer(received).body;
    if (/InvalidClientTokenId|ServiceFailure|ValidationError|InvalidAction/.test(reply)) throw new Error(reply);
    return reply;
  };
}
