import type { Section } from "../../../rules/page/template";
import { type Html, html, joined, nothing } from "../../../text/html";
import type { GroupChange } from "../../model/group";
import type { PolicyChange } from "../../model/policy";
import type { Review } from "../../model/review";
import type { Moves } from "../../model/sides";
import type { Anchors } from "./anchors";
import { powerOf } from "./power";
import { foldedList, policyName } from "./words";

/** Groups and policies that change, with everybody they touch. */
export function thingsSection({ groups, policies }: Review, anchors: Anchors): Section | undefined {
  const items = [
    ...groups.map((group) => groupItem(group, anchors)),
    ...policies.map((policy) => policyItem(policy, anchors)),
  ];
  if (items.length === 0) return undefined;
  return {
    ...{ id: "things", title: "Groups and policies", size: items.length },
    body: foldedList(items, "groups and policies", 40),
  };
}

function groupItem({ name, within, change, place, policies, members }: GroupChange, anchors: Anchors): Html {
  const word = change === "unchanged" ? nothing : html` <span class="badge">${change}</span>`;
  return html`<b>Group <code>${name}</code></b>${where(within)}${word} ${anchors.place(place)}${facts([
    ...moved("policy", policies, policyName),
    ...moved("member", members, person),
    ...named("touches", members.kept, person),
  ])}`;
}

function policyItem({ name, within, change, place, power, people, boundaryOf }: PolicyChange, anchors: Anchors): Html {
  return html`<b>Policy <code>${name}</code></b>${where(within)} <span class="badge">${change}</span> ${anchors.place(place)}${powerOf(power)}${facts(
    [...named("touches", people, person), ...named("is the boundary of", boundaryOf, person)],
  )}`;
}

/** Where several have the name. */
function where(within: string | undefined): Html {
  return within === undefined ? nothing : html` (${within})`;
}

function person(name: string): Html {
  return html`${name}`;
}

function moved(noun: string, { added, removed }: Moves, show: (name: string) => Html): Html[] {
  return [
    ...(added.length === 0 ? [] : [html`new ${plural(noun, added)}: <ins>${some(added, show)}</ins>`]),
    ...(removed.length === 0 ? [] : [html`no longer ${plural(noun, removed)}: <del>${some(removed, show)}</del>`]),
  ];
}

function plural(noun: string, names: readonly string[]): string {
  if (names.length === 1) return noun;
  return noun === "policy" ? "policies" : `${noun}s`;
}

function named(verb: string, names: readonly string[], show: (name: string) => Html): Html[] {
  return names.length === 0 ? [] : [html`${verb} ${some(names, show)}`];
}

function some(names: readonly string[], show: (name: string) => Html): Html {
  const rest = names.length > 30 ? html` and ${names.length - 30} more` : nothing;
  return html`${joined(names.slice(0, 30).map(show), ", ")}${rest}`;
}

function facts(lines: readonly Html[]): Html {
  return lines.length === 0 ? nothing : html`<ul class="plain">${lines.map((line) => html`<li>${line}</li>`)}</ul>`;
}
