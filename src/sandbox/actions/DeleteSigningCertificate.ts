import type { Action } from "../call";
import { requireCertificate } from "../signing-certificates";
import { type NamesUser, namedOrCalling, userResource } from "../users";

export const DeleteSigningCertificate: Action<NamesUser & { readonly CertificateId: string }> = {
  resource: userResource,
  run(call, input) {
    const user = namedOrCalling(call, input.UserName);
    const certificate = requireCertificate(user, input.CertificateId);
    user.signingCertificates = user.signingCertificates.filter((other) => other !== certificate);
    return undefined;
  },
};
