import { type OpenAccount, openAccount } from "../../aws/account";
import { AccessDenied } from "../../aws/failures";
import { isChanged, readObject } from "../../aws/stored-object";
import { defined } from "../../text/defined";
import { isObject, textIn } from "../../text/values";
import { PendingChanged } from "./changed";
import type { Pending } from "./pending";
import type { PendingPlace } from "./place";
import { pendingText, readPending } from "./read-pending";

/** A record beside a state in S3, with the settings of that backend. */
export class S3Place implements PendingPlace {
  private readonly bucket: string;
  private readonly key: string;
  /** The version that we know; `none` where there was no record. */
  private seen: { readonly etag: string | undefined } | undefined;

  public constructor(
    private readonly settings: Readonly<Record<string, unknown>>,
    private readonly stack: string,
    private readonly asking: { readonly env: NodeJS.ProcessEnv; readonly signal?: AbortSignal },
  ) {
    this.bucket = String(settings.bucket);
    this.key = `${String(settings.key)}.pending.json`;
  }

  public get where(): string {
    return `s3://${this.bucket}/${this.key}`;
  }

  public async read(): Promise<Pending | undefined> {
    const found = await this.asked((account) => readObject(account, this.object));
    this.seen = { etag: found?.etag };
    return found === undefined ? undefined : readPending(found.text, this.where, this.stack);
  }

  public async write(pending: Pending): Promise<void> {
    const Body = pendingText(pending);
    const { etag } = this.known();
    await this.asked(async (account) => {
      const condition = etag === undefined ? { IfNoneMatch: "*" } : { IfMatch: etag };
      try {
        const { ETag } = await account.call("s3:PutObject", { ...this.object, ...this.writing, Body, ...condition });
        this.seen = { etag: ETag };
      } catch (error) {
        if (!isChanged(error)) throw error;
        // The answer to our own write may have been lost: then it is ours that is there.
        const there = await readObject(account, this.object);
        if (there?.text !== Body) throw new PendingChanged(this.where);
        this.seen = { etag: there.etag };
      }
    });
  }

  public async clear(): Promise<void> {
    const { etag } = this.known();
    if (etag === undefined) return;
    await this.asked(async (account) => {
      try {
        await account.call("s3:DeleteObject", { ...this.object, IfMatch: etag });
      } catch (error) {
        if (!isChanged(error)) throw error;
        if ((await readObject(account, this.object)) !== undefined) throw new PendingChanged(this.where);
      }
    });
    this.seen = { etag: undefined };
  }

  private get object() {
    return { Bucket: this.bucket, Key: this.key };
  }

  /** As the backend writes the state. */
  private get writing() {
    const { encrypt, kmsKeyId, acl } = this.settings;
    const key = textIn(kmsKeyId);
    return {
      ContentType: "application/json",
      ...(key === undefined ? {} : { ServerSideEncryption: "aws:kms" as const, SSEKMSKeyId: key }),
      ...(key === undefined && encrypt === true ? { ServerSideEncryption: "AES256" as const } : {}),
      ...(textIn(acl) === undefined ? {} : { ACL: acl as "private" }),
    };
  }

  private known(): { readonly etag: string | undefined } {
    if (this.seen === undefined) throw new Error("read comes before write");
    return this.seen;
  }

  private async asked<T>(work: (account: OpenAccount) => Promise<T>): Promise<T> {
    const { region, profile, assumeRole, endpoints } = this.settings;
    const { env, signal } = this.asking;
    const role = isObject(assumeRole) ? assumeRole : {};
    const addresses = isObject(endpoints) ? endpoints : {};
    const roleArn = textIn(role.roleArn);
    const account = openAccount({
      env,
      ...defined({ signal, region: textIn(region), profile: textIn(profile) }),
      ...(roleArn === undefined
        ? {}
        : { assumeRole: { roleArn, externalId: textIn(role.externalId), sessionName: textIn(role.sessionName) } }),
      endpoints: defined({ s3: textIn(addresses.s3), sts: textIn(addresses.sts) }),
    });
    try {
      return await work(account);
    } catch (error) {
      if (error instanceof AccessDenied)
        throw new Error(
          `${this.where} says who is leaving, and it may not be read or written: ${error.words}\n   Allow s3:GetObject, s3:PutObject and s3:DeleteObject on it, and s3:ListBucket on the bucket, without which S3 does not say that there is none.`,
        );
      throw error;
    } finally {
      await account.close();
    }
  }
}
