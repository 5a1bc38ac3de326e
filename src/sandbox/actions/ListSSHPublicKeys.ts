import type { Action } from "../call";
import { listing, type PageRequest, paginate } from "../pagination";
import { type NamesUser, namedOrCalling, userResource } from "../users";

export const ListSSHPublicKeys: Action<NamesUser & PageRequest> = {
  resource: userResource,
  run(call, input) {
    const user = namedOrCalling(call, input.UserName);
    const page = paginate(call.action, user.sshPublicKeys, (key) => key.sshPublicKeyId, input);
    return listing("SSHPublicKeys", page, (key) => ({
      UserName: user.userName,
      SSHPublicKeyId: key.sshPublicKeyId,
      Status: key.status,
      UploadDate: key.uploadDate,
    }));
  },
};
