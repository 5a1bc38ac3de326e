import { attachPolicy } from "../attachments";
import { USER } from "../holders";

export const AttachUserPolicy = attachPolicy(USER);
