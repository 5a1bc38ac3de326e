import { parseCsv } from "../text/csv";
import { defined } from "../text/defined";
import { isIsoDate } from "../text/iso-date";
import { emailOf, type Feed, type FeedPerson, MAX_ROWS, statusOf, UnreadableFeed } from "./feed";

const EMAIL = ["email", "e-mail", "mail", "user.email", "login", "username", "primaryemail"];
const STATUS = ["status", "user status", "state", "employment status"];
const LAST_DAY = ["lastday", "last day", "last_day", "termination date", "end date"];

/** Rows with a head: `email,status,lastDay`, or the columns of an export. @throws UnreadableFeed */
export function readCsvFeed(text: string): Feed {
  let rows: string[][];
  try {
    rows = parseCsv(text).filter((row) => row.some((cell) => cell.trim() !== ""));
  } catch (error) {
    throw new UnreadableFeed(`is no CSV: ${error instanceof Error ? error.message : String(error)}`);
  }
  const [head, ...body] = rows;
  if (head === undefined) throw new UnreadableFeed("is empty: an empty feed says nothing about anybody");
  if (body.length > MAX_ROWS) throw new UnreadableFeed(`has more than ${MAX_ROWS} rows`);
  const columnOf = (names: readonly string[]) => head.findIndex((title) => names.includes(title.trim().toLowerCase()));
  const [email, status, lastDay] = [columnOf(EMAIL), columnOf(STATUS), columnOf(LAST_DAY)];
  if (email < 0 || status < 0)
    throw new UnreadableFeed("needs a first line with the columns email and status, such as: email,status,lastDay");
  const notUnderstood: string[] = [];
  const people = body.flatMap((row, index): FeedPerson[] => {
    const place = `row ${index + 2}`;
    const address = emailOf(row[email]);
    if (address === undefined) {
      notUnderstood.push(`${place}: ${JSON.stringify(row[email] ?? "")} is no e-mail address`);
      return [];
    }
    const word = row[status] ?? "";
    const known = statusOf(word);
    if (known === "unknown") notUnderstood.push(`${place}: nobody knows the status ${JSON.stringify(word)}`);
    const last = lastDay < 0 ? "" : (row[lastDay] ?? "").trim();
    if (last !== "" && !isIsoDate(last)) notUnderstood.push(`${place}: ${JSON.stringify(last)} is no date`);
    const day = isIsoDate(last) ? last : undefined;
    return [{ email: address, status: known, word, place, ...defined({ lastDay: day }) }];
  });
  return { people, notUnderstood, rows: body.length };
}
