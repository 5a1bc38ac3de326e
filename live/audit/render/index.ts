import { createHash } from "node:crypto";
import type { Audit } from "../audit";
import { renderCsv } from "./csv";
import { renderHtml, STYLE } from "./html";
import { renderJson } from "./json";
import { renderText } from "./text";

export const auditFormats: Readonly<Record<string, (audit: Audit) => string>> = {
  text: renderText,
  csv: renderCsv,
  json: renderJson,
  html: (audit) => renderHtml(audit, `sha256-${createHash("sha256").update(STYLE).digest("base64")}`),
};
