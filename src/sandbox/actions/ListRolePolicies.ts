import { ROLE } from "../holders";
import { listInlinePolicies } from "../inline-policies";

export const ListRolePolicies = listInlinePolicies(ROLE);
