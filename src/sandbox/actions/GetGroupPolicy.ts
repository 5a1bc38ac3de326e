import { GROUP } from "../holders";
import { getInlinePolicy } from "../inline-policies";

export const GetGroupPolicy = getInlinePolicy(GROUP);
