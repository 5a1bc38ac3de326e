import type { AccessLevel } from "../../policy/actions";
import type { AccessPart } from "../../policy/summary";
import { grouped, listed } from "../../text/count";
import { groupBy } from "../../text/group-by";
import type { AccessGain, AccessLoss } from "../model/access";
import type { Person } from "../model/person";
import type { Review } from "../model/review";
import { wayWords } from "../ways";
import type { Quote } from "./describe";

/** Who gains or loses access, a line for each person, or for all to whom the same happens; power first. */
export function accessLines({ people }: Pick<Review, "people">, quote: Quote): string[] {
  return accessOf(people, quote).map(({ names, words }) => `${names} ${words}`);
}

/** `gains write access to s3 objects in every bucket` @returns undefined where nothing changes in what this one can do */
export function accessWordsOf(person: Person, quote: Quote): string | undefined {
  return changesAccess(person) ? sentence(person, quote, false) : undefined;
}

/** The same, of all to whom the same happens. */
export function accessOf(people: readonly Person[], quote: Quote): { names: string; words: string }[] {
  const told = people.filter((person) => changesAccess(person));
  const same = [...groupBy(told, (person) => sentence(person, quote, false)).values()];
  const isPower = ([first]: readonly Person[]) => first !== undefined && gainsPower(first);
  return [...same.filter(isPower), ...same.filter((people) => !isPower(people))].flatMap((alike) => {
    const [first] = alike;
    if (first === undefined) return [];
    const names = listed(
      alike.map(({ name, within }) => `${quote(name)}${within === undefined ? "" : ` (${quote(within)})`}`),
      namesInLine,
    );
    return [{ names, words: sentence(first, quote, alike.length > 1) }];
  });
}

/** Names of people in one line. */
const namesInLine = 10;

/** Whether somebody can become administrator and could not before. */
function gainsPower({ access }: Person): boolean {
  return access !== undefined && access.power.after.length > 0 && access.power.before.length === 0;
}

function changesAccess(person: Person): boolean {
  const { access, change } = person;
  if (access === undefined || change === "leaves") return false;
  const { gained, lost, unknown, power } = access;
  const isSame = power.after.length > 0 === power.before.length > 0;
  return gained.length + lost.length + unknown.length > 0 || !isSame;
}

/** Parts of a line; the rest is in the JSON form. */
const shown = 3;

/** `gains write access to s3 objects in every bucket (before: read in acme-logs), and can now become administrator ...` */
function sentence({ access, change }: Person, quote: Quote, several: boolean): string {
  const { gained, lost, unknown, power } = access ?? {
    gained: [],
    lost: [],
    unknown: [],
    power: { before: [], after: [] },
  };
  const [way] = power.after;
  const [had] = power.before;
  const verb = (text: string) => (several ? text : `${text}s`);
  const gains = (part: AccessGain) =>
    `${accessWords(part, gainedOver, quote)}${besideWords("before", part, part.before, quote)}`;
  const losses = (part: AccessLoss) => `${accessWords(part, lostOver, quote)}${keptWords(part, quote)}`;
  const isDenied = change === "is suspended" && lost.length > 0 && lost.every(({ over }) => over === "deny");
  const parts = [
    ...(gained.length > 0 ? [`${verb("gain")} ${some(gained, gains)}`] : []),
    ...(isDenied ? [`${verb("lose")} all access`] : []),
    ...(lost.length > 0 && !isDenied ? [`${verb("lose")} ${some(lost, losses)}`] : []),
    ...(unknown.length > 0
      ? [`${verb("get")} access that is not known here: ${listed(unknown.map(quote), shown)}`]
      : []),
    ...(way !== undefined && had === undefined ? [`can now become administrator through ${wayWords(way, quote)}`] : []),
    ...(way === undefined && had !== undefined ? [`can no longer become administrator through ${had.name}`] : []),
  ];
  const last = parts.pop() ?? "";
  return parts.length === 0 ? last : `${parts.join(", ")}, and ${last}`;
}

function some<Part>(parts: readonly Part[], words: (part: Part) => string): string {
  const rest = parts.length - shown;
  const first = parts.slice(0, shown).map(words).join("; ");
  return rest <= 0 ? first : `${first}; and ${grouped(rest)} more`;
}

/** `exchanged`: there is a condition on both sides. */
type Over = Readonly<Record<AccessPart["over"] | "exchanged", string>>;

const gainedOver: Over = {
  nothing: "",
  condition: " (a condition on it is removed)",
  exchanged: " (a condition on it is another one)",
  deny: " (a Deny on it is removed)",
  boundary: " (the permissions boundary allows it now)",
};
const lostOver: Over = {
  nothing: "",
  condition: " (it has a condition now)",
  exchanged: " (its condition is another one now)",
  deny: " (a Deny forbids it now)",
  boundary: " (the permissions boundary forbids it now)",
};

/** `write access to s3 objects in every bucket` */
function accessWords(part: AccessPart, over: Over, quote: Quote): string {
  const { services, exceptServices = [], type, conditions, role } = part;
  const exchanged = part.over === "condition" && conditions.length > 0;
  const as = role === undefined ? "" : ` as role ${quote(role)}`;
  const kind = services.length === 1 && type !== undefined ? ` ${plural(type)}` : "";
  const when = conditions.length === 0 ? "" : `, if ${listed(conditions.map(quote), shown)}`;
  return `${levelWords(part)} access to ${serviceWords(services, exceptServices, quote)}${kind} ${whereWords(part, quote)}${when}${as}${exchanged ? over.exchanged : over[part.over]}`;
}

function levelWords({ levels, full }: Pick<AccessPart, "levels" | "full">): string {
  if (full) return "full";
  const words: readonly AccessLevel[] = [...levels].reverse();
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}

/** `policies`, `keys`, `addresses` */
function plural(type: string): string {
  if (/[^aeiou]y$/.test(type)) return `${type.slice(0, -1)}ies`;
  return /(?:s|x|z|ch|sh)$/.test(type) ? `${type}es` : `${type}s`;
}

function serviceWords(services: readonly string[], but: readonly string[], quote: Quote): string {
  if (services.length === 0) return `every service${but.length === 0 ? "" : ` but ${but.map(quote).join(", ")}`}`;
  return services.length <= shown
    ? services.map(quote).join(", ")
    : `${grouped(services.length)} services (${listed(services.map(quote), shown)})`;
}

function whereWords({ services, resources }: Pick<AccessPart, "services" | "resources">, quote: Quote): string {
  const [service = ""] = services;
  // A bucket and what is in it are one place.
  const places = new Set(resources.map((resource) => placeWords(resource, service, quote)));
  return listed([...places], shown);
}

/** The part of an ARN that tells which resource it is. */
function placeWords(resource: string, service: string, quote: Quote): string {
  if (/^\*+$/.test(resource)) return service === "s3" ? "in every bucket" : "on every resource";
  if (service === "s3") {
    const bucket = /^arn:[^:]*:s3:::([^/]*)(?:\/\*)?$/.exec(resource)?.[1];
    if (bucket !== undefined) return /^\*+$/.test(bucket) ? "in every bucket" : `in ${quote(bucket)}`;
  }
  return `on ${quote(resource)}`;
}

/** Of what has a condition now it is clear that the rest is left. */
function keptWords(part: AccessLoss, quote: Quote): string {
  return part.over === "nothing" ? besideWords("keeps", part, part.kept, quote) : "";
}

/** ` (before: read in acme-logs)` */
function besideWords(word: string, { services }: AccessPart, parts: AccessGain["before"], quote: Quote): string {
  if (parts.length === 0) return "";
  const words = parts.map(
    (part) => `${levelWords(part)} ${whereWords({ services, resources: part.resources }, quote)}`,
  );
  return ` (${word}: ${listed(words, shown)})`;
}
