import { Interrupted } from "../../aws/failures";
import { projectFolder } from "../../files/project-folder";
import { readLog } from "../../leaving/audit-log/audit-log";
import { merged } from "../../leaving/pending/merge";
import { pendingOfLog } from "../../leaving/pending/of-log";
import type { Pending } from "../../leaving/pending/pending";
import { type PendingPlace, pendingPlace } from "../../leaving/pending/place";
import type { PartialRoster } from "../../roster/index";
import { errorsBesideFlags } from "../../roster/loaded";
import type { Context } from "../command";
import type { ReadRoster } from "../read-roster";

/** Who is pending of a roster, as far as it could be seen. */
export interface RosterPending {
  readonly roster: PartialRoster;
  /** @default - it is not known where the record lies, or it cannot be read */
  readonly place: PendingPlace | undefined;
  readonly pending: Pending | undefined;
  /** Why there may be more, one line each. */
  readonly unseen: readonly string[];
  /** Why the record was not read, where it was not to be. */
  readonly unasked?: string;
}

export interface WhereToLook extends Pick<Context, "cwd" | "env" | "signal"> {
  readonly auditFile: string;
  /** Whether AWS may be asked, which a record in S3 needs. @default true */
  readonly asks?: boolean;
}

/** By the record and by the audit log. One that cannot be read is told, and the other is used. */
export async function pendingOfRoster(
  { roster, loaded }: ReadRoster,
  { cwd, env, signal, auditFile, asks = true }: WhereToLook,
): Promise<RosterPending> {
  const { stack, backend, account } = roster;
  const unseen: string[] = [];
  const seen = async <T>(read: () => Promise<T>): Promise<T | undefined> => {
    try {
      return await read();
    } catch (error) {
      if (error instanceof Interrupted || !(error instanceof Error)) throw error;
      unseen.push(error.message);
      return undefined;
    }
  };
  const byLog = await seen(async () => pendingOfLog(readLog(auditFile), { stack, accountId: account.id }));
  // What was refused of it may have been the place.
  if (errorsBesideFlags(loaded).length > 0) {
    unseen.push(
      `${roster.file} has errors, so that it is not known where the record of who is leaving lies: roster validate`,
    );
    return { roster, place: undefined, pending: byLog, unseen };
  }
  const place = pendingPlace({ backend, stack, project: projectFolder(cwd), auditFile, env, signal });
  if (!asks && backend.kind === "s3") {
    const unasked = `${place.where} says who is leaving; AWS is not called, and it was not read.`;
    return { roster, place, pending: byLog, unseen, unasked };
  }
  const known = unseen.length;
  const record = await seen(() => place.read());
  // What could not be read is not written either.
  const readable = unseen.length === known ? place : undefined;
  return { roster, place: readable, pending: merged(byLog, record), unseen };
}
