import { type Change, isChange, type KnownChange } from "../plan/change";
import type { NamesByType } from "../plan/names";
import type { Side } from "../plan/side";
import { kindOfType } from "../terms/kinds";
import { credentialOf } from "./credential";
import type { GroupChange } from "./model/group";
import type { Person, PersonChange } from "./model/person";
import type { PolicyChange } from "./model/policy";
import type { GroupKey } from "./person-access";
import type { Powers } from "./powers";

/** What the lines of a review are about. */
export interface Lines {
  readonly personOf: (change: Change) => Person | undefined;
  readonly groups: ReadonlyMap<GroupChange, GroupKey>;
  readonly names: NamesByType;
  readonly policies: readonly PolicyChange[];
  readonly powers: Powers;
}

/**
 * Whether some line of a person, a group or a policy says what a change does. Whatever no line says is named by itself, so
 * that no change of a plan is in no output.
 */
class Told {
  private readonly addresses: ReadonlySet<string>;

  public constructor(private readonly lines: Lines) {
    const told = [...[...lines.groups.keys()].filter(({ change }) => change !== "unchanged"), ...lines.policies];
    this.addresses = new Set(told.flatMap(({ address }) => address ?? []));
  }

  public has(change: Change): boolean {
    // An action that is not known is no line's: a line would say something else.
    if (change.type === "other" || change.deposed || change.action === "unknown") return false;
    if (kindOfType(change.type) !== undefined) return credentialOf(change)?.change !== "kept";
    switch (change.type) {
      case "aws_iam_user":
        return this.user(change);
      case "aws_iam_user_group_membership":
        return this.ofPerson(change, (side) => change[side]?.groups ?? []);
      case "aws_iam_user_policy":
        return !isQuiet(change);
      case "aws_iam_user_policies_exclusive":
        return this.ofPerson(change, (side) => change[side]?.policy_names ?? []);
      case "aws_iam_user_policy_attachment":
        return this.ofPerson(change, (side) => this.labels(change, "policy_arn", side));
      case "aws_iam_user_policy_attachments_exclusive":
        return this.ofPerson(change, (side) => this.labels(change, "policy_arns", side));
      case "aws_iam_group":
      case "aws_iam_policy":
        return this.addresses.has(change.address);
      case "aws_iam_group_policy":
        return this.ofGroup(change, (side) =>
          change[side] === undefined ? [] : [`inline policy ${change[side]?.name ?? change.name}`],
        );
      case "aws_iam_group_policy_attachment":
        return this.ofGroup(change, (side) => this.labels(change, "policy_arn", side));
      default:
        return false;
    }
  }

  private user(change: KnownChange<"aws_iam_user">): boolean {
    const person = this.lines.personOf(change);
    if (person === undefined) return false;
    const { before, after } = person.boundary ?? {};
    return (
      (person.change !== "changes" && person.change !== "unchanged") ||
      [person.movedFrom, person.path].some((part) => part !== undefined) ||
      before !== after ||
      person.forceDestroy.before !== person.forceDestroy.after ||
      person.tags.length > 0 ||
      person.flags.some(({ change: what }) => what !== "kept")
    );
  }

  /** What comes and goes with a person is told where it is named at all; of who stays what is new or gone. */
  private ofPerson(change: KnownChange, names: Names): boolean {
    const person = this.lines.personOf(change);
    if (person === undefined || isQuiet(change)) return false;
    const { groups, policies, inlinePolicies: inline } = person;
    const moved = new Set([
      ...[groups, policies].flatMap(({ added, removed }) => [...added, ...removed]),
      ...inline.flatMap(({ name, change: what }) => (what === "kept" ? [] : [name])),
    ]);
    const different = between(names("before"), names("after"));
    if (different.length > 0 && different.every((name) => moved.has(name))) return true;
    if (change.action === "update" || !together.has(person.change)) return false;
    const named = new Set([...moved, ...groups.kept, ...policies.kept, ...inline.map(({ name }) => name)]);
    return [...names("before"), ...names("after")].every((name) => named.has(name));
  }

  private ofGroup(
    change: KnownChange<"aws_iam_group_policy" | "aws_iam_group_policy_attachment">,
    names: Names,
  ): boolean {
    if (isQuiet(change)) return false;
    const { names: all, groups } = this.lines;
    const keys = (["before", "after"] as const).flatMap((side) =>
      change[side] === undefined ? [] : all.aws_iam_group.all(change, "group", side).things.map(({ key }) => key),
    );
    const told = [...groups].flatMap(([group, { key }]) => (keys.includes(key) ? [group.policies] : []));
    const [added, removed] = [told.flatMap((each) => each.added), told.flatMap((each) => each.removed)];
    const different = between(names("before"), names("after"));
    return different.length > 0 && different.every((each) => added.includes(each) || removed.includes(each));
  }

  private labels(change: KnownChange, attribute: string, side: Side): string[] {
    const { powers } = this.lines;
    return change[side] === undefined ? [] : powers.namedAll(change, attribute, side).map((id) => powers.label(id));
  }
}

type Names = (side: Side) => readonly string[];

/** What somebody has then comes, goes, or is made again with the user. */
const together: ReadonlySet<PersonChange> = new Set(["leaves", "joins", "replaced", "renamed"]);

/** A move or an import: nothing of it is different afterwards. */
function isQuiet({ action }: Change): boolean {
  return action === "no-op" || action === "read";
}

/** What is on one side alone. */
function between(before: readonly string[] = [], after: readonly string[] = []): string[] {
  const [was, is] = [new Set(before), new Set(after)];
  return [...before.filter((each) => !is.has(each)), ...after.filter((each) => !was.has(each))];
}

/** The changes of a plan that no line tells. */
export function untold(changes: readonly Change[], lines: Lines): Change[] {
  const told = new Told(lines);
  return changes.filter((change) => isChange(change) && !told.has(change));
}
