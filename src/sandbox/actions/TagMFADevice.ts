import { DEVICE_TAGS } from "../taggables";
import { tagAction } from "../tagging";

export const TagMFADevice = tagAction(DEVICE_TAGS);
