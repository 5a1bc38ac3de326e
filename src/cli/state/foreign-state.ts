import { describeIdentity, isSameRoster, type RosterIdentity } from "../../terms/roster-identity";
import { count, listed } from "../../text/count";
import { printable } from "../../text/printable";
import { shellWord } from "../../text/shell-word";
import type { Seen } from "./sight";

/** How `--take-state-of` names a state that does not say whose it is. */
const UNKNOWN = "unknown";

export interface Owning {
  readonly own: RosterIdentity;
  /** Addresses of the stack. @default - a state that does not say whose it is counts as its own */
  readonly addresses?: ReadonlySet<string>;
  /** `--take-state-of`: whose state is taken on purpose. */
  readonly taken?: string | undefined;
  /** The command that deploys this roster. */
  readonly deploying: string;
}

/**
 * Whether a state is that of another roster: a plan with it would remove everybody of that one.
 * @returns what to tell. @default - undefined: it is this roster's, or is taken on purpose
 */
export function foreignState(seen: Seen, { own, addresses, taken, deploying }: Owning): string | undefined {
  if (seen.kind !== "whole") return undefined;
  const { identity, users, resources } = seen;
  const take = (file: string) => `${deploying} --take-state-of ${shellWord(file)}`;
  if (identity !== undefined) {
    if (isSameRoster(identity, own) || taken === identity.file) return undefined;
    return tell(
      `the state of the stack ${own.stack} is that of another roster: ${describeIdentity(identity)}`,
      `This roster is ${describeIdentity(own)}. If it is another one, give it a backend address of its own.`,
      `If it is the same one, and its file or stack was renamed or moved: ${take(identity.file)}`,
    );
  }
  const known = addresses === undefined || [...seen.addresses].some((address) => addresses.has(address));
  if (known || seen.addresses.size === 0 || taken === UNKNOWN) return undefined;
  const whom = users.length === 0 ? count(resources, "resource") : `${count(users.length, "user")} (${listed(users)})`;
  return tell(
    `the state of the stack ${own.stack} does not say whose it is, and nothing of it is in this roster: it has ${whom}`,
    `If it is the state of another roster, give this one (${describeIdentity(own)}) a backend address of its own.`,
    `If all of that is to be removed by this roster: ${take(UNKNOWN)}`,
  );
}

function tell(what: string, ...lines: readonly string[]): string {
  return [`${what}. Nothing was planned, nothing was changed.`, ...lines].map((line) => printable(line)).join("\n   ");
}
