import type { PartialRoster, User } from "../roster/roster";
import { didYouMean } from "../text/did-you-mean";

/** The user whose entry has this key, or who has this IAM name. */
export function findUser({ users }: Pick<PartialRoster, "users">, word: string): User | undefined {
  return users.find(({ key }) => key === word) ?? users.find(({ name }) => name.toLowerCase() === word.toLowerCase());
}

/** What is said where nobody has that name. @param where the rosters that were looked at */
export function noSuchUser(rosters: readonly Pick<PartialRoster, "users">[], word: string, where: string): string {
  const names = rosters.flatMap(({ users }) => users.flatMap(({ key, name }) => [key, name]));
  const meant = didYouMean(word, names);
  const hint = meant === undefined ? "roster list shows everybody" : `did you mean ${meant}?`;
  return `${where} has no user ${JSON.stringify(word)}; ${hint}`;
}
