import { detachPolicy } from "../attachments";
import { USER } from "../holders";

export const DetachUserPolicy = detachPolicy(USER);
