import { contentPolicy } from "../../files/content-policy";
import { html } from "../../text/html";
import { pageOf } from "../../text/page";
import type { Review } from "../review";
import { anchorsOf } from "./html/anchors";
import { dangersSection } from "./html/dangers";
import { gateSection } from "./html/gate";
import { glanceSection } from "./html/glance";
import { peopleSection } from "./html/people";
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
  return pageOf({
    title: `iam-roster review: the gate is ${review.gate.open ? "open" : "closed"}`,
    policy: contentPolicy(style, script),
    style,
    script,
    body: html`<a class="skip" href="#people">Skip to the people</a>
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
<footer><p>Made by <code>roster review --format html</code>. This page holds no secret, but it names people and what they may do: give it to nobody who may not know that.</p></footer>`,
  });
}
