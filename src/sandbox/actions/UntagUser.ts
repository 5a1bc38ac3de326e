import { USER_TAGS } from "../taggables";
import { untagAction } from "../tagging";

export const UntagUser = untagAction(USER_TAGS);
