import type { Action } from "../call";
import { requireCertificate } from "../signing-certificates";
import type { Status } from "../state";
import { type NamesUser, namedOrCalling, userResource } from "../users";

export const UpdateSigningCertificate: Action<NamesUser & { readonly CertificateId: string; readonly Status: Status }> =
  {
    resource: userResource,
    run(call, input) {
      const user = namedOrCalling(call, input.UserName);
      requireCertificate(user, input.CertificateId).status = input.Status;
      return undefined;
    },
  };
