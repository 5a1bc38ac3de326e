import { html, ownSource } from "../../text/html";
import type { Review } from "../review";
import { anchorsOf } from "./html/anchors";
import { dangersSection } from "./html/dangers";
import { gateSection } from "./html/gate";
import { glanceSection } from "./html/glance";
import { peopleSection } from "./html/people";
import { contentPolicy } from "./html/policy";
import { driftSection, othersSection } from "./html/rest";
import { risksSection } from "./html/risks";
import { script } from "./html/script";
import { style } from "./html/style";
import { thingsSection } from "./html/things";

/**
 * One page that needs nothing else: readable without scripts, on paper, in dark and light. The same review gives the
 * same bytes. Nothing from outside is in it but as text, and its policy lets nothing in or out.
 */
export function renderHtml(review: Review): string {
  const anchors = anchorsOf(review);
  const { markup } = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${ownSource(contentPolicy(style, script))}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex, nofollow">
<title>iam-roster review: the gate is ${review.gate.open ? "open" : "closed"}</title>
<style>${ownSource(style)}</style>
</head>
<body>
<a class="skip" href="#people">Skip to the people</a>
${gateSection(review, anchors)}
<main>
${glanceSection(review)}
${dangersSection(anchors)}
${peopleSection(review, anchors)}
${thingsSection(review)}
${othersSection(review)}
${driftSection(review)}
${risksSection(review, anchors)}
</main>
<footer><p>Made by <code>roster review --format html</code>. This page holds no secret, but it names people and what they may do: give it to nobody who may not know that.</p></footer>
<script>${ownSource(script)}</script>
</body>
</html>
`;
  return markup;
}
