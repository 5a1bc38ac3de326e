import { USER } from "../holders";
import { deleteInlinePolicy } from "../inline-policies";

export const DeleteUserPolicy = deleteInlinePolicy(USER);
