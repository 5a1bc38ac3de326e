/** What an address may be made of wherever it is written as a link: in Markdown, HTML, XML, a terminal. */
const harmless = /^https:\/\/[a-z0-9.-]+(?::\d{1,5})?(?:[/?#][A-Za-z0-9._~:/?#!$&*+,;=%-]*)?$/;

const maxLength = 500;

/** An address from outside, if it is https and nothing else can be meant by it. */
export function httpsLink(address: string | undefined): string | undefined {
  return address !== undefined && address.length <= maxLength && harmless.test(address) ? address : undefined;
}

/** A path, as it stands in an address; bytes, since not every text has an encoding. */
export function pathInLink(path: string): string {
  const signs = [...Buffer.from(path)].map((byte) => {
    const sign = String.fromCharCode(byte);
    return /[A-Za-z0-9._~/-]/.test(sign) ? sign : `%${byte.toString(16).toUpperCase().padStart(2, "0")}`;
  });
  return signs.join("");
}
