import { USER } from "../holders";
import { listInlinePolicies } from "../inline-policies";

export const ListUserPolicies = listInlinePolicies(USER);
