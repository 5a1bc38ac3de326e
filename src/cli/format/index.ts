import { findingFormats, type Renderers } from "../../rules/formats";
import type { Checked } from "../check";
import { findingsOf } from "./findings";
import { formatJson } from "./json";
import { formatPage } from "./page";
import { formatText } from "./text";

/** What a check of rosters is written in. */
export const checkFormats = {
  text: formatText,
  json: formatJson,
  markdown: (checked) => findingFormats.markdown(findingsOf(checked)),
  html: (checked) => formatPage(findingsOf(checked)),
  sarif: (checked) => findingFormats.sarif(findingsOf(checked)),
  junit: (checked) => findingFormats.junit(findingsOf(checked)),
  github: (checked) => findingFormats.github(findingsOf(checked)),
} as const satisfies Renderers<readonly Checked[]>;
