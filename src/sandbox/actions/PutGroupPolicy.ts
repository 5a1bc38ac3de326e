import { GROUP } from "../holders";
import { putInlinePolicy } from "../inline-policies";

export const PutGroupPolicy = putInlinePolicy(GROUP);
