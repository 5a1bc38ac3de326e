interface CertificateText {
  readonly body: string;
  readonly lineBreaks?: "CRLF";
  readonly finalLineBreak?: true;
}

/**
 * A certificate as an entry says it. IAM gives it back with the line breaks that it was uploaded with, and the provider
 * replaces it for the least difference (5.100.0: its DiffSuppressFunc compares with a hash that no state holds any more).
 * @returns undefined for what an entry cannot say, such as text around the certificate
 */
export function textOf(stored: string): CertificateText | undefined {
  const body = bare(stored);
  const ending = stored.includes("\r") ? "\r\n" : "\n";
  const lines = body.replaceAll("\n", ending);
  if (!/^-----BEGIN CERTIFICATE-----\n[A-Za-z0-9+/=\n]+-----END CERTIFICATE-----$/.test(body)) return undefined;
  if (stored !== lines && stored !== lines + ending) return undefined;
  return {
    body,
    ...(ending === "\r\n" ? { lineBreaks: "CRLF" } : {}),
    ...(stored === lines ? {} : { finalLineBreak: true }),
  };
}

/** Whether two texts are one certificate, whatever their line breaks. */
export function sameText(one: string, other: string): boolean {
  return bare(one) === bare(other);
}

function bare(text: string): string {
  return text.replaceAll("\r\n", "\n").trim();
}
