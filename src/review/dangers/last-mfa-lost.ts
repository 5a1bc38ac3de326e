import { acceptedFlag } from "../acceptance";
import type { Concern, DangerRule } from "../danger";
import type { Person } from "../model/person";

export const lastMfaLost: DangerRule = {
  id: "last-mfa-lost",
  severity: "error",
  summary: "Somebody who can sign in to the console loses the last MFA device.",
  why: "From then on the password alone is enough, and one phishing mail is enough to steal that.",
  fix: "Add the new device before the old one is removed, or add consoleWithoutMfa with its justification to the user's entry.",
  opener: "justification",
  check: (context) =>
    context.people.filter(losesMfa).map((person): Concern => {
      const message = `${person.name} loses the last MFA device and keeps the password`;
      const place = context.rosters.placeOfUser(person.key);
      return { message, person, place, justified: acceptedFlag(person, "consoleWithoutMfa", context) };
    }),
};

function losesMfa({ change, credentials }: Person): boolean {
  if (change === "leaves") return false;
  const ends = (state: string) => state === "deleted" || state === "forgotten";
  const held = credentials.filter(({ deposed }) => !deposed);
  const devices = held.filter(({ kind }) => kind === "mfaDevice");
  const signsIn = held.some((credential) => credential.kind === "loginProfile" && !ends(credential.change));
  return signsIn && devices.length > 0 && devices.every((device) => ends(device.change));
}
