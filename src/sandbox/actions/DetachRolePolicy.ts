import { detachPolicy } from "../attachments";
import { ROLE } from "../holders";

export const DetachRolePolicy = detachPolicy(ROLE);
