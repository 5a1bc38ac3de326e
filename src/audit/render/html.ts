import { contentPolicy } from "../../files/content-policy";
import { findingSections, yamlBlock } from "../../rules/formats/html";
import { pageStyle } from "../../rules/formats/page-style";
import { count } from "../../text/count";
import { type Html, html, joined, nothing } from "../../text/html";
import { pageOf } from "../../text/page";
import type { Audit } from "../audit";
import { describeNotSeen, type NotSeen } from "../inventory";
import { findingsOf, judged } from "./findings";

/** The audit as a page: what was not seen first, then a section a rule, then the YAML. */
export function renderHtml(audit: Audit): string {
  const { accountId, day, users, findings, notes, couldNotLook, reportTime, suspensions, changes, adoptFirst } = audit;
  const title = `IAM audit of account ${accountId ?? "unknown"}, ${day}`;
  const report = reportTime === undefined ? "" : `, credential report of ${reportTime}`;
  const adopt = adoptFirst.length === 0 ? undefined : `roster adopt ${adoptFirst.join(" ")}`;
  return pageOf({
    title,
    policy: contentPolicy(pageStyle),
    style: pageStyle,
    body: html`<main>
<h1>${title}</h1>
<p>${count(users, "user")}${report}</p>
${couldNotLook.map(unseen)}${notes.map((note) => html`<p>${note}</p>\n`)}${findingSections({
  ...findingsOf(audit),
  findings: findings.map(judged),
})}
${yamlSection("These have no entry yet: first", adopt)}${yamlSection(
  "To suspend, merge into users.yaml",
  suspensions,
)}${yamlSection("To correct the users who stay, merge this into users.yaml", changes)}</main>`,
  });
}

function unseen(one: NotSeen): Html {
  const { users = [] } = one;
  const names = joined(
    users.map((user) => html`${user}`),
    ", ",
  );
  const all = users.length > 10 ? html`<details><summary>All ${users.length}</summary>${names}</details>` : nothing;
  return html`<div class="unseen"><p class="error">Could not check: ${describeNotSeen(one)}</p>${all}</div>\n`;
}

function yamlSection(title: string, yaml: string | undefined): Html {
  return yaml === undefined ? nothing : html`<h2>${title}</h2>\n${yamlBlock(yaml)}\n`;
}
