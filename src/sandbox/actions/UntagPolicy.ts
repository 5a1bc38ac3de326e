import { POLICY_TAGS } from "../taggables";
import { untagAction } from "../tagging";

export const UntagPolicy = untagAction(POLICY_TAGS);
