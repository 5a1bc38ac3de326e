import { kinds } from "../../terms/kinds";
import { credentialName, credentialOf } from "../credential";
import type { Concern, DangerRule } from "../danger";

export const staleMfaDestroy: DangerRule = {
  id: "stale-mfa-destroy",
  severity: "error",
  summary: "An MFA device is deleted from a state in which it is not enabled.",
  why: "Terraform 1.9 to 1.11 deletes with the state as last stored: the device is not deactivated first, IAM answers DeleteConflict, and the user is left half removed.",
  fix: "Run terraform apply -refresh-only (or roster deploy, which does so), then plan again.",
  opener: "operator",
  check: ({ people, changesOf, driftChanges, plan }) => {
    const enabled = new Map(
      driftChanges
        .filter(
          ({ type, before, after }) =>
            type === mfa && before?.user_name === undefined && after?.user_name !== undefined,
        )
        .map(({ address }) => [address, true]),
    );
    if (enabled.size === 0) return [];
    return people.flatMap((person): Concern[] =>
      changesOf(person).flatMap((change) => {
        if (change.type !== mfa || change.action !== "delete" || change.before?.user_name !== undefined) return [];
        if (!enabled.has(change.address)) return [];
        const credential = credentialOf(change);
        const name = credential === undefined ? change.address : credentialName(credential);
        const engine = [plan.engine, plan.version].filter((part) => part !== undefined).join(" ");
        const message = `${name} of ${person.name} is enabled, and ${engine} would delete it as if it were not: the first apply fails`;
        return [{ message, person, address: change.address }];
      }),
    );
  },
};

const mfa = kinds.mfaDevice.type;
