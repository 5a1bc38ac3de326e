import { listAttachedPolicies } from "../attachments";
import { USER } from "../holders";

export const ListAttachedUserPolicies = listAttachedPolicies(USER);
