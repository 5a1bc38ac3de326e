import type { Section } from "../../../rules/page/template";
import { html } from "../../../text/html";
import type { Review } from "../../model/review";
import { accessLines } from "../access";

/** Who gains or loses access. The template makes texts from outside harmless. */
export function accessSection(review: Review): Section | undefined {
  const lines = accessLines(review, (text) => text);
  if (lines.length === 0) return undefined;
  return {
    ...{ id: "access", title: "Access", size: lines.length },
    body: html`<ul class="plain">${lines.map((line) => html`<li>${line}</li>`)}</ul>`,
  };
}
