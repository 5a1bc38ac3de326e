import type { Action } from "../call";
import { listing, type PageRequest, paginate } from "../pagination";
import { type NamesUser, namedOrCalling, userResource } from "../users";

export const ListAccessKeys: Action<NamesUser & PageRequest> = {
  resource: userResource,
  run(call, input) {
    const user = namedOrCalling(call, input.UserName);
    const page = paginate(call.action, user.accessKeys, (key) => key.accessKeyId, input);
    return listing("AccessKeyMetadata", page, (key) => ({
      UserName: user.userName,
      AccessKeyId: key.accessKeyId,
      Status: key.status,
      CreateDate: key.createDate,
    }));
  },
};
