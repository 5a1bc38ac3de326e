import { printable } from "../../../text/printable";
import type { Audit, JudgedFinding } from "../audit";
import { describeNotSeen } from "../inventory";

/**
 * A page that needs nothing else and may do nothing: no script, no address, the style by its hash. All text is
 * written as text, whatever somebody called a user.
 */
export function renderHtml(audit: Audit, styleHash: string): string {
  const { accountId, day, users, findings, rules, notes, couldNotLook, reportTime, suspensions, changes } = audit;
  const policy = `default-src 'none'; style-src '${styleHash}'; base-uri 'none'; form-action 'none'`;
  const title = `IAM audit of account ${accountId ?? "unknown"}, ${day}`;
  const sections = rules.flatMap((rule) => {
    const found = findings.filter((finding) => finding.rule === rule.id);
    if (found.length === 0) return [];
    const head = `<h2 id="${rule.id}">${text(rule.id)} <small class="${rule.severity}">${rule.severity}, ${found.length}</small></h2>`;
    return [`${head}\n<p>${text(rule.summary)} ${text(rule.todo)}</p>\n${table(found)}`];
  });
  const summary = rules
    .map(({ id }) => ({ id, count: findings.filter(({ rule }) => rule === id).length }))
    .filter(({ count }) => count > 0)
    .map(({ id, count }) => `<li><a href="#${id}">${text(id)}</a>: ${count}</li>`);
  return [
    "<!doctype html>",
    '<html lang="en"><head><meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${text(title)}</title>`,
    `<style>${STYLE}</style></head><body>`,
    `<h1>${text(title)}</h1>`,
    `<p>${users} users${reportTime === undefined ? "" : `, credential report of ${text(reportTime)}`}</p>`,
    ...couldNotLook.map((one) => `<p class="high">Could not look: ${text(describeNotSeen(one))}</p>`),
    ...notes.map((note) => `<p>${text(note)}</p>`),
    findings.length === 0 ? "<p>Nothing found.</p>" : `<ul>${summary.join("")}</ul>`,
    ...sections,
    ...(suspensions === undefined ? [] : [`<h2>To suspend, merge into users.yaml</h2>\n${code(suspensions)}`]),
    ...(changes === undefined ? [] : [`<h2>To mend what stays, merge into users.yaml</h2>\n${code(changes)}`]),
    "</body></html>",
    "",
  ].join("\n");
}

export const STYLE =
  "body{font:15px/1.5 system-ui,sans-serif;max-width:70em;margin:2em auto;padding:0 1em}" +
  "table{border-collapse:collapse;width:100%}td,th{border:1px solid #ccc;padding:.3em .6em;text-align:left;vertical-align:top}" +
  "pre{margin:0;white-space:pre-wrap}.high{color:#a40000}.medium{color:#8a5a00}.low{color:#555}";

function table(found: readonly JudgedFinding[]): string {
  const rows = found.map(
    ({ user, message, todo, yaml }) =>
      `<tr><td>${text(user)}</td><td>${text(message)}</td><td>${text(todo)}${yaml === undefined ? "" : code(yaml)}</td></tr>`,
  );
  return `<table><thead><tr><th>user</th><th>finding</th><th>what to do</th></tr></thead><tbody>\n${rows.join("\n")}\n</tbody></table>`;
}

function code(yaml: string): string {
  return `<pre>${escaped(printable(yaml, { keepLineBreaks: true }))}</pre>`;
}

function text(value: string): string {
  return escaped(printable(value, { max: 1000 }));
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
