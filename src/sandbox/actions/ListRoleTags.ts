import { ROLE_TAGS } from "../taggables";
import { listTagsAction } from "../tagging";

export const ListRoleTags = listTagsAction(ROLE_TAGS);
