import type { AssumedRole } from "../plan/provider";
import { defined } from "../text/defined";
import { type Modules, type Service, splitAction } from "./actions";

/** Where the account is and who asks. What is not given comes from the SDK's own chain: profiles, SSO, metadata. */
export interface Connection {
  readonly env: NodeJS.ProcessEnv;
  /** @default - the environment's, then us-east-1 */
  readonly region?: string | undefined;
  /** The role of the roster's `account.assumeRole`, assumed by whoever asks. @default - none */
  readonly assumeRole?: AssumedRole | undefined;
  /** A profile of the AWS configuration. @default - that of the environment, or its keys */
  readonly profile?: string | undefined;
  /** Addresses that were set for these services. @default - those of the environment, then AWS's own */
  readonly endpoints?: Readonly<Partial<Record<Service, string>>> | undefined;
}

interface Client {
  send(command: unknown, options: { abortSignal?: AbortSignal }): Promise<unknown>;
  destroy(): void;
}

interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  readonly expiration?: Date;
}

const load: { readonly [S in Service]: () => Promise<Modules[S]> } = {
  iam: () => import("@aws-sdk/client-iam"),
  sts: () => import("@aws-sdk/client-sts"),
  kms: () => import("@aws-sdk/client-kms"),
  cloudtrail: () => import("@aws-sdk/client-cloudtrail"),
  s3: () => import("@aws-sdk/client-s3"),
  accessanalyzer: () => import("@aws-sdk/client-accessanalyzer"),
};

const CLASSES = {
  iam: "IAMClient",
  sts: "STSClient",
  kms: "KMSClient",
  cloudtrail: "CloudTrailClient",
  s3: "S3Client",
  accessanalyzer: "AccessAnalyzerClient",
} as const;

export function regionOf({ region, env }: Connection): string {
  return region ?? (env.AWS_REGION || env.AWS_DEFAULT_REGION || "us-east-1");
}

/**
 * The SDK says on stderr that Node 20 will not be served for ever, in front of every command's own words. The lockfile
 * holds a version that serves it.
 */
function quietSdk(): void {
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= "true";
}

/** SDK clients, one a service and region, each made when it is first needed. */
export class Clients {
  private readonly made = new Map<string, Promise<Client>>();

  public constructor(private readonly connection: Connection) {}

  public async send(action: string, input: object, region: string, signal?: AbortSignal): Promise<unknown> {
    const [service, name] = splitAction(action);
    const module = (await load[service]()) as unknown as Record<string, new (input: object) => unknown>;
    const Command = module[`${name}Command`];
    if (Command === undefined) throw new Error(`the SDK has no operation ${action}`);
    const client = await this.client(service, region, this.credentials());
    return client.send(new Command(input), defined({ abortSignal: signal }));
  }

  public async destroy(): Promise<void> {
    for (const client of this.made.values()) (await client).destroy();
    this.made.clear();
  }

  private client(service: Service, region: string, credentials: unknown, suffix = ""): Promise<Client> {
    const key = `${service}/${region}${suffix}`;
    const known = this.made.get(key);
    if (known !== undefined) return known;
    const making = this.make(service, region, credentials);
    this.made.set(key, making);
    return making;
  }

  private async make(service: Service, region: string, credentials: unknown): Promise<Client> {
    const module = (await load[service]()) as unknown as Record<string, new (config: object) => Client>;
    const Class = module[CLASSES[service]];
    quietSdk();
    if (Class === undefined) throw new Error(`the SDK has no client for ${service}`);
    const { profile, endpoints } = this.connection;
    const endpoint = endpoints?.[service] ?? endpointOf(service, this.connection.env);
    return new Class({
      region,
      // retry.ts has the patience: it knows what runs beside, and tells the limiter.
      maxAttempts: 1,
      requestHandler: { connectionTimeout: 5_000, requestTimeout: 30_000, throwOnRequestTimeout: true },
      ...defined({ endpoint }),
      // Never BUCKET.HOST: behind an endpoint of one's own no such host is there, and AWS's would be one a bucket.
      // Checksums that S3 does not ask for are refused by some stores that speak its language.
      ...(service === "s3" ? { forcePathStyle: true, requestChecksumCalculation: "WHEN_REQUIRED" } : {}),
      ...defined({ profile }),
      ...defined({ credentials }),
    });
  }

  private credentials(): unknown {
    const { assumeRole, profile, env } = this.connection;
    const own = profile === undefined ? credentialsOf(env) : undefined;
    return assumeRole === undefined ? own : () => this.assume(assumeRole, own);
  }

  private async assume(role: AssumedRole, own: Credentials | undefined): Promise<Credentials> {
    const { AssumeRoleCommand } = await load.sts();
    const client = await this.client("sts", regionOf(this.connection), own, "/own");
    const input = {
      RoleArn: role.roleArn,
      RoleSessionName: role.sessionName ?? "iam-roster",
      ...defined({ ExternalId: role.externalId }),
    };
    const { Credentials: given } = (await client.send(new AssumeRoleCommand(input), {})) as {
      Credentials?: { AccessKeyId?: string; SecretAccessKey?: string; SessionToken?: string; Expiration?: Date };
    };
    return {
      accessKeyId: given?.AccessKeyId ?? "",
      secretAccessKey: given?.SecretAccessKey ?? "",
      sessionToken: given?.SessionToken ?? "",
      ...defined({ expiration: given?.Expiration }),
    };
  }
}

/** Read here and not by the SDK: a command may be given an environment other than the process's own. */
function credentialsOf(env: NodeJS.ProcessEnv): Credentials | undefined {
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey, AWS_SESSION_TOKEN } = env;
  if (!accessKeyId || !secretAccessKey || env.AWS_PROFILE) return undefined;
  return { accessKeyId, secretAccessKey, ...(AWS_SESSION_TOKEN ? { sessionToken: AWS_SESSION_TOKEN } : {}) };
}

function endpointOf(service: Service, env: NodeJS.ProcessEnv): string | undefined {
  if (env.AWS_IGNORE_CONFIGURED_ENDPOINT_URLS === "true") return undefined;
  return env[`AWS_ENDPOINT_URL_${service.toUpperCase()}`] || env.AWS_ENDPOINT_URL || undefined;
}
