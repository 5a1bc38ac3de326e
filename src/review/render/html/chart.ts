import { credentialKinds, kinds } from "../../../terms/kinds";
import { type Html, html, nothing } from "../../../text/html";
import type { Credential, CredentialChange } from "../../model/credential";
import type { Review } from "../../model/review";

const series = ["stays", "changes", "created", "deleted"] as const;
type Series = (typeof series)[number];
type Counts = Record<Series, number>;

/** A replacement deletes one credential and creates another: it counts twice. */
const seriesOf: Readonly<Record<CredentialChange, readonly Series[]>> = {
  created: ["created"],
  deleted: ["deleted"],
  replaced: ["deleted", "created"],
  "made inactive": ["changes"],
  "made active": ["changes"],
  changed: ["changes"],
  imported: ["changes"],
  forgotten: ["changes"],
  kept: ["stays"],
};

export function kindChart({ people }: Review): Html {
  const counts = new Map<string, Counts>(credentialKinds.map((kind) => [kinds[kind].noun[0], zero()]));
  for (const { credentials } of people) for (const each of credentials) add(counts.get(kinds[each.kind].noun[0]), each);
  return chart("Credentials by kind", "Kind", counts, series);
}

const day = 86_400_000;
const ages = [
  { label: "under 30 days", days: 30 },
  { label: "30 to 90 days", days: 90 },
  { label: "90 days to a year", days: 365 },
  { label: "over a year", days: Number.POSITIVE_INFINITY },
] as const;
const unknown = "age unknown";

/** Of what was there when the plan was made, as far as AWS tells the day. */
export function ageChart({ people, plan }: Review): Html {
  const counts = new Map<string, Counts>([...ages.map(({ label }) => label), unknown].map((label) => [label, zero()]));
  let known = false;
  for (const each of people.flatMap(({ credentials }) => credentials)) {
    if (each.change === "created") continue;
    const age = ageInDays(each, plan.timestamp);
    known ||= age !== undefined;
    const label = age === undefined ? unknown : ages.find(({ days }) => age < days)?.label;
    add(counts.get(label ?? unknown), each);
  }
  return known ? chart("Credentials by age", "Age", counts, ["stays", "changes", "deleted"]) : nothing;
}

/** Whole days at the time of the plan. */
export function ageInDays({ created }: Credential, planned: string | undefined): number | undefined {
  const age = Math.floor((Date.parse(planned ?? "") - Date.parse(created ?? "")) / day);
  return Number.isNaN(age) ? undefined : Math.max(0, age);
}

/** Numbers in a table, and a bar in each row: it can be read aloud, and at any width. */
function chart(title: string, label: string, counts: ReadonlyMap<string, Counts>, shown: readonly Series[]): Html {
  const rows = [...counts].filter(([, each]) => sum(each, shown) > 0);
  if (rows.length === 0) return nothing;
  const most = Math.max(...rows.map(([, each]) => sum(each, shown)));
  const heads = shown.map((name) => html`<th scope="col"><i class="swatch ${name}"></i>${name}</th>`);
  const body = rows.map(([name, each]) => {
    const cells = shown.map((one) => html`<td class="number${each[one] === 0 ? " zero" : ""}">${each[one]}</td>`);
    return html`<tr><th scope="row">${name}</th><td class="bar">${bar(each, shown, most)}</td>${cells}</tr>`;
  });
  return html`<table class="chart"><caption>${title}</caption><thead><tr><th scope="col">${label}</th><td></td>${heads}</tr></thead><tbody>${body}</tbody></table>`;
}

function bar(counts: Counts, shown: readonly Series[], most: number): Html {
  let x = 0;
  const parts = shown.map((name) => {
    const width = (counts[name] / most) * 100;
    const part = html`<rect class="${name}" x="${x.toFixed(2)}" width="${width.toFixed(2)}" height="10"/>`;
    x += width;
    return counts[name] === 0 ? nothing : part;
  });
  return html`<svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">${parts}</svg>`;
}

function add(counts: Counts | undefined, { change }: Credential): void {
  if (counts === undefined) return;
  for (const name of seriesOf[change]) counts[name] += 1;
}

function zero(): Counts {
  return { stays: 0, changes: 0, created: 0, deleted: 0 };
}

function sum(counts: Counts, shown: readonly Series[]): number {
  return shown.reduce((all, name) => all + counts[name], 0);
}
