import { X509Certificate } from "node:crypto";
import { at, type Guard } from "./guard";

export const certificateReadable: Guard = {
  id: "certificate-readable",
  severity: "error",
  summary: "A signing certificate is one readable X.509 certificate in PEM.",
  why: "IAM answers MalformedCertificate in the middle of an apply.",
  fix: "Paste the certificate as PEM, from -----BEGIN CERTIFICATE----- to its END, under body: |",
  check: ({ roster }) =>
    roster.users.flatMap((user) =>
      user.signingCertificates.flatMap(({ key, body }) => {
        if (isCertificate(body)) return [];
        const message = `signing certificate ${key} of ${user.key} is not readable as one X.509 certificate in PEM`;
        return [{ message, ...at(user.origin, "signingCertificates", key, "body") }];
      }),
    ),
};

function isCertificate(body: string): boolean {
  if (!/^-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----\r?\n?$/.test(body)) return false;
  try {
    return new X509Certificate(body).subject !== undefined;
  } catch {
    return false;
  }
}
