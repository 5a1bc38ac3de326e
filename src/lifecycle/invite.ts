import type { PartialRoster, User } from "../roster/roster";
import { defined } from "../text/defined";
import { day } from "../text/iso-date";
import { type Refusal, refusal, type Step } from "./step";

export interface Inviting {
  /** Key of the new entry. */
  readonly key: string;
  readonly owner: string;
  /** Keys of groups. */
  readonly groups: readonly string[];
  /** File of the PGP key, as the roster names it. @default - that of defaults */
  readonly pgpKeyFile?: string | undefined;
  /** ISO date. @default - none */
  readonly expires?: string | undefined;
}

/** A new person: the whole entry, of which nothing but what enrols is made until the promotion. */
export function invite(
  roster: Pick<PartialRoster, "users" | "file">,
  { key, owner, groups, pgpKeyFile, expires }: Inviting,
): Step | Refusal {
  const known = roster.users.find((user) => user.key === key || user.name.toLowerCase() === key.toLowerCase());
  if (known !== undefined) return refusal(`${roster.file} has a user ${known.key} already (${known.owner})`);
  const entry = {
    type: "human",
    owner,
    stage: "invited",
    ...(groups.length === 0 ? {} : { groups }),
    ...defined({ expires }),
    loginProfile: pgpKeyFile === undefined ? {} : { pgpKey: { file: pgpKeyFile } },
    mfaDevices: { phone: {} },
  };
  return {
    kind: "step",
    changes: [{ user: key, path: ["users", key], value: entry, block: true }],
    said: [
      `${key} is invited: can sign in, change the password and enable the device ${key}-phone, and nothing else`,
      ...(groups.length === 0 ? [] : [`the groups wait for the promotion: ${groups.join(", ")}`]),
    ],
    next: [
      `roster deploy, then hand over the password and the device's seed on two different ways`,
      `roster promote ${key}, when both were used`,
    ],
  };
}

/** What the account says of somebody who is to enrol. Times are ISO. */
export interface Enrolment {
  /** @default - nobody has signed in with the password */
  readonly passwordLastUsed?: string;
  /** Since when each device is enabled, by its serial number. */
  readonly enabled: ReadonlyMap<string, string>;
}

/** Gives an invited user the rest of the entry, once both are seen: the first sign-in and an MFA device. */
export function promote({ key, stage }: User, { passwordLastUsed, enabled }: Enrolment): Step | Refusal {
  if (stage !== "invited") return refusal(`${key} is not invited: the whole entry is in force`);
  const lacks = [
    ...(passwordLastUsed === undefined
      ? [`${key} has not signed in yet (IAM tells a sign-in after up to five minutes)`]
      : []),
    ...(enabled.size === 0 ? [`${key} has not enabled an MFA device yet`] : []),
  ];
  if (lacks.length > 0) return refusal(...lacks);
  const [[serial, since] = ["", ""]] = enabled;
  return {
    kind: "step",
    changes: [{ user: key, path: ["users", key, "stage"], value: undefined }],
    said: [
      `${key} gets the rest of the entry: signed in on ${day(passwordLastUsed ?? "")}, ${serial} enabled on ${day(since)}`,
    ],
    next: ["roster deploy, when the change is reviewed"],
  };
}
