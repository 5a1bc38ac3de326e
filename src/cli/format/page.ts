import { contentPolicy } from "../../files/content-policy";
import type { FindingsReport } from "../../rules/findings-report";
import { findingSections } from "../../rules/formats/html";
import { pageStyle } from "../../rules/formats/page-style";
import { html } from "../../text/html";
import { pageOf } from "../../text/page";

/** Findings as a page. */
export function formatPage(report: FindingsReport): string {
  return pageOf({
    title: `iam-roster ${report.command}`,
    policy: contentPolicy(pageStyle),
    style: pageStyle,
    body: html`<main>
<h1>iam-roster ${report.command}</h1>
<p>${report.title}</p>
${findingSections(report)}
</main>`,
  });
}
