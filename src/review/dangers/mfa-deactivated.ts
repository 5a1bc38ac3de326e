import { kinds } from "../../terms/kinds";
import { credentialName, credentialOf } from "../credential";
import type { Concern, DangerRule } from "../danger";

export const mfaDeactivated: DangerRule = {
  id: "mfa-deactivated",
  severity: "error",
  summary: "An MFA device that is deleted was deactivated outside Terraform.",
  why: "The provider tries to deactivate it again, treats the error as success, and leaves the device in the account, where it blocks its own name.",
  fix: "Run terraform state rm on it and import it again, or delete it by hand; roster verify finds it afterwards.",
  opener: "operator",
  check: ({ people, changesOf, driftChanges, leftovers }) => {
    const drifted = new Set(
      driftChanges
        .filter(
          ({ type, before, after }) =>
            type === mfa && before?.user_name !== undefined && after?.user_name === undefined,
        )
        .map(({ address }) => address),
    );
    const listed = new Set(leftovers.flatMap(({ deactivatedDevice }) => deactivatedDevice ?? []));
    return people.flatMap((person): Concern[] =>
      changesOf(person).flatMap((change) => {
        if (change.type !== mfa || (change.action !== "delete" && change.action !== "replace")) return [];
        const device = change.before?.virtual_mfa_device_name ?? "";
        if (!drifted.has(change.address) && !listed.has(device)) return [];
        const credential = credentialOf(change);
        const name = credential === undefined ? change.address : credentialName(credential);
        const message = `${name} of ${person.name} was deactivated by hand: the apply says deleted, and the device stays`;
        return [{ message, person, address: change.address }];
      }),
    );
  },
};

const mfa = kinds.mfaDevice.type;
