import { isPersonal } from "../../terms/holdings";
import { credentialName } from "../credential";
import type { Concern, DangerRule } from "../danger";

export const leaverForgotten: DangerRule = {
  id: "leaver-forgotten",
  severity: "error",
  summary: "Terraform stops managing a user, a credential, or what gives people access, instead of deleting it.",
  why: "It stays in the account with all its access, and nothing manages it any more.",
  fix: "Delete the removed block (or destroy = false) and plan again, so that the plan says destroy.",
  opener: "operator",
  check: ({ people, changes, changesOf }) => [
    ...people.flatMap((person): Concern[] => {
      if (person.forgotten) {
        const message = `${person.name} is no longer managed by Terraform and stays in the account with its access`;
        return [{ message, person }];
      }
      const credentials = person.credentials
        .filter(
          ({ change, address }) =>
            change === "forgotten" || changesOf(person).some((one) => one.forgets && one.address === address),
        )
        .map((credential) => {
          const message = `${credentialName(credential)} of ${person.name} is no longer managed by Terraform and stays usable`;
          return { message, person, address: credential.address };
        });
      const rest = changesOf(person)
        .filter((change) => change.forgets && !person.credentials.some(({ address }) => address === change.address))
        .map(({ address }) => ({
          message: `${address} of ${person.name} is no longer managed by Terraform and stays as it is`,
          person,
          address,
        }));
      return [...credentials, ...rest];
    }),
    ...changes
      .filter(({ type, forgets }) => forgets && type !== "other" && !isPersonal(type))
      .map(({ address }): Concern => {
        const message = `${address} is no longer managed by Terraform: what it gives people stays, and no plan shows it any more`;
        return { message, address, severity: "warning" };
      }),
  ],
};
