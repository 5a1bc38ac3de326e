import { ownerOf, readAddress } from "../terms/addresses";
import { isPersonal } from "../terms/holdings";
import type { State } from "./state";

/**
 * Addresses of a user that a state still has: the user's own, and those of what belongs to it, such as
 * `aws_iam_access_key.alice--laptop` of `aws_iam_user.alice`, and `aws_iam_access_key.keys["bob.doe"]` of
 * `aws_iam_user.people["bob.doe"]` where no other user has that index.
 */
export function leftOf({ addresses }: State, user: string): string[] {
  const { module, index } = readAddress(user) ?? {};
  const shared = [...addresses].some((address) => {
    const other = readAddress(address);
    return other?.type === "aws_iam_user" && other.module === module && other.index === index && address !== user;
  });
  return [...addresses].filter((address) => {
    if (address === user) return true;
    const entry = readAddress(address);
    if (entry === undefined || entry.type === "aws_iam_user" || !isPersonal(entry.type)) return false;
    return (
      ownerOf(address) === user || (index !== undefined && !shared && entry.module === module && entry.index === index)
    );
  });
}
