import { ROLE } from "../holders";
import { getInlinePolicy } from "../inline-policies";

export const GetRolePolicy = getInlinePolicy(ROLE);
