import { GROUP } from "../holders";
import { deleteInlinePolicy } from "../inline-policies";

export const DeleteGroupPolicy = deleteInlinePolicy(GROUP);
