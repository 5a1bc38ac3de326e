import type { Audit } from "../audit";
import { renderCsv } from "./csv";
import { renderHtml } from "./html";
import { renderJson } from "./json";
import { renderText } from "./text";

export const auditFormats: Readonly<Record<string, (audit: Audit) => string>> = {
  text: renderText,
  csv: renderCsv,
  json: renderJson,
  html: renderHtml,
};
