import { detachPolicy } from "../attachments";
import { GROUP } from "../holders";

export const DetachGroupPolicy = detachPolicy(GROUP);
