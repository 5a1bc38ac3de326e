import { jsonDocument } from "../../text/json";
import type { Review } from "../model/review";

/** The review as it is; docs/review.schema.json is its schema. */
export function renderJson(review: Review): string {
  return jsonDocument(review);
}
