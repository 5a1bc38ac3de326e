import { createHash } from "node:crypto";
import { count } from "../../../text/count";
import { type Html, html, joined, linesOfText, nothing, ownSource } from "../../../text/html";
import type { Audit, JudgedFinding } from "../audit";
import { describeNotSeen, type NotSeen } from "../inventory";
import { style } from "./html-style";

/**
 * A page that needs nothing else and may do nothing: no script, no address, the style by its hash. All text is
 * written as text, whatever somebody called a user.
 */
export function renderHtml(audit: Audit): string {
  const { accountId, day, users, findings, rules, notes, couldNotLook, reportTime, suspensions, changes, adoptFirst } =
    audit;
  const title = `IAM audit of account ${accountId ?? "unknown"}, ${day}`;
  const there = rules
    .map((rule) => ({ ...rule, found: findings.filter((finding) => finding.id === rule.id) }))
    .filter(({ found }) => found.length > 0);
  const links = there.map(({ id, found }) => html`<li><a href="#${id}">${id}</a>: ${found.length}</li>`);
  const sections = there.map(
    ({ id, severity, summary, why, fix, found }) => html`<section aria-labelledby="${id}">
<h2 id="${id}">${id} <small class="${severity}">${severity}, ${found.length}</small></h2>
<p>${summary} ${why} ${fix}</p>
${table(found)}
</section>
`,
  );
  const report = reportTime === undefined ? "" : `, credential report of ${reportTime}`;
  return html`<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${ownSource(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex, nofollow">
<title>${title}</title>
<style>${ownSource(style)}</style></head><body><main>
<h1>${title}</h1>
<p>${count(users, "user")}${report}</p>
${couldNotLook.map(unseen)}${notes.map((note) => html`<p>${note}</p>\n`)}${
  findings.length === 0 ? html`<p>Nothing found.</p>` : html`<nav aria-label="Findings by rule"><ul>${links}</ul></nav>`
}
${sections}${adoptFirst.length === 0 ? nothing : yamlSection("These have no entry yet: first", `roster adopt ${adoptFirst.join(" ")}`)}${yamlSection(
  "To suspend, merge into users.yaml",
  suspensions,
)}${yamlSection("To mend what stays, merge into users.yaml", changes)}</main></body></html>
`.toString();
}

const styleHash = createHash("sha256").update(style).digest("base64");
const policy = `default-src 'none'; style-src 'sha256-${styleHash}'; base-uri 'none'; form-action 'none'`;

function unseen(one: NotSeen): Html {
  const { users = [] } = one;
  const names = joined(
    users.map((user) => html`${user}`),
    ", ",
  );
  const all = users.length > 10 ? html`<details><summary>All ${users.length}</summary>${names}</details>` : nothing;
  return html`<div class="unseen"><p class="high">Could not look: ${describeNotSeen(one)}</p>${all}</div>\n`;
}

function table(found: readonly JudgedFinding[]): Html {
  const rows = found.map(
    ({ user, message, fix, yaml }) =>
      html`<tr><td>${user}</td><td>${message}</td><td>${fix}${yaml === undefined ? nothing : code(yaml)}</td></tr>\n`,
  );
  const head = ["user", "finding", "what to do"].map((name) => html`<th scope="col">${name}</th>`);
  return html`<table><thead><tr>${head}</tr></thead><tbody>
${rows}</tbody></table>`;
}

function yamlSection(title: string, yaml: string | undefined): Html {
  return yaml === undefined ? nothing : html`<h2>${title}</h2>\n${code(yaml)}\n`;
}

function code(yaml: string): Html {
  return html`<pre>${linesOfText(yaml, Number.POSITIVE_INFINITY)}</pre>`;
}
