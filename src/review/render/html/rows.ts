import { type Html, html } from "../../../text/html";
import type { Person, Suspended } from "../../model/person";
import type { InlinePolicy } from "../../model/policy";
import type { Moves, Sides } from "../../model/sides";
import { credentialRows } from "./credentials";
import { powerOf } from "./power";
import type { Row } from "./row";
import { policyName } from "./words";

/** All that is known of a person, before and after. */
export function rowsOf(person: Person, planned: string | undefined): Row[] {
  const { name, previousName, change, path, boundary, suspended, forceDestroy } = person;
  return [
    sides("IAM name", { ...(previousName === undefined ? {} : { before: previousName, after: name }) }, code),
    sides("Path", path ?? {}, code),
    sides("Suspended", suspended ?? {}, suspendedWords),
    ...credentialRows(person, planned),
    moved("Groups", "group", person.groups, code),
    moved("Policies", "policy", person.policies, policyName),
    ...(person.inlinePolicies.length === 0 ? [] : [inline(person.inlinePolicies, change === "leaves")]),
    sides("Boundary", boundary ?? {}, policyName, "boundary"),
    flags(person),
    ...(forceDestroy.before === forceDestroy.after || change === "leaves" || (change === "joins" && !forceDestroy.after)
      ? []
      : [sides("Deletion", forceDestroy, forceWords)]),
    {
      label: "Tags",
      before: [],
      after: person.tags.length === 0 ? [] : [html`changed: <code>${person.tags.join(", ")}</code>`],
      stays: [],
    },
  ];
}

function code(text: string): Html {
  return html`<code>${text}</code>`;
}

function forceWords(force: boolean): Html {
  return force
    ? html`<strong>also deletes unmanaged resources</strong> <small>force_destroy</small>`
    : html`fails if there are unmanaged resources`;
}

function suspendedWords({ since, ticket, reason }: Suspended): Html {
  return html`${since === undefined ? "yes" : `since ${since}`}${ticket === undefined ? "" : html` <small>${ticket}</small>`}${reason === undefined ? "" : html` <small>${reason}</small>`}`;
}

/** A value that is one on each side; the same on both stays. */
function sides<Value>(label: string, { before, after }: Sides<Value>, show: (value: Value) => Html, noun = label): Row {
  const was = before === undefined ? undefined : show(before);
  const is = after === undefined ? undefined : show(after);
  if (was !== undefined && was.markup === is?.markup) {
    return { label, before: [], after: [], stays: [html`${noun.toLowerCase()} ${was}`] };
  }
  return {
    label,
    before: was === undefined ? [] : [html`<del>${was}</del>`],
    after: is === undefined ? [] : [html`<ins>${is}</ins>`],
    stays: [],
  };
}

function moved(label: string, noun: string, { added, removed, kept }: Moves, show: (name: string) => Html): Row {
  return {
    label,
    before: removed.map((name) => html`<del>${show(name)}</del>`),
    after: added.map((name) => html`<ins>${show(name)}</ins>`),
    stays: kept.map((name) => html`${noun} ${show(name)}`),
  };
}

function inline(policies: readonly InlinePolicy[], leaves: boolean): Row {
  const of = (...changes: InlinePolicy["change"][]) => policies.filter(({ change }) => changes.includes(change));
  return {
    label: "Inline policies",
    before: of("removed", "changed").map(({ name }) => html`<del>${code(name)}</del>`),
    after: leaves
      ? []
      : of("added", "changed").map(({ name, power }) => html`<ins>${code(name)}</ins>${powerOf(power)}`),
    stays: of("kept").map(({ name }) => html`inline policy ${code(name)}`),
  };
}

function flags({ flags: all, change }: Person): Row {
  const show = ({ name, ticket, expires }: Person["flags"][number]) => {
    const about = [...(ticket === undefined ? [] : [ticket]), ...(expires === undefined ? [] : [`until ${expires}`])];
    return html`<code>${name}</code>${about.length === 0 ? "" : html` <small>${about.join(" ")}</small>`}`;
  };
  const gone = change === "leaves";
  return {
    label: "Accepted risks",
    before: all.filter((flag) => flag.change === "removed").map((flag) => html`<del>${show(flag)}</del>`),
    after: gone ? [] : all.filter((flag) => flag.change === "added").map((flag) => html`<ins>${show(flag)}</ins>`),
    stays: all.filter((flag) => flag.change === "kept").map((flag) => html`accepted risk ${show(flag)}`),
  };
}
