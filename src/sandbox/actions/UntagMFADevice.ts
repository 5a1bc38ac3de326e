import { DEVICE_TAGS } from "../taggables";
import { untagAction } from "../tagging";

export const UntagMFADevice = untagAction(DEVICE_TAGS);
