import { POLICY_TAGS } from "../taggables";
import { tagAction } from "../tagging";

export const TagPolicy = tagAction(POLICY_TAGS);
