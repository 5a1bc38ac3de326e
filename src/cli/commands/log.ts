import { AccessDenied } from "../../aws/failures";
import { type KeptLog, KeptLogs } from "../../leaving/audit-log/kept-log";
import { count } from "../../text/count";
import { printable } from "../../text/printable";
import { auditFileOf, auditFileOptions } from "../audit-file";
import { UsageError } from "../command";
import { defineCommand } from "../define-command";
import { jsonOptions, writeOutcome } from "../json-output";
import { accountOptions, withAccount } from "../live-account";
import { summaries } from "../summaries";

export const log = defineCommand({
  ...summaries.log,
  arguments: {
    way: { value: "pull|push", choices: ["pull", "push"], help: "pull: before the apply; push: after it" },
    where: { value: "s3://BUCKET/KEY", help: "where the log is kept; its head lies beside it, KEY.head" },
  },
  options: {
    ...auditFileOptions,
    "bucket-region": { type: "string", value: "REGION", help: "of the bucket; default: that of the environment" },
    ...jsonOptions,
    ...accountOptions,
  },
  notes: [
    "Both check the chain of both logs first. A log replaces another only where it goes on from it, and nobody wrote in between.",
    "Exit codes: 0 kept, 1 it could not be read or written, 3 a log was changed, or the two do not belong together.",
  ],
  examples: [
    "log pull s3://acme-iam-audit/users/roster-audit.jsonl",
    "log push s3://acme-iam-audit/users/roster-audit.jsonl --audit log/roster-audit.jsonl",
  ],
  run: async (input) => {
    const { args, values, terminal } = input;
    const name = objectNamed(args.where);
    const file = auditFileOf(input);
    return withAccount({ region: values["bucket-region"] }, input, async (account) => {
      const kept = new KeptLogs(account, name);
      try {
        const result = await kept[args.way](file);
        if ("problems" in result) {
          const lines = result.problems.map((problem) => `${printable(problem)}\n`);
          writeOutcome(input, lines.join(""), { done: "refused", where: kept.where, problems: result.problems });
          terminal.say(
            `roster: nothing was ${args.way === "pull" ? "changed here" : `changed in ${printable(kept.where)}`}`,
          );
          return 3;
        }
        const { done, entries } = result;
        writeOutcome(input, `${printable(kept.where)}: ${said(result, args.way)}\n`, {
          done,
          where: kept.where,
          entries,
        });
        return 0;
      } catch (error) {
        if (!(error instanceof AccessDenied)) throw error;
        throw new UsageError(
          `${kept.where} may not be read or written: ${error.words}\n   Allow s3:GetObject and s3:PutObject on it and on ${name.Key}.head, and s3:ListBucket on the bucket, without which S3 does not say that there is none.`,
        );
      }
    });
  },
});

/** @throws UsageError when it is no object of S3 */
function objectNamed(text: string): { Bucket: string; Key: string } {
  const [, Bucket, Key] = /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])\/([^\s]{1,1000}[^\s/])$/.exec(text) ?? [];
  if (Bucket === undefined || Key === undefined)
    throw new UsageError(`${printable(text)} is not an object of S3: write s3://BUCKET/KEY`);
  return { Bucket, Key };
}

function said({ done, entries }: Extract<KeptLog, { entries: number }>, way: "pull" | "push"): string {
  const all = count(entries, "entry", "entries");
  switch (done) {
    case "begun":
      return "there is none yet; the first push begins it";
    case "same":
      return entries === 0 ? "there is nothing to keep yet" : `${all}, the same here and there`;
    case "ahead":
      return `the log here has more, ${all}; push it`;
    case "pulled":
    case "pushed":
      return `${all}, ${way === "pull" ? "fetched" : "kept"}`;
  }
}
