import { X509Certificate } from "node:crypto";
import type { Action } from "../call";
import { AwsError, quotaExceeded } from "../errors";
import { certificateId } from "../ids";
import { writeCertificate } from "../signing-certificates";
import type { SigningCertificate } from "../state";
import { type NamesUser, namedOrCalling, userResource } from "../users";

const CERTIFICATES_PER_USER = 2;

function readCertificate(body: string): X509Certificate {
  try {
    return new X509Certificate(body);
  } catch {
    throw new AwsError(400, "MalformedCertificate", `Certificate ${body} is malformed.`);
  }
}

export const UploadSigningCertificate: Action<NamesUser & { readonly CertificateBody: string }> = {
  resource: userResource,
  run(call, input) {
    const user = namedOrCalling(call, input.UserName);
    const { fingerprint256 } = readCertificate(input.CertificateBody);
    const present = Object.values(call.account.users).flatMap((other) => other.signingCertificates);
    if (present.some((other) => readCertificate(other.body).fingerprint256 === fingerprint256)) {
      throw new AwsError(
        409,
        "DuplicateCertificate",
        "The same certificate is associated with an IAM user in the account.",
      );
    }
    if (user.signingCertificates.length >= CERTIFICATES_PER_USER) {
      throw quotaExceeded("CertificatesPerUser", CERTIFICATES_PER_USER);
    }
    const certificate: SigningCertificate = {
      certificateId: certificateId(),
      body: input.CertificateBody,
      status: "Active",
      uploadDate: call.time,
    };
    user.signingCertificates.push(certificate);
    return { Certificate: writeCertificate(user, certificate) };
  },
};
