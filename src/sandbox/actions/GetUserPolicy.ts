import { USER } from "../holders";
import { getInlinePolicy } from "../inline-policies";

export const GetUserPolicy = getInlinePolicy(USER);
