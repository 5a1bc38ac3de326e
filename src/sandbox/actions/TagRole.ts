import { ROLE_TAGS } from "../taggables";
import { tagAction } from "../tagging";

export const TagRole = tagAction(ROLE_TAGS);
