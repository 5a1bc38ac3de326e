import { createHash } from "node:crypto";
import { printable } from "../../../text/printable";
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
  const links = there.map(({ id, found }) => `<li><a href="#${text(id)}">${text(id)}</a>: ${found.length}</li>`);
  const sections = there.map(
    ({ id, severity, summary, why, fix, found }) => `<section aria-labelledby="${text(id)}">
<h2 id="${text(id)}">${text(id)} <small class="${severity}">${severity}, ${found.length}</small></h2>
<p>${text(summary)} ${text(why)} ${text(fix)}</p>
${table(found)}
</section>`,
  );
  return [
    "<!doctype html>",
    '<html lang="en"><head><meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="color-scheme" content="light dark">',
    '<meta name="referrer" content="no-referrer">',
    '<meta name="robots" content="noindex, nofollow">',
    `<title>${text(title)}</title>`,
    `<style>${style}</style></head><body><main>`,
    `<h1>${text(title)}</h1>`,
    `<p>${users} ${users === 1 ? "user" : "users"}${reportTime === undefined ? "" : `, credential report of ${text(reportTime)}`}</p>`,
    ...couldNotLook.map(unseen),
    ...notes.map((note) => `<p>${text(note)}</p>`),
    findings.length === 0
      ? "<p>Nothing found.</p>"
      : `<nav aria-label="Findings by rule"><ul>${links.join("")}</ul></nav>`,
    ...sections,
    ...(adoptFirst.length === 0
      ? []
      : [`<h2>These have no entry yet: first</h2>\n${code(`roster adopt ${adoptFirst.join(" ")}`)}`]),
    ...yamlSection("To suspend, merge into users.yaml", suspensions),
    ...yamlSection("To mend what stays, merge into users.yaml", changes),
    "</main></body></html>",
    "",
  ].join("\n");
}

const styleHash = createHash("sha256").update(style).digest("base64");
const policy = `default-src 'none'; style-src 'sha256-${styleHash}'; base-uri 'none'; form-action 'none'`;

function unseen(one: NotSeen): string {
  const { users = [] } = one;
  const all =
    users.length > 10 ? `<details><summary>All ${users.length}</summary>${text(users.join(", "), {})}</details>` : "";
  return `<div class="unseen"><p class="high">Could not look: ${text(describeNotSeen(one))}</p>${all}</div>`;
}

function table(found: readonly JudgedFinding[]): string {
  const rows = found.map(
    ({ user, message, fix, yaml }) =>
      `<tr><td>${text(user)}</td><td>${text(message)}</td><td>${text(fix)}${yaml === undefined ? "" : code(yaml)}</td></tr>`,
  );
  const head = ["user", "finding", "what to do"].map((name) => `<th scope="col">${name}</th>`).join("");
  return `<table><thead><tr>${head}</tr></thead><tbody>\n${rows.join("\n")}\n</tbody></table>`;
}

function yamlSection(title: string, yaml: string | undefined): string[] {
  return yaml === undefined ? [] : [`<h2>${text(title)}</h2>\n${code(yaml)}`];
}

function code(yaml: string): string {
  return `<pre>${escaped(printable(yaml, { keepLineBreaks: true }))}</pre>`;
}

function text(value: string, { max }: { max?: number } = { max: 1000 }): string {
  return escaped(printable(value, max === undefined ? {} : { max }));
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function escaped(value: string): string {
  return value.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? "");
}
