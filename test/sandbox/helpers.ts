import { AccessAnalyzerClient } from "@aws-sdk/client-accessanalyzer";
import { CloudTrailClient } from "@aws-sdk/client-cloudtrail";
import { IAMClient } from "@aws-sdk/client-iam";
import { KMSClient } from "@aws-sdk/client-kms";
import { S3Client } from "@aws-sdk/client-s3";
import { STSClient } from "@aws-sdk/client-sts";
import { createSandbox, type Sandbox, type SandboxOptions, wellKnownAccessKeyId } from "../../src/sandbox/index";
import { totpCode, totpStep } from "../../src/sandbox/totp";

export interface TestCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

export interface Clients {
  readonly iam: IAMClient;
  readonly sts: STSClient;
  readonly kms: KMSClient;
  readonly cloudtrail: CloudTrailClient;
  readonly s3: S3Client;
  readonly analyzer: AccessAnalyzerClient;
}

export interface Running extends Clients {
  readonly sandbox: Sandbox;
  readonly url: string;
  /** Clients of somebody else: a user's own key, another account, a session. */
  as(credentials: TestCredentials): Clients;
  close(): Promise<void>;
}

function clients(url: string, credentials: TestCredentials): Clients {
  const config = { region: "us-east-1", endpoint: url, credentials, maxAttempts: 1 };
  return {
    iam: new IAMClient(config),
    sts: new STSClient(config),
    kms: new KMSClient(config),
    cloudtrail: new CloudTrailClient(config),
    s3: new S3Client({ ...config, forcePathStyle: true }),
    analyzer: new AccessAnalyzerClient(config),
  };
}

export const ACCOUNT = "123456789012";

export function wellKnown(kind: "admin" | "root", accountId: string = ACCOUNT): TestCredentials {
  return { accessKeyId: wellKnownAccessKeyId(kind, accountId), secretAccessKey: "sandbox" };
}

export async function start(options: SandboxOptions = {}): Promise<Running> {
  const sandbox = createSandbox(options);
  const url = await sandbox.listen();
  const made: Clients[] = [];
  const as = (credentials: TestCredentials) => {
    const set = clients(url, credentials);
    made.push(set);
    return set;
  };
  const close = async () => {
    for (const set of made) for (const client of Object.values(set)) client.destroy();
    await sandbox.close();
  };
  return { sandbox, url, as, close, ...as(wellKnown("admin")) };
}

/** What a client says of a refused call: `404 NoSuchEntity The user with name ... cannot be found.` */
export async function refusal(call: Promise<unknown>): Promise<string> {
  try {
    await call;
  } catch (thrown) {
    const error = thrown as { name: string; message: string; $metadata?: { httpStatusCode?: number } };
    return `${error.$metadata?.httpStatusCode} ${error.name.replace(/Exception$/, "")} ${error.message}`;
  }
  return "no error";
}

/** Two codes that follow each other, as a person reads them off a phone. */
export function twoCodes(seed: Uint8Array | undefined, now = new Date()) {
  const text = Buffer.from(seed ?? []).toString("latin1");
  const step = totpStep(now);
  return { AuthenticationCode1: totpCode(text, step - 1), AuthenticationCode2: totpCode(text, step) };
}

export const allow = (action: string | string[], resource: string | string[] = "*", condition?: object) =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      { Effect: "Allow", Action: action, Resource: resource, ...(condition ? { Condition: condition } : {}) },
    ],
  });
