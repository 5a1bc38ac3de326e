import { noSuchEntity } from "./errors";
import type { SigningCertificate, User } from "./state";

export function requireCertificate(user: User, id: string): SigningCertificate {
  const certificate = user.signingCertificates.find((candidate) => candidate.certificateId === id);
  if (certificate) return certificate;
  throw noSuchEntity(`The Certificate with id ${id} cannot be found.`);
}

export function writeCertificate(user: User, certificate: SigningCertificate): object {
  return {
    UserName: user.userName,
    CertificateId: certificate.certificateId,
    CertificateBody: certificate.body,
    Status: certificate.status,
    UploadDate: certificate.uploadDate,
  };
}
