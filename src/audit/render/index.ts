import { findingFormats, type Renderers } from "../../rules/formats";
import type { Audit } from "../audit";
import { renderCsv } from "./csv";
import { findingsOf } from "./findings";
import { renderHtml } from "./html";
import { renderJson } from "./json";
import { renderText } from "./text";

export const auditFormats = {
  text: renderText,
  csv: renderCsv,
  json: renderJson,
  html: renderHtml,
  markdown: (audit) => findingFormats.markdown(findingsOf(audit)),
  sarif: (audit) => findingFormats.sarif(findingsOf(audit)),
  junit: (audit) => findingFormats.junit(findingsOf(audit)),
  github: (audit) => findingFormats.github(findingsOf(audit)),
} as const satisfies Renderers<Audit>;
