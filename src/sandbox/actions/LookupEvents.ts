import { byText } from "../../text/by";
import type { Action } from "../call";
import { AwsError } from "../errors";
import { hasAttribute, isWithin, regionOf, writeEvent } from "../events";

interface Input {
  readonly LookupAttributes?: ReadonlyArray<{ readonly AttributeKey: string; readonly AttributeValue: string }>;
  readonly StartTime?: number;
  readonly EndTime?: number;
  readonly MaxResults?: number;
  readonly NextToken?: string;
}

const PAGE_SIZE = 50;
const KEPT_DAYS = 90;

/** The newest come first, at most 90 days back, 50 a page and one attribute a call (API reference, LookupEvents). */
export const LookupEvents: Action<Input> = {
  resource: () => ({ arn: "*" }),
  run({ account, now, region }, input) {
    const [attribute, second] = input.LookupAttributes ?? [];
    if (second) throw new AwsError(400, "InvalidLookupAttributesException", "Only one lookup attribute is allowed.");
    const { StartTime: start = 0, EndTime: end = now.getTime() / 1000 + 1 } = input;
    if (start > end) throw new AwsError(400, "InvalidTimeRangeException", "The start time is after the end time.");
    const oldest = Math.max(start, now.getTime() / 1000 - KEPT_DAYS * 86_400);
    const found = account.events
      .filter((event) => regionOf(event) === region && isWithin(event, oldest, end))
      .filter((event) => attribute === undefined || hasAttribute(event, attribute))
      .sort((left, right) => byText(right.eventTime, left.eventTime));
    const from =
      input.NextToken === undefined ? 0 : Number(Buffer.from(input.NextToken, "base64url").toString("latin1"));
    if (!Number.isInteger(from))
      throw new AwsError(400, "InvalidNextTokenException", "The specified next token is invalid.");
    const to = from + (input.MaxResults ?? PAGE_SIZE);
    const NextToken = to < found.length ? Buffer.from(String(to), "latin1").toString("base64url") : undefined;
    return { Events: found.slice(from, to).map((event) => writeEvent(account, event)), NextToken };
  },
};
