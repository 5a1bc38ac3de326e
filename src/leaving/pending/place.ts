import { dirname, join, resolve } from "node:path";
import type { Backend } from "../../roster/roster";
import { defined } from "../../text/defined";
import { FilePlace } from "./file-place";
import { OldPlace } from "./old-place";
import type { Pending } from "./pending";
import { S3Place } from "./s3-place";

/** Where the record of a stack lies: where its state lies, so that whoever has the one has the other. */
export interface PendingPlace {
  /** A file, or `s3://bucket/key`. */
  readonly where: string;
  /**
   * @returns undefined where nobody is pending
   * @throws when it cannot be read, or is damaged: that is never "nobody"
   */
  read(): Promise<Pending | undefined>;
  /**
   * Replaces what was read, whole or not at all.
   * @throws PendingChanged when another run wrote it in between
   */
  write(pending: Pending): Promise<void>;
  /** Removes what was read. @throws PendingChanged */
  clear(): Promise<void>;
}

export interface PendingPlaceOptions {
  readonly backend: Backend;
  readonly stack: string;
  /** The folder of cdktf.json: a local path is relative to it. */
  readonly project: string;
  /** Where the record lies when it cannot lie beside the state: beside this. */
  readonly auditFile: string;
  readonly env: NodeJS.ProcessEnv;
  readonly signal?: AbortSignal | undefined;
}

/** Nothing is asked before the first call. */
export function pendingPlace({ backend, stack, project, auditFile, env, signal }: PendingPlaceOptions): PendingPlace {
  const { kind, settings } = backend;
  const place =
    kind === "s3"
      ? new S3Place(settings, stack, { env, ...defined({ signal }) })
      : new FilePlace(
          kind === "local"
            ? `${resolve(project, String(settings.path))}.pending.json`
            : join(dirname(auditFile), `roster-pending.${stack}.json`),
          stack,
        );
  const old = join(project, "cdktf.out", "stacks", stack, "roster-pending.json");
  return new OldPlace(place, new FilePlace(old, stack));
}
