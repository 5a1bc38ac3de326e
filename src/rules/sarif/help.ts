import { isObject, textIn } from "../../text/values";

/** What a link may be made of wherever it is written: in Markdown, HTML, XML, a terminal. */
const harmless = /^https:\/\/[a-z0-9.-]+(?::\d{1,5})?(?:[/?#][A-Za-z0-9._~:/?#!$&*+,;=%-]*)?$/;

const maxLength = 500;

/** The address that explains a rule, if it is https and nothing else can be meant by it. */
export function helpIn(rule: unknown): string | undefined {
  const uri = isObject(rule) ? textIn(rule.helpUri) : undefined;
  return uri !== undefined && uri.length <= maxLength && harmless.test(uri) ? uri : undefined;
}
