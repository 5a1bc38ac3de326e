import { USER_TAGS } from "../taggables";
import { tagAction } from "../tagging";

export const TagUser = tagAction(USER_TAGS);
