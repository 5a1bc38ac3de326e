import { kinds } from "../../terms/kinds";
import { count } from "../../text/count";
import { groupBy } from "../../text/group-by";
import type { Credential, CredentialChange } from "../model/credential";
import type { Person, PersonChange } from "../model/person";
import type { PowerChange } from "../model/policy";
import type { Moves } from "../model/sides";

/** Makes a text from outside harmless for one kind of output. */
export type Quote = (text: string) => string;

/** ` (module.prod)`, where several have the name. */
export function withinWords(within: string | undefined, quote: Quote): string {
  return within === undefined ? "" : ` (${quote(within)})`;
}

export const headings: Readonly<Record<PersonChange, string>> = {
  leaves: "Leaves",
  replaced: "Replaced",
  renamed: "Renamed",
  "is suspended": "Suspended",
  joins: "Joins",
  returns: "Returns",
  changes: "Changes",
  imported: "Imported",
  unchanged: "Unchanged",
};

/** `alice` with what kind of user it is and who answers for it. */
export function titleOf(person: Person, quote: Quote): string {
  const about = aboutOf(person, quote);
  return `${quote(person.name)}${about.length === 0 ? "" : ` (${about.join(", ")})`}`;
}

export function aboutOf(person: Person, quote: Quote): string[] {
  return [
    ...(person.within === undefined ? [] : [quote(person.within)]),
    ...(person.previousName === undefined ? [] : [`previously ${quote(person.previousName)}`]),
    ...(person.type === undefined ? [] : [quote(person.type)]),
    ...(person.owner === undefined ? [] : [`owner ${quote(person.owner)}`]),
  ];
}

/** What happens to a person, one line each; what stays as it is is left out. */
export function linesOf(person: Person, quote: Quote): string[] {
  const leaves = person.change === "leaves";
  return [
    ...(person.forgotten ? ["Terraform stops managing the user: it stays in the account with its access"] : []),
    ...(person.address === undefined ? ["the user itself is not part of this stack"] : []),
    ...(person.movedFrom === undefined ? [] : [`moved in the state from ${quote(person.movedFrom)}`]),
    ...suspension(person, quote),
    ...credentialLines(person, quote),
    ...movesLines("group", "groups", person.groups, quote, leaves),
    ...movesLines("policy", "policies", person.policies, quote, leaves),
    ...person.inlinePolicies
      .filter(({ change }) => change !== "kept")
      .map(({ name, change, power }) => `inline policy ${quote(name)} ${change}${powerWords(power, quote, leaves)}`),
    ...boundaryLine(person, quote),
    ...(person.path === undefined
      ? []
      : [`path ${quote(person.path.before ?? "")} becomes ${quote(person.path.after ?? "")}`]),
    ...flagLines(person, quote),
    ...(person.tags.length === 0 ? [] : [`tags changed: ${person.tags.map(quote).join(", ")}`]),
  ];
}

const changeWords: Readonly<Record<CredentialChange, string>> = {
  created: "is created",
  deleted: "is deleted",
  replaced: "is replaced",
  "made inactive": "is made inactive",
  "made active": "is made active again",
  changed: "changes",
  imported: "is imported",
  forgotten: "is no longer managed by Terraform and stays usable",
  kept: "stays",
};

/** `2 access keys are deleted: laptop (…WXYZ), ci (…ABCD)`: one line for each kind and change. */
function credentialLines({ credentials }: Person, quote: Quote): string[] {
  const changing = credentials.filter(({ change }) => change !== "kept");
  return [...groupBy(changing, ({ kind, change, deposed }) => `${kind} ${change} ${deposed}`).values()].map((same) => {
    const [first] = same;
    if (first === undefined) return "";
    const verb = changeWords[first.change];
    const old = first.deposed ? "old " : "";
    const names = same.map((credential) => credentialWords(credential, quote)).filter((words) => words !== "");
    const [one, several] = kinds[first.kind].noun;
    const what = same.length === 1 ? `${old}${one}` : count(same.length, `${old}${one}`, `${old}${several}`);
    const line = `${what} ${same.length === 1 ? verb : plural(verb)}`;
    return names.length === 0 ? line : `${line}: ${names.join(", ")}`;
  });
}

function credentialWords({ key, idTail, service, encrypted, forcedBy, change }: Credential, quote: Quote): string {
  const about = [
    ...(idTail === undefined ? [] : [`…${quote(idTail)}`]),
    ...(service === undefined ? [] : [quote(service)]),
    ...(encrypted === false ? ["secret in plain text in the state"] : []),
    ...(change === "replaced" && forcedBy.length > 0 ? [`forced by ${forcedBy.join(", ")}`] : []),
  ];
  if (key === undefined) return about.join(", ");
  return `${quote(key)}${about.length === 0 ? "" : ` (${about.join(", ")})`}`;
}

function plural(verb: string): string {
  return verb
    .replace(/^is /, "are ")
    .replace(/s$/, (end) => (verb === "changes" || verb === "stays" ? "" : end))
    .replace(" and stays ", " and stay ");
}

function movesLines(noun: string, nouns: string, { added, removed }: Moves, quote: Quote, leaves: boolean): string[] {
  const line = (verb: string, names: readonly string[]) =>
    names.length === 0 ? [] : [`${verb} ${names.length === 1 ? noun : nouns} ${names.map(quote).join(", ")}`];
  if (leaves) return line("had", removed);
  return noun === "group"
    ? [...line("joins", added), ...line("leaves", removed)]
    : [...line("gets", added), ...line("loses", removed)];
}

export function powerWords({ everything, allowsMore, allowsLess }: PowerChange, quote: Quote, leaves = false): string {
  if (leaves) return "";
  const parts = [
    ...(everything.after && !everything.before ? ["allows EVERYTHING"] : []),
    ...(allowsMore.length > 0 ? [`newly allows ${some(allowsMore, quote)}`] : []),
    ...(allowsLess.length > 0 ? [`no longer allows ${some(allowsLess, quote)}`] : []),
  ];
  return parts.length === 0 ? "" : `: ${parts.join("; ")}`;
}

function some(actions: readonly string[], quote: Quote): string {
  const shown = actions.slice(0, 8).map(quote).join(", ");
  return actions.length > 8 ? `${shown} and ${actions.length - 8} more` : shown;
}

function suspension({ change, suspended }: Person, quote: Quote): string[] {
  if (change === "is suspended") {
    const { since, ticket } = suspended?.after ?? {};
    const why = [
      ...(since === undefined ? [] : [`since ${since}`]),
      ...(ticket === undefined ? [] : [`ticket ${quote(ticket)}`]),
    ];
    return [`can do nothing any more${why.length === 0 ? "" : ` (${why.join(", ")})`}`];
  }
  if (change === "leaves" && suspended?.before?.since !== undefined)
    return [`was suspended since ${suspended.before.since}`];
  return [];
}

function boundaryLine({ boundary, change }: Person, quote: Quote): string[] {
  const { before, after } = boundary ?? {};
  if (before === after || change === "leaves") return [];
  if (after === undefined) return [`loses the permissions boundary ${quote(before ?? "")}`];
  return [
    before === undefined
      ? `gets the permissions boundary ${quote(after)}`
      : `permissions boundary ${quote(before)} becomes ${quote(after)}`,
  ];
}

function flagLines({ flags, forceDestroy, change }: Person, quote: Quote): string[] {
  if (change === "leaves") return [];
  const lines = flags.flatMap(({ name, change: what, ticket, expires }) => {
    if (what === "kept") return [];
    const about = ticket === undefined ? "" : ` (${quote(ticket)}${expires === undefined ? "" : ` until ${expires}`})`;
    return [what === "added" ? `accepted risk ${name}${about}` : `${name} is not accepted any more`];
  });
  if (forceDestroy.after === true && forceDestroy.before !== true)
    lines.push("deletion will also delete unmanaged resources (force_destroy)");
  if (forceDestroy.before === true && forceDestroy.after === false)
    lines.push("deletion will fail again if there are unmanaged resources (force_destroy)");
  return lines;
}
