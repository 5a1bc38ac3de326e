import { defined } from "../../text/defined";
import { type Html, html, nothing } from "../../text/html";
import { pageOf } from "../../text/page";
import { script } from "./script";
import { style } from "./style";

/** A report for a browser: what it is about, its verdict, then sections that can be jumped to. */
export interface ReportPage {
  readonly title: string;
  /** `review`: what has made it. */
  readonly command: string;
  /** What it is about: a stack, an account, a commit. */
  readonly about: readonly Html[];
  /** Green is only what bears no risk. */
  readonly state: "closed" | "risky" | "open";
  readonly verdict: string;
  /** Paragraphs below the verdict. */
  readonly lead: Html;
  /** Beside the verdict: what to do about it. @default - nothing */
  readonly aside?: Html | undefined;
  readonly sections: readonly (Section | undefined)[];
  readonly footer: string;
  /** @default - that of the filter, where there are people */
  readonly script?: string;
}

export interface Section {
  readonly id: string;
  readonly title: string;
  /** What leads to it. @default - its title */
  readonly short?: string;
  /** How many there are of what it shows. @default - it is not a list */
  readonly size?: number;
  readonly kind?: string;
  readonly body: Html;
}

/** `contentPolicy` of files/, which the ground rooms do not know. */
type PolicyOf = (style: string, script?: string) => string;

/** The one template of all pages: readable without scripts, on paper, on a phone, in dark and light. */
export function reportPage(page: ReportPage, policyOf: PolicyOf): string {
  const sections = page.sections.flatMap((section) => section ?? []);
  const people = sections.find(({ id }) => id === "people");
  // The script is that of the filter: without people there is nothing to filter.
  const own = page.script ?? (people === undefined ? undefined : script);
  const skip = people ?? sections[0];
  const about = page.about.map((each) => html`<li>${each}</li>`);
  return pageOf({
    title: page.title,
    policy: policyOf(style, own),
    style,
    ...defined({ script: own }),
    body: html`${skip === undefined ? nothing : html`<a class="skip" href="#${skip.id}">Skip to the ${skip.title.toLowerCase()}</a>\n`}<header class="top ${page.state}">
<ul class="trail plain"><li><b>iam-roster</b></li><li>${page.command}</li>${about}</ul>
<div class="verdict"><div>
<h1>${page.verdict}</h1>
${page.lead}</div>
${page.aside}
</div>
${sections.length < 2 ? nothing : html`<nav class="jump" aria-label="Parts of this page">${sections.map(jump)}</nav>`}
</header>
<main>
${sections.map(sectionOf)}</main>
<footer><p>${page.footer}</p></footer>`,
  });
}

function jump({ id, title, short = title, size }: Section): Html {
  return html`<a href="#${id}">${short}${numberOf(size)}</a>`;
}

function sectionOf({ id, title, size, kind, body }: Section): Html {
  return html`<section aria-labelledby="${id}"${kind === undefined ? nothing : html` class="${kind}"`}>
<h2 id="${id}">${title}${numberOf(size)}</h2>
${body}
</section>
`;
}

function numberOf(size: number | undefined): Html {
  return size === undefined ? nothing : html` <small>${size}</small>`;
}
