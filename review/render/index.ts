import type { Review } from "../review";
import { renderJson } from "./json";
import { renderText } from "./text";

/** Each renderer is a file; a new one is a line here. */
export const formats: Readonly<Record<string, (review: Review) => string>> = {
  text: renderText,
  json: renderJson,
};
