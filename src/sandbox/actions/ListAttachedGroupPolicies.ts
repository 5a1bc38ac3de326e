import { listAttachedPolicies } from "../attachments";
import { GROUP } from "../holders";

export const ListAttachedGroupPolicies = listAttachedPolicies(GROUP);
