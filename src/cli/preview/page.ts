import { contentPolicy } from "../../files/content-policy";
import { sideBySide } from "../../review/render/html/row";
import type { User } from "../../roster/index";
import { findingSections } from "../../rules/formats/html";
import { reportPage, type Section } from "../../rules/page/template";
import { count } from "../../text/count";
import { groupBy } from "../../text/group-by";
import { type Html, html, nothing } from "../../text/html";
import { findingsOf } from "../format/findings";
import { heldBy } from "../people";
import { differencesOf, type UserDifference } from "./difference";
import type { Progress, Session } from "./session";

/** Asks to be shown again what has changed. Addresses are relative to the page's own, which has the token in it. */
const LIVE = `(() => {
  "use strict";
  const changes = new EventSource("changes");
  changes.onmessage = () => location.reload();
})();
`;

/** The page as it is now. */
export function previewPage({ file, before, base, now, progress }: Session): string {
  const report = findingsOf([now.checked]);
  const errors = report.findings.filter(({ fails }) => fails).length;
  const { roster } = now;
  const differences = base.roster === undefined || roster === undefined ? [] : differencesOf(base.roster, roster);
  const changes = differences.length === 0 ? "nothing changes for anybody" : sentence(differences);
  return reportPage(
    {
      title: `iam-roster preview: ${file.name}`,
      command: "preview",
      about: [html`<code>${file.name}</code>`, html`compared with ${before}`],
      state: errors > 0 ? "closed" : report.findings.length > 0 || differences.length > 0 ? "risky" : "open",
      verdict: errors > 0 ? `${count(errors, "error")}, and ${changes}` : capital(changes),
      lead: html`<p>This page follows the file: save it, and look here. Nothing is applied.</p>`,
      aside: rehearsalAside(progress, errors),
      sections: [
        differences.length === 0 ? undefined : changeSection(differences),
        ...rehearsalSection(progress),
        ...findingSections(report),
        roster === undefined ? undefined : rosterSection(roster.users),
      ],
      footer: "roster preview, on this machine alone. No account is asked, and nothing is applied.",
      script: LIVE,
    },
    (style, script) =>
      `${contentPolicy(style, script).replace("form-action 'none'", "form-action 'self'")}; connect-src 'self'`,
  );
}

function sentence(differences: readonly UserDifference[]): string {
  const said = (["leaves", "changes", "joins"] as const).flatMap((change) => {
    const number = differences.filter((one) => one.change === change).length;
    if (number === 0) return [];
    return [`${count(number, "user")} ${number === 1 ? change : change.replace(/s$/, "")}`];
  });
  return said.join(", ");
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

function rehearsalAside(progress: Progress, errors: number): Html {
  if (progress.kind === "running") return html`<p class="dim">The change is being rehearsed.</p>`;
  if (errors > 0) return html`<p class="dim">The change can be rehearsed when there is no error.</p>`;
  return html`<form class="act" method="post" action="rehearse"><button type="submit">Rehearse the change on the sandbox</button></form>`;
}

function rehearsalSection(progress: Progress): Section[] {
  const section = (body: Html): Section[] => [{ id: "rehearsal", title: "Rehearsal", body }];
  switch (progress.kind) {
    case "none":
      return [];
    case "running":
      return section(html`<ul class="plain">${progress.lines.map((line) => html`<li>${line}</li>`)}<li>...</li></ul>`);
    case "impossible":
      return section(html`<p class="unseen">Not rehearsed: ${progress.why}</p>`);
    case "done": {
      const { open, failed, outdated } = progress;
      const gate = html`<span class="severity ${open ? "note" : "error"}">the gate is ${open ? "open" : "closed"}</span>`;
      const applied =
        failed.length === 0
          ? html`<li>Applied to the sandbox by real Terraform, without an error.</li>`
          : failed.map((line) => html`<li class="error">${line}</li>`);
      const old = outdated ? html`<li>The file was edited since: this is about what it said before.</li>` : nothing;
      return section(
        html`<ul class="plain"><li>${gate} <a href="review">Read the review</a></li>${applied}${old}</ul>`,
      );
    }
  }
}

function changeSection(differences: readonly UserDifference[]): Section {
  const groups = [...groupBy(differences, ({ change }) => change)].map(
    ([change, users]) => html`<section class="group${users.length === 1 ? " single" : ""}">
<h3>${capital(change)} <small>${users.length}</small></h3><div class="cards">${users.map(cardOf)}</div></section>
`,
  );
  const body = html`<div class="groups">${groups}</div>`;
  return { id: "changes", title: "What changes", size: differences.length, body };
}

function cardOf({ user, change, rows }: UserDifference): Html {
  return html`<article class="person ${change}">
<div class="head"><h4>${user.key}</h4> <span class="badge">${change}</span></div>
<p class="about">${user.type} · owner ${user.owner}</p>
${rows.length === 0 ? html`<p>${heldBy(user) || "nothing but the user itself"}</p>` : rowsTable(rows)}
</article>`;
}

function rowsTable(rows: UserDifference["rows"]): Html {
  const none = html`<span class="none">none</span>`;
  const sides = rows.map(({ key, before, after }) => ({
    ...{ label: key, stays: [] },
    before: before === "" ? [] : [html`${before}`],
    after: after === "" ? [] : [html`${after}`],
  }));
  return sideBySide(sides, none, none);
}

function rosterSection(users: readonly User[]): Section {
  const rows = users.map(({ key, type, owner, suspended, ...user }) => {
    const state = suspended === undefined ? nothing : html` <span class="badge is-suspended">suspended</span>`;
    const held = heldBy({ key, type, owner, ...(suspended && { suspended }), ...user });
    return html`<tr><td>${key}${state}</td><td>${type}</td><td>${owner}</td><td>${held}</td></tr>`;
  });
  const head = ["user", "type", "owner", "holds"].map((title) => html`<th scope="col">${title}</th>`);
  return {
    ...{ id: "roster", title: "The roster", size: users.length },
    body: html`<div class="list"><table class="table"><thead><tr>${head}</tr></thead><tbody>${rows}</tbody></table></div>`,
  };
}
