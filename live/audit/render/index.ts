import type { Audit } from "../audit";
import { renderCsv } from "./csv";
import { renderHtml } from "./html";
import { renderJson } from "./json";
import { renderText } from "./text";

export const auditFormats = {
  text: renderText,
  csv: renderCsv,
  json: renderJson,
  html: renderHtml,
} as const satisfies Readonly<Record<string, (audit: Audit) => string>>;
