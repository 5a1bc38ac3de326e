import { POLICY_TAGS } from "../taggables";
import { listTagsAction } from "../tagging";

export const ListPolicyTags = listTagsAction(POLICY_TAGS);
