import { ROLE_TAGS } from "../taggables";
import { untagAction } from "../tagging";

export const UntagRole = untagAction(ROLE_TAGS);
