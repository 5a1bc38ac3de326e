/** What an address may be made of wherever it is written as a link: in Markdown, HTML, XML, a terminal. */
const harmless = /^https:\/\/[a-z0-9.-]+(?::\d{1,5})?(?:[/?#][A-Za-z0-9._~:/?#!$&*+,;=%-]*)?$/;

const maxLength = 500;

/** An address from outside, if it is https and nothing else can be meant by it. */
export function httpsLink(address: string | undefined): string | undefined {
  return address !== undefined && address.length <= maxLength && harmless.test(address) ? address : undefined;
}
