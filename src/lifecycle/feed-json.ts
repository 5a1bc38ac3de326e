import { isObject } from "../text/values";
import { emailOf, type Feed, type FeedPerson, MAX_ROWS, statusOf, UnreadableFeed } from "./feed";

/** SCIM 2.0's ListResponse (RFC 7644, 3.4.2): `active: false` is who has left. @throws UnreadableFeed */
export function readScimFeed(value: unknown): Feed {
  if (!isObject(value) || !Array.isArray(value.Resources))
    throw new UnreadableFeed("is no ListResponse of SCIM 2.0: it has no list Resources");
  const { Resources: resources, totalResults } = value;
  const total = typeof totalResults === "number" ? { total: totalResults } : {};
  return { ...read(resources, "Resources", scimPerson), ...total };
}

/** A list of objects with `email` or `userName`, and `status` or `active`; Okta's export has them in `profile`. @throws UnreadableFeed */
export function readJsonFeed(value: unknown): Feed {
  if (!Array.isArray(value)) throw new UnreadableFeed("is no list: roster reads [{ email, status }, ...]");
  return read(value, "", (row) => {
    const profile = isObject(row.profile) ? row.profile : {};
    const address = emailOf(row.email) ?? emailOf(profile.email) ?? emailOf(row.userName) ?? emailOf(profile.login);
    return { address, word: typeof row.active === "boolean" ? activeWord(row.active) : row.status };
  });
}

interface Row {
  readonly address: string | undefined;
  readonly word: unknown;
}

function scimPerson(row: Readonly<Record<string, unknown>>): Row {
  const emails = Array.isArray(row.emails) ? row.emails.filter(isObject) : [];
  const primary = emails.find((one) => one.primary === true) ?? emails[0];
  const address = emailOf(primary?.value) ?? emailOf(row.userName);
  return { address, word: typeof row.active === "boolean" ? activeWord(row.active) : undefined };
}

const activeWord = (active: boolean) => (active ? "active" : "inactive");

function read(
  rows: readonly unknown[],
  list: string,
  personOf: (row: Readonly<Record<string, unknown>>) => Row,
): Omit<Feed, "total"> {
  if (rows.length > MAX_ROWS) throw new UnreadableFeed(`has more than ${MAX_ROWS} rows`);
  const notUnderstood: string[] = [];
  const people = rows.flatMap((row, index): FeedPerson[] => {
    const place = `${list}[${index}]`;
    const { address, word } = isObject(row) ? personOf(row) : { address: undefined, word: undefined };
    if (address === undefined) {
      notUnderstood.push(`${place}: has no e-mail address`);
      return [];
    }
    const status = typeof word === "string" ? statusOf(word) : "unknown";
    if (status === "unknown")
      notUnderstood.push(
        `${place}: ${word === undefined ? "says no status" : `nobody knows the status ${JSON.stringify(word)}`}`,
      );
    return [{ email: address, status, place, ...(typeof word === "string" ? { word } : {}) }];
  });
  return { people, notUnderstood, rows: rows.length };
}
