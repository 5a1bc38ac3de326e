import { attachPolicy } from "../attachments";
import { GROUP } from "../holders";

export const AttachGroupPolicy = attachPolicy(GROUP);
