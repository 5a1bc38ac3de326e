import type { Action } from "../call";
import { listing, type PageRequest, paginate } from "../pagination";
import { writeCertificate } from "../signing-certificates";
import { type NamesUser, namedOrCalling, userResource } from "../users";

export const ListSigningCertificates: Action<NamesUser & PageRequest> = {
  resource: userResource,
  run(call, input) {
    const user = namedOrCalling(call, input.UserName);
    const page = paginate(call.action, user.signingCertificates, (certificate) => certificate.certificateId, input);
    return listing("Certificates", page, (certificate) => writeCertificate(user, certificate));
  },
};
