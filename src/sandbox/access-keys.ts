import { noSuchEntity } from "./errors";
import type { AccessKey, User } from "./state";

export function requireAccessKey(user: User, id: string): AccessKey {
  const key = user.accessKeys.find((candidate) => candidate.accessKeyId === id);
  if (key) return key;
  throw noSuchEntity(`The Access Key with id ${id} cannot be found.`);
}
