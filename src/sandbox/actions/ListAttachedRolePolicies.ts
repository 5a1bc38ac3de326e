import { listAttachedPolicies } from "../attachments";
import { ROLE } from "../holders";

export const ListAttachedRolePolicies = listAttachedPolicies(ROLE);
