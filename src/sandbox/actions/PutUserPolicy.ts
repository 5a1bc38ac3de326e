import { USER } from "../holders";
import { putInlinePolicy } from "../inline-policies";

export const PutUserPolicy = putInlinePolicy(USER);
