import type { Change } from "../../plan/change";
import { textOf } from "../../plan/values";
import { keyBelowOwner, ownKey } from "../../terms/addresses";
import { nameOfArn, parseArn } from "../../terms/arns";
import type { Context } from "../danger";
import type { Person } from "../model/person";
import type { Place } from "../model/place";
import { EntriesByLine, type Entry } from "./entries-by-line";
import type { OthersFinding } from "./finding";

/** Whom a finding is about. */
export interface Whom {
  /** Set where it is one person, and only one. */
  readonly person?: Person | undefined;
  /** In words: `policy deploy of dana and erin`. @default - it is the person */
  readonly what?: string | undefined;
  readonly address?: string | undefined;
  readonly place?: Place | undefined;
}

/** Addresses of Terraform and ARNs of IAM in a sentence. */
const named =
  /(?:module\.[\w-]+(?:\[[^\]]{1,200}\])?\.){0,20}aws_iam_[a-z_]{1,60}\.[\w-]{1,200}(?:\["[^"\]]{1,200}"\]|\[\d{1,9}\])?|arn:aws[a-z-]{0,20}:iam::\d{12}:(?:user|group|policy)\/[\w+=,.@/-]{1,500}/g;

/**
 * Finds whom a finding of another tool is about: by the name that the tool gives the resource, by the line of users.yaml, by
 * what its sentence names. It decides where the finding is shown, and never whether it closes the gate.
 */
export class Whoms {
  private readonly byAddress = new Map<string, Change | undefined>();
  private readonly owners = new Map<Change, Person>();
  private readonly byName = new Map<string, Person>();
  /** Keys of groups and policies by type and name. */
  private readonly keys = new Map<string, string>();
  private readonly things = new Map<string, Whom>();
  private readonly entries: EntriesByLine;

  public constructor(
    private readonly context: Pick<Context, "changes" | "people" | "policies" | "rosters" | "changesOf">,
  ) {
    for (const person of context.people) {
      for (const change of context.changesOf(person)) this.owners.set(change, person);
      if (person.previousName !== undefined && !this.byName.has(person.previousName))
        this.byName.set(person.previousName, person);
      this.byName.set(person.name, person);
    }
    for (const change of context.changes) if (!change.deposed) this.know(change);
    this.entries = new EntriesByLine(context.rosters);
  }

  public of({ names, message, line, below }: OthersFinding): Whom | undefined {
    for (const name of names) {
      const whom = this.named(name);
      if (whom !== undefined) return { ...whom, place: this.inDocument(name, below) ?? whom.place };
    }
    const entry = line === undefined ? undefined : this.entries.at(line);
    if (entry !== undefined) return { ...this.entry(entry), place: { ...entry.place, ...line } };
    // A sentence that names several people is not about one of them.
    const said = new Set([...message.matchAll(named)].map(([found]) => found));
    const whoms = [...said].flatMap((name) => this.named(name) ?? []);
    return whoms.length === 1 ? whoms[0] : undefined;
  }

  /** Exactly, else without the module or the index, where only one has that name: some tools leave them out. */
  private know(change: Change): void {
    const { address, resourceType, name, index } = change;
    this.byAddress.set(address, change);
    const own = textOf(change.after, "name") ?? textOf(change.before, "name");
    if (own !== undefined) this.keys.set(`${resourceType} ${own}`, ownKey(change));
    const block = `${resourceType}.${name}`;
    for (const short of new Set([index === undefined ? block : address.slice(address.lastIndexOf(`${block}[`)), block]))
      if (short !== address) this.byAddress.set(short, this.byAddress.has(short) ? undefined : change);
  }

  private named(name: string): Whom | undefined {
    const change = this.byAddress.get(name);
    if (change !== undefined) return this.whomOf(change);
    const arn = parseArn(name);
    if (arn?.service !== "iam") return undefined;
    const own = nameOfArn(name);
    if (arn.resource.startsWith("user/")) return this.personCalled(own);
    if (arn.resource.startsWith("group/")) return this.group(own);
    return arn.resource.startsWith("policy/") && arn.accountId !== "aws" ? this.policy(own) : undefined;
  }

  /** The line of a policy document that the roster itself writes. */
  private inDocument(name: string, below: OthersFinding["below"]): Place | undefined {
    const change = this.byAddress.get(name);
    if (change === undefined || below === undefined) return undefined;
    const { rosters } = this.context;
    if (change.type === "aws_iam_policy") return rosters.placeBelowPolicy(ownKey(change), "document", ...below);
    const user = this.owners.get(change)?.key;
    if (change.type !== "aws_iam_user_policy" || user === undefined) return undefined;
    return rosters.placeBelowUser(user, "policies", "inline", change.after?.name ?? keyBelowOwner(change), ...below);
  }

  private whomOf(change: Change): Whom {
    const { address } = change;
    const person = this.owners.get(change);
    if (person !== undefined) return { person, address };
    const own = textOf(change.after, "name") ?? textOf(change.before, "name") ?? ownKey(change);
    if (change.type === "aws_iam_policy") return { ...this.policy(own), address };
    if (!change.type.startsWith("aws_iam_group")) return { what: address, address };
    const group = change.type === "aws_iam_group" ? own : groupIn(change);
    return group === undefined ? { what: address, address } : { ...this.group(group), address };
  }

  private personCalled(name: string): Whom | undefined {
    const person = this.byName.get(name);
    return person === undefined ? undefined : { person };
  }

  private group(name: string): Whom {
    return this.once(`group ${name}`, () => {
      const members = this.context.people.filter(({ groups }) => [...groups.added, ...groups.kept].includes(name));
      const key = this.keys.get(`aws_iam_group ${name}`) ?? name;
      return { ...shared(`group ${name}`, members), place: this.context.rosters.placeOfGroup(key) };
    });
  }

  private policy(name: string): Whom {
    return this.once(`policy ${name}`, () => {
      const { people, policies, rosters } = this.context;
      const through = new Set(policies.filter((policy) => policy.name === name).flatMap((policy) => policy.people));
      const has = ({ name: who, policies: { added, kept } }: Person) =>
        through.has(who) || added.includes(name) || kept.includes(name);
      const place = rosters.placeOfPolicy(this.keys.get(`aws_iam_policy ${name}`) ?? name);
      return { ...shared(`policy ${name}`, people.filter(has)), place };
    });
  }

  private entry({ kind, key }: Entry): Whom {
    const { rosters, people } = this.context;
    if (kind === "group") return this.group(rosters.group("after", key)?.name ?? key);
    if (kind === "policy") return this.policy(rosters.policy("after", key)?.name ?? key);
    const person = people.find((one) => one.key === key);
    return person === undefined ? { what: `user ${key}` } : { person };
  }

  /** A scanner says ten things of one policy. */
  private once(name: string, make: () => Whom): Whom {
    const known = this.things.get(name) ?? make();
    this.things.set(name, known);
    return known;
  }
}

function groupIn({ after, before }: Change): string | undefined {
  const of = (side: Change["after"]) => textOf(side, "group") ?? textOf(side, "group_name");
  return of(after) ?? of(before);
}

const shown = 3;

/** Of a thing that one person has, it is that person's. */
function shared(thing: string, people: readonly Person[]): Whom {
  if (people.length === 0) return { what: thing };
  const names = people.slice(0, shown).map(({ name }) => name);
  const rest = people.length - names.length;
  const who = rest > 0 ? `${names.join(", ")} and ${rest} more` : names.join(" and ");
  return { person: people.length === 1 ? people[0] : undefined, what: `${thing} of ${who}` };
}
