import { FORGOTTEN_CRON, KMS_HOLDER } from "../../live/messy-account";

/** Who carries a FIDO key, which Terraform cannot manage. */
export const FIDO_HOLDER = "console-12";

/** Suspended first, with each sort of credential among them; two of these turn out not to be ready to leave. */
export const FIRST_SUSPENDED: readonly string[] = [
  ...["tmp_01", "tmp_02", "tmp_03", "tmp_04", "tmp_05", "tmp_06", "tmp_07", "tmp_08", "tmp_09"],
  ...["console-06", "console-08", FIDO_HOLDER, "console-18", "keys10+s3@example.com"],
  ...["pipeline-02", "pipeline-10", "pipeline-14", "vendor=acme05"],
  ...[KMS_HOLDER, FORGOTTEN_CRON],
];

/** The first batch that leaves. */
export const FIRST = FIRST_SUSPENDED.filter((name) => name !== KMS_HOLDER && name !== FORGOTTEN_CRON);

const NEVER_USED: readonly string[] = [
  ...["tmp_10", "tmp_12", "tmp_15", "console-10", "console-15", "vendor=acme01"],
  // With SSH keys.
  "keys20+s3@example.com",
];

/** The second: its KMS key has been handed over since. */
export const SECOND: readonly string[] = [...NEVER_USED, KMS_HOLDER];
/** Of these, who is still to be suspended: the holder of the key has been since the first day. */
export const SECOND_SUSPENDED = NEVER_USED;

/** The third: the work of the forgotten job has moved since. */
export const THIRD: readonly string[] = [
  ...["pipeline-15", "pipeline-18", "pipeline-20", "pipeline-21", "console-31", "console-32", "keys30+s3@example.com"],
  FORGOTTEN_CRON,
];

export const EVERY_BATCH: readonly string[] = [...FIRST, ...SECOND, ...THIRD];

/** Who takes the KMS key over, in a role, and who runs the forgotten job from then on. Both stay. */
export const PAYROLL_CLERK = "console-36";
export const NIGHT_RUNNER = "pipeline-01";
