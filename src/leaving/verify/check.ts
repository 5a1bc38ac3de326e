import type { VirtualDevice } from "../../aws/devices";
import type { CouldNotLook } from "../../aws/outcome";
import type { Removal } from "../audit-log/entry";

/** One thing that a proof looks for. */
export type Check = Removal["checks"][number] & {
  readonly of: "account" | "user" | "devices" | "group" | "state";
  readonly outcome: "gone" | "there" | "blind" | "not asked";
  /** Those that are left over. */
  readonly devices?: readonly VirtualDevice[];
};

export function blind(of: Check["of"], what: string, { permission }: CouldNotLook): Check {
  return { of, what, outcome: "blind", result: `could not check: allow ${permission}` };
}

/**
 * What to run where something is left. `roster sweep` is no answer to a user: it deletes what a user holds, never the user.
 * @returns undefined where nothing is left, or where a permission is what is missing
 */
export function nextOf(checks: readonly Check[]): string | undefined {
  const outcome = (of: Check["of"]) => checks.find((check) => check.of === of)?.outcome;
  const there = (of: Check["of"]) => checks.filter((check) => check.of === of && check.outcome === "there");
  if (outcome("user") === "there") {
    const known = outcome("state");
    if (known === "there") return "roster deploy: the state still has the user, and the deploy removes it";
    if (known === "gone") return "roster adopt --mend, which takes the user back into the state; then roster deploy";
    return "roster deploy: it removes the user, or says what to do if the state does not have it";
  }
  const devices = there("devices").flatMap((check) => check.devices ?? []);
  if (devices.length > 0) return `${devices.flatMap(removalOf).join("; ")}; then the same command again`;
  if (there("state").length > 0) return "roster deploy: the state still has what belonged to the user";
  return there("group").length > 0 ? "the same command again" : undefined;
}

/** AWS refuses to delete a device that somebody has. */
function removalOf({ serial, user }: VirtualDevice): string[] {
  const remove = `aws iam delete-virtual-mfa-device --serial-number ${serial}`;
  if (user === undefined) return [remove];
  return [`aws iam deactivate-mfa-device --user-name ${user} --serial-number ${serial}`, remove];
}
