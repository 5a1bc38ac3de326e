import { ROLE } from "../holders";
import { putInlinePolicy } from "../inline-policies";

export const PutRolePolicy = putInlinePolicy(ROLE);
