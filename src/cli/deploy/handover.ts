import type { Change } from "../../plan/change";
import type { Roster } from "../../roster/index";
import { addressOf, ownerOf } from "../../terms/addresses";
import { factsOf, kindOfType } from "../../terms/kinds";
import { groupBy } from "../../text/group-by";
import { shellWord } from "../../text/shell-word";

/** Where Terraform has what it made, encrypted or not. */
const attributes: Readonly<Record<string, string>> = {
  loginProfile: "encrypted_password",
  accessKey: "encrypted_secret",
};

/**
 * What is next after an apply that made credentials with a secret: who gets which, and where it is. No secret is read.
 * @param folder of the stack, as the caller names it
 */
export function handoverLines(changes: readonly Change[], { users }: Pick<Roster, "users">, folder: string): string[] {
  const made = changes.flatMap(({ address, resourceType, action, importing }) => {
    const kind = kindOfType(resourceType);
    const owner = ownerOf(address);
    if (kind === undefined || owner === undefined || importing || (action !== "create" && action !== "replace"))
      return [];
    const { secret, noun } = factsOf(kind);
    if (secret === "none") return [];
    const attribute = secret === "pgp" ? attributes[kind] : undefined;
    return [{ owner, text: attribute === undefined ? noun[0] : `${noun[0]} (${attribute})`, address }];
  });
  if (made.length === 0) return [];
  const people = [...groupBy(made, ({ owner }) => owner)].map(([owner, theirs]) => {
    const user = users.find(({ key }) => `aws_iam_user.${addressOf(key)}` === owner);
    const whom = user === undefined || user.owner === user.name ? "" : ` (${user.owner})`;
    return `  ${user?.name ?? owner}${whom}: ${theirs.map(({ text, address }) => `${text} in ${address}`).join(", ")}`;
  });
  return [
    "To hand over, each to its owner and on a channel that nobody else reads:",
    ...people,
    `The state has them: terraform -chdir=${shellWord(folder)} show -json. What is encrypted only its owner's PGP key opens.`,
  ];
}
