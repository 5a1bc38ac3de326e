import { ROLE } from "../holders";
import { deleteInlinePolicy } from "../inline-policies";

export const DeleteRolePolicy = deleteInlinePolicy(ROLE);
