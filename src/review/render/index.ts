import { findingFormats, type Renderers } from "../../rules/formats";
import type { Review } from "../model/review";
import { findingsOf } from "./findings";
import { renderHtml } from "./html";
import { renderJson } from "./json";
import { renderMarkdown } from "./markdown";
import { renderText } from "./text";

export const reviewFormats = {
  text: renderText,
  markdown: renderMarkdown,
  html: renderHtml,
  json: renderJson,
  sarif: (review) => findingFormats.sarif(findingsOf(review)),
  junit: (review) => findingFormats.junit(findingsOf(review)),
  github: (review) => findingFormats.github(findingsOf(review)),
} as const satisfies Renderers<Review>;
