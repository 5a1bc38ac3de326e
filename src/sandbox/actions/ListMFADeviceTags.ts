import { DEVICE_TAGS } from "../taggables";
import { listTagsAction } from "../tagging";

export const ListMFADeviceTags = listTagsAction(DEVICE_TAGS);
