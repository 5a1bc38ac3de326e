import { createHash } from "node:crypto";
import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import type { LiveAccount } from "../../aws/account";
import { isChanged, type ObjectName, readObject, type StoredObject } from "../../aws/stored-object";
import { writeWhole } from "../../files/write-whole";
import { checkLogText, EMPTY, headFileOf, type LogCheck, textOf } from "./check";

/** What became of it: what was done, or what was wrong; then nothing was written anywhere. */
export type KeptLog =
  | { readonly done: "begun" | "same" | "ahead" | "pulled" | "pushed"; readonly entries: number }
  | { readonly problems: readonly string[] };

/** An audit log where it is kept between runs: an object of S3, and its head beside it. */
export class KeptLogs {
  private readonly head: ObjectName;

  public constructor(
    private readonly account: LiveAccount,
    private readonly log: ObjectName,
  ) {
    this.head = { ...log, Key: headFileOf(log.Key) };
  }

  public get where(): string {
    return `s3://${this.log.Bucket}/${this.log.Key}`;
  }

  /** Brings what is kept to the disk. A log on the disk that goes on from there stays. */
  public async pull(file: string): Promise<KeptLog> {
    const kept = await this.read();
    if (kept.problems.length > 0) return kept;
    const own = ownLog(file);
    if (own.log !== "" && own.problems.length > 0) return own;
    if (kept.log === undefined) return { done: "begun", entries: own.check.entries.length };
    const { text } = kept.log;
    if (own.log.startsWith(text))
      return { done: own.log === text ? "same" : "ahead", entries: own.check.entries.length };
    if (!text.startsWith(own.log)) return { problems: [this.apart(file)] };
    mkdirSync(dirname(file), { recursive: true });
    // The log first: one that is ahead of its head is whole, and a head that is ahead of its log is not.
    writeWhole(file, text);
    writeWhole(headFileOf(file), headText(kept.check));
    return { done: "pulled", entries: kept.check.entries.length };
  }

  /** Stores what is on the disk, if it goes on from what is kept. */
  public async push(file: string): Promise<KeptLog> {
    const own = ownLog(file);
    if (own.problems.length > 0) return own;
    const kept = await this.read();
    if (kept.problems.length > 0) return kept;
    const there = kept.log?.text ?? "";
    const entries = own.check.entries.length;
    if (!own.log.startsWith(there)) {
      const older = there.startsWith(own.log);
      const behind = `${this.where} has ${kept.check.entries.length} entries, and ${file} has only the first ${entries} of them: pull it first`;
      return { problems: [older ? behind : this.apart(file)] };
    }
    const same = own.log === there;
    if (same && (there === "" || kept.head?.text === headText(own.check))) return { done: "same", entries };
    // Before the first line, as on the disk: a log without a head is one whose head was taken away.
    const head = kept.head ?? (await this.write(this.head, headText({ head: EMPTY }), undefined));
    const log = same || head === undefined ? kept.log : await this.write(this.log, own.log, kept.log);
    if (log === undefined || head === undefined)
      return { problems: [`another run changed ${this.where} in between: pull it, and run again what was not kept`] };
    // One who was faster here has a longer log, and its head.
    await this.write(this.head, headText(own.check), head);
    return { done: "pushed", entries };
  }

  private apart(file: string): string {
    return `${this.where} and ${file} are two logs: neither goes on from the other. Keep both, and give two workflows two logs`;
  }

  private async read() {
    const deleted: string[] = [];
    const read = (name: ObjectName) =>
      readObject(this.account, name, () => {
        deleted.push(
          `s3://${name.Bucket}/${name.Key} was deleted: put back the version before that, or name another place`,
        );
      });
    const [log, head] = [await read(this.log), await read(this.head)];
    const headName = `${this.where}.head`;
    const check = checkLogText({ log: log?.text ?? "", head: head?.text, headName });
    const problems = check.problems.map((problem) => `${this.where}: ${problem}`);
    return { log, head, check, problems: [...deleted, ...problems] };
  }

  /** @returns undefined where the object is not the one that was read */
  private async write(
    name: ObjectName,
    text: string,
    seen: StoredObject | undefined,
  ): Promise<StoredObject | undefined> {
    const condition = seen === undefined ? { IfNoneMatch: "*" } : { IfMatch: seen.etag };
    // A bucket with Object Lock takes nothing without a checksum.
    const ChecksumSHA256 = createHash("sha256").update(text).digest("base64");
    try {
      const { ETag } = await this.account.call("s3:PutObject", { ...name, ...condition, Body: text, ChecksumSHA256 });
      return { text, etag: ETag };
    } catch (error) {
      if (!isChanged(error)) throw error;
      // The answer to our own write may have been lost: then it is ours that is there.
      const there = await readObject(this.account, name);
      return there?.text === text ? there : undefined;
    }
  }
}

function ownLog(file: string) {
  const log = textOf(file) ?? "";
  const headName = headFileOf(file);
  const check = checkLogText({ log, head: textOf(headName), headName });
  return { log, check, problems: check.problems.map((problem) => `${file}: ${problem}`) };
}

function headText({ head }: Pick<LogCheck, "head">): string {
  return `${JSON.stringify(head)}\n`;
}
