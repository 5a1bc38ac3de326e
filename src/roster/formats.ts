import { isIsoDate } from "../text/iso-date";

/** The formats of the schema that JSON Schema alone does not check. */
export const formats = { date: isIsoDate };
