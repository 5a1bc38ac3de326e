import { GROUP } from "../holders";
import { listInlinePolicies } from "../inline-policies";

export const ListGroupPolicies = listInlinePolicies(GROUP);
