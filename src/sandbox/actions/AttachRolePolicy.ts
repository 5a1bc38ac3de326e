import { attachPolicy } from "../attachments";
import { ROLE } from "../holders";

export const AttachRolePolicy = attachPolicy(ROLE);
