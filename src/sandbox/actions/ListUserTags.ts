import { USER_TAGS } from "../taggables";
import { listTagsAction } from "../tagging";

export const ListUserTags = listTagsAction(USER_TAGS);
